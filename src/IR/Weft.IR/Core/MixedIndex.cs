using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>An index that is a number where that is known, and a value where it is not.</summary>
public readonly struct MixedIndex : IEquatable<MixedIndex>
{
    public MixedIndex(long number) => Number = number;

    public MixedIndex(Value value) => Value = value;

    /// <summary>Null for a number.</summary>
    public Value? Value { get; }

    /// <summary>Null for a value, also for one that is a constant.</summary>
    public long? Number { get; }

    /// <summary>The number, or the constant that the value is.</summary>
    public long? Constant => Value is null ? Number : ConstantOp.IntegerOf(Value);

    /// <summary>As a number when the value is a constant.</summary>
    public MixedIndex Folded => Constant is { } number ? new(number) : this;

    public static implicit operator MixedIndex(long number) => new(number);

    public static implicit operator MixedIndex(Value value) => new(value);

    /// <summary>Puts the values in the places that the numbers leave open.</summary>
    public static MixedIndex[] Zip(Sequence<long> numbers, IReadOnlyList<Value> values)
    {
        var (mixed, next) = (new MixedIndex[numbers.Count], 0);
        for (var i = 0; i < mixed.Length; i++) mixed[i] = Extents.IsOpen(numbers[i]) ? new(values[next++]) : new(numbers[i]);
        return mixed;
    }

    /// <summary>The numbers, open where there is a value, and the values.</summary>
    public static (Sequence<long> Numbers, List<Value> Values) Split(IReadOnlyList<MixedIndex> mixed)
    {
        var (numbers, values) = (new long[mixed.Count], new List<Value>());
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = mixed[i].Number ?? ShapedType.Dynamic;
            if (mixed[i].Value is { } value) values.Add(value);
        }

        return (new(numbers), values);
    }

    /// <summary>The value; a new constant for a number.</summary>
    public Value At(Builder builder) => Value ?? builder.Add(ConstantOp.Index(Number!.Value));

    public bool Is(long number) => Constant == number;

    /// <summary>The same number or the same value.</summary>
    public bool Equals(MixedIndex other) =>
        ReferenceEquals(Value, other.Value) && Number == other.Number
        || (Constant is { } number && other.Constant == number);

    public static bool operator ==(MixedIndex a, MixedIndex b) => a.Equals(b);

    public static bool operator !=(MixedIndex a, MixedIndex b) => !a.Equals(b);

    public override bool Equals(object? obj) => obj is MixedIndex other && Equals(other);

    public override int GetHashCode() => Constant?.GetHashCode() ?? Value!.GetHashCode();

    public override string ToString() => Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Value!.ToString()!;
}
