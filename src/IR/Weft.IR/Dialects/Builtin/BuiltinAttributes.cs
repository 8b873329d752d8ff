using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Weft.IR;

/// <summary>Says something by being there.</summary>
public sealed record UnitAttr : Attribute
{
    private UnitAttr() { }

    public static UnitAttr Instance { get; } = new();
}

/// <summary>An integer of any width, kept in the range of its type: signless and signed ones as two's complement values.</summary>
public sealed record IntegerAttr : TypedAttribute
{
    public IntegerAttr(BigInteger value, IrType type) => (Value, Type) = (IntegerBits.Wrap(value, type), type);

    public BigInteger Value { get; }

    public override IrType Type { get; }

    public bool IsZero => Value.IsZero;

    public bool IsOne => Value.IsOne || (Type is IntegerType { Width: 1 } && !Value.IsZero);

    /// <summary>The value as 64 bits; higher bits are dropped.</summary>
    public long Int64 => unchecked((long)(ulong)(Value & ulong.MaxValue));

    public static IntegerAttr Bool(bool value) => new(value ? 1 : 0, IntegerType.I1);

    public static IntegerAttr I32(int value) => new(value, IntegerType.I32);

    public static IntegerAttr I64(long value) => new(value, IntegerType.I64);

    public static IntegerAttr Index(long value) => new(value, IndexType.Instance);
}

/// <summary>A floating-point number, kept as the bits of its format (high part only for formats over 64 bits).</summary>
public sealed record FloatAttr(FloatType FloatType, ulong Bits, ulong HighBits = 0) : TypedAttribute
{
    public override IrType Type => FloatType;

    /// <summary>The value as a double; exact for all formats up to 64 bits.</summary>
    public double Value => FloatFormat.ToDouble(FloatType, Bits, HighBits);

    /// <summary>Whether it is no number; for formats up to 64 bits.</summary>
    public bool IsNan => FloatFormat.IsNan(FloatType, Bits);

    /// <summary>Whether the sign is set, that of a zero or a NaN, too.</summary>
    public bool IsNegative => ((FloatType.Width > 64 ? HighBits >> (FloatType.Width - 65) : Bits >> (FloatType.Width - 1)) & 1) != 0;

    /// <summary>A NaN, made quiet.</summary>
    public FloatAttr Quiet => this with { Bits = Bits | FloatFormat.QuietNan(FloatType) };

    /// <summary>The nearest value of the format, ties to even.</summary>
    public static FloatAttr Of(double value, FloatType type) => FloatFormat.FromDouble(type, value);
}

/// <summary>Bytes as text. Bytes that are not UTF-8 are kept as lone surrogates U+DC80 to U+DCFF.</summary>
public sealed record StringAttr(string Value, IrType? StringType = null) : TypedAttribute
{
    public override IrType Type => StringType ?? NoneType.Instance;
}

public sealed record TypeAttr(IrType Value) : Attribute;

public sealed record ArrayAttr(Sequence<Attribute> Elements) : Attribute
{
    public static ArrayAttr Empty { get; } = new(Sequence.Create<Attribute>([]));

    public static ArrayAttr I64(params IEnumerable<long> values) => new(values.Select(v => (Attribute)IntegerAttr.I64(v)).ToSequence());

    public static ArrayAttr Bool(params IEnumerable<bool> values) => new(values.Select(v => (Attribute)IntegerAttr.Bool(v)).ToSequence());

    /// <summary>The elements as integers; only where all of them are.</summary>
    public Sequence<long> Int64s => Elements.Select(static e => ((IntegerAttr)e).Int64);

    /// <summary>The elements as truth values; only where all of them are.</summary>
    public Sequence<bool> Bools => Elements.Select(static e => !((IntegerAttr)e).IsZero);
}

/// <summary>Attributes by name, sorted.</summary>
public sealed record DictionaryAttr(Sequence<NamedAttribute> Entries) : Attribute
{
    public static DictionaryAttr Empty { get; } = new(Sequence.Create<NamedAttribute>([]));

    public Attribute? this[string name]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Name == name)
                    return entry.Value;
            return null;
        }
    }

    public static DictionaryAttr Of(params ReadOnlySpan<NamedAttribute> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new(new Sequence<NamedAttribute>(sorted));
    }
}

/// <summary><c>@module::@function</c>: a path through nested symbol tables.</summary>
public sealed record SymbolRefAttr(Sequence<string> Path) : Attribute
{
    public string Root => Path[0];

