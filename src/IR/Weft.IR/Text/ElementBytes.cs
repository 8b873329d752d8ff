using System;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Integers in the little-endian storage of <see cref="DenseElementsAttr"/>.</summary>
internal static class ElementBytes
{
    public static void Store(BigInteger value, IrType type, Span<byte> target)
    {
        var bits = IntegerBits.Unsigned(value, IntegerBits.Width(type));
        if (target.Length <= sizeof(ulong))
        {
            var word = (ulong)bits;
            for (var i = 0; i < target.Length; i++) target[i] = (byte)(word >> (8 * i));
            return;
        }

        var raw = bits.ToByteArray();
        target.Clear();
        raw.AsSpan(0, Math.Min(raw.Length, target.Length)).CopyTo(target);
    }

    public static BigInteger Load(ReadOnlySpan<byte> source, IrType type)
    {
        var raw = new byte[source.Length + 1]; // a leading zero keeps the value positive
        source.CopyTo(raw);
        return IntegerBits.Wrap(new BigInteger(raw), type);
    }

    public static byte[] UnpackBits(byte[] packed, int count)
    {
        var bits = new byte[count];
        for (var i = 0; i < count; i++) bits[i] = (byte)(packed[i / 8] >> (i % 8) & 1);
        return bits;
    }

    public static byte[] PackBits(ReadOnlySpan<byte> bits)
    {
        var packed = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++) packed[i / 8] |= (byte)(bits[i] << (i % 8));
        return packed;
    }
}
