using System.Runtime.CompilerServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>
/// How scalars of a type are kept: as 64 bits in a value (integers sign-extended whatever their signedness, so <c>true</c> is
/// -1; floats as the bits of their format, zero-extended) and as 1, 2, 4 or 8 bytes in memory (zero-extended).
/// </summary>
internal sealed class ScalarFormat
{
    private readonly bool _signExtends;
    private readonly int _shift;

    private ScalarFormat(IrType type, int width, bool signExtends)
    {
        (Type, Width, _signExtends, _shift) = (type, width, signExtends, 64 - width);
        ByteSize = width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : 8;
    }

    public IrType Type { get; }

    public int Width { get; }

    public int ByteSize { get; }

    /// <summary>Null for what is not a scalar of 1 to 64 bits.</summary>
    public static ScalarFormat? TryOf(IrType type) => type switch
    {
        IntegerType { Width: > 0 and <= 64 } integer => new(type, integer.Width, signExtends: true),
        IndexType => new(type, 64, signExtends: true),
        FloatType { Width: <= 64 } real => new(type, real.Width, signExtends: false),
        _ => null,
    };

    public static ScalarFormat Of(IrType type, Location location) =>
        TryOf(type) ?? throw InterpreterDiagnostics.Refusal(location, $"values of type '{type}'");

    /// <summary>The value whose low bits are given; higher ones are dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long FromRaw(long bits) => _signExtends ? (bits << _shift) >> _shift : (bits << _shift) >>> _shift;

    /// <summary>The bits of a value with zeros above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ToRaw(long value) => (value << _shift) >>> _shift;

    public unsafe long Load(byte* at) => FromRaw(ByteSize switch
    {
        1 => *at,
        2 => Unsafe.ReadUnaligned<ushort>(at),
        4 => Unsafe.ReadUnaligned<uint>(at),
        _ => Unsafe.ReadUnaligned<long>(at),
    });

    public unsafe void Store(byte* at, long value)
    {
        var raw = ToRaw(value);
        switch (ByteSize)
        {
            case 1: *at = (byte)raw; break;
            case 2: Unsafe.WriteUnaligned(at, (ushort)raw); break;
            case 4: Unsafe.WriteUnaligned(at, (uint)raw); break;
            default: Unsafe.WriteUnaligned(at, raw); break;
        }
    }

    /// <summary>A value as people read it.</summary>
    public string Text(long value) => Type is FloatType real
        ? FloatCodec.Of(real).Decode(value).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