    public string Leaf => Path[Path.Count - 1];

    public bool IsFlat => Path.Count == 1;

    public static SymbolRefAttr Flat(string name) => new([name]);
}

/// <summary><c>array&lt;i64: 1, 2&gt;</c>: short lists of one integer or float type. Floats are kept as their bits.</summary>
public sealed record DenseArrayAttr(IrType Element, Sequence<long> Values) : Attribute
{
    public static DenseArrayAttr I64(params ReadOnlySpan<long> values) => new(IntegerType.I64, Sequence.Create(values));

    public static DenseArrayAttr I32(params ReadOnlySpan<long> values) => new(IntegerType.I32, Sequence.Create(values));

    public static DenseArrayAttr Bool(params ReadOnlySpan<long> values) => new(IntegerType.I1, Sequence.Create(values));
}

/// <summary><c>dense&lt;[1, 2]&gt; : tensor&lt;2xi32&gt;</c>. Elements lie one after the other, little-endian, in whole bytes; a
/// splat holds one element. A complex element is two floats.</summary>
public sealed record DenseElementsAttr(ShapedType ShapedType, Sequence<byte> Data, bool IsSplat) : TypedAttribute
{
    public override IrType Type => ShapedType;

    /// <summary>The one element of a splat, if it is a number of up to 64 bits.</summary>
    public TypedAttribute? SplatValue => IsSplat ? Elements.Scalar(this) as TypedAttribute : null;

    public int ElementSize => SizeOf(ShapedType.Element);

    public static int SizeOf(IrType element) => element switch
    {
        IntegerType i => (i.Width + 7) / 8,
        FloatType f => (f.Width + 7) / 8,
        ComplexType c => 2 * SizeOf(c.Element),
        _ => 8,
    };

    /// <summary>An element; null when it is no number of up to 64 bits.</summary>
    public Attribute? At(long index) => Elements.At(this, index);

    /// <summary>A constant of a static shape from its elements, null when one of them is null; a splat when all are equal.</summary>
    public static DenseElementsAttr? Of(ShapedType type, System.Func<long, Attribute?> element) =>
        (DenseElementsAttr?)Elements.Pack(type.ElementCount, type, element);

    /// <summary>A number in all elements.</summary>
    public static DenseElementsAttr Splat(TypedAttribute value, ShapedType type) => (DenseElementsAttr)Elements.Shaped(value, type)!;

    /// <summary>Zero in all elements.</summary>
    public static DenseElementsAttr Zeros(ShapedType type) => new(type, new(new byte[SizeOf(type.Element)]), true);
}

/// <summary><c>dense&lt;["a", "b"]&gt; : tensor&lt;2x!t&gt;</c>.</summary>
public sealed record DenseStringElementsAttr(ShapedType ShapedType, Sequence<string> Values, bool IsSplat) : TypedAttribute
{
    public override IrType Type => ShapedType;
}

/// <summary><c>dense_resource&lt;key&gt; : tensor&lt;...&gt;</c>: elements kept at the end of the file.</summary>
public sealed record DenseResourceAttr(string Key, ShapedType ShapedType) : TypedAttribute
{
    public override IrType Type => ShapedType;
}

/// <summary><c>sparse&lt;indices, values&gt; : tensor&lt;...&gt;</c>.</summary>
public sealed record SparseElementsAttr(ShapedType ShapedType, DenseElementsAttr Indices, Attribute Values) : TypedAttribute
{
    public override IrType Type => ShapedType;
}

public sealed record AffineMapAttr(AffineMap Map) : Attribute;

public sealed record IntegerSetAttr(IntegerSet Set) : Attribute;

/// <summary><c>strided&lt;[4, 1], offset: ?&gt;</c>.</summary>
public sealed record StridedLayoutAttr(long Offset, Sequence<long> Strides) : Attribute;

public sealed record LocationAttr(Location Location) : Attribute;

/// <summary><c>distinct[0]&lt;...&gt;</c>: never equal to another of its kind.</summary>
public sealed record DistinctAttr(Attribute Referenced) : Attribute
{
    public bool Equals(DistinctAttr? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>An attribute of a dialect that is not loaded, kept as written.</summary>
public sealed record OpaqueAttr(string Dialect, string Body, IrType? OpaqueType = null) : Attribute;
