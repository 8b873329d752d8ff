using Weft.IR;

namespace Weft.Backends;

/// <summary>
/// What an SSA value stands for while a program runs: the bits of a scalar, or a reference to memory (<see cref="MemRef"/>), to
/// the elements of a vector or tensor (<see cref="Elements"/>), or to a function. Integers are sign-extended to 64 bits whatever
/// their signedness (so <c>true</c> is -1); floats are the bits of their format with zeros above.
/// </summary>
public readonly record struct RuntimeValue
{
    internal RuntimeValue(long bits) => Bits = bits;

    internal RuntimeValue(object reference) => Reference = reference;

    public long Bits { get; }

    public object? Reference { get; }

    public bool AsBool => Bits != 0;

    public long AsInteger => Bits;

    public float AsSingle => BitConverter.Int32BitsToSingle((int)Bits);

    public double AsDouble => BitConverter.Int64BitsToDouble(Bits);

    public MemRef AsMemRef => (MemRef)Reference!;

    public Elements AsElements => (Elements)Reference!;

    public static RuntimeValue Bool(bool value) => new(value ? -1L : 0);

    public static RuntimeValue Index(long value) => new(value);

    /// <summary>An integer of the type; bits above its width are dropped.</summary>
    public static RuntimeValue Integer(long value, IrType type) => FromRaw(value, type);

    public static RuntimeValue Single(float value) => new(BitConverter.SingleToUInt32Bits(value));

    public static RuntimeValue Double(double value) => new(BitConverter.DoubleToInt64Bits(value));

    /// <summary>The nearest value of the format.</summary>
    public static RuntimeValue Float(double value, FloatType type) => new(FloatCodec.Of(type).Encode(value));

    public static RuntimeValue Of(MemRef memory) => new(memory);

    public static RuntimeValue Of(Elements elements) => new(elements);

    /// <summary>The scalar with the given bits, as <see cref="ToRaw"/> gives them.</summary>
    public static RuntimeValue FromRaw(long bits, IrType type) => new(ScalarFormat.Of(type, default).FromRaw(bits));

    /// <summary>The bits of a scalar with zeros above its width: a slot of a launch.</summary>
    public long ToRaw(IrType type) => ScalarFormat.Of(type, default).ToRaw(Bits);

    public override string ToString() => Reference?.ToString() ?? $"0x{Bits:x}";
}
