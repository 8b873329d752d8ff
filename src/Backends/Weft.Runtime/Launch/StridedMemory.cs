using Weft.IR;

namespace Weft.Runtime;

/// <summary>Memory as a kernel wants it for a dense tensor: its elements apart, as fields of structs in an array are.</summary>
internal static class StridedMemory
{
    /// <summary>The tensor's bytes, or a copy with its elements apart.</summary>
    public static Memory<byte> Spread(Tensor tensor, int stride)
    {
        if (stride == 1) return tensor.Bytes;
        var apart = new byte[checked((long)tensor.Bytes.Length * stride)];
        Move(tensor.Bytes.Span, tensor.Element.ByteSize, apart, tensor.Element.ByteSize * stride);
        return apart;
    }

    /// <summary>Takes the elements back into the tensor.</summary>
    public static void Gather(ReadOnlyMemory<byte> apart, Tensor tensor, int stride)
    {
        if (stride > 1) Move(apart.Span, tensor.Element.ByteSize * stride, tensor.Bytes.Span, tensor.Element.ByteSize);
    }

    private static void Move(ReadOnlySpan<byte> from, int fromStep, Span<byte> to, int toStep)
    {
        var size = Math.Min(fromStep, toStep);
        for (var (i, j) = (0, 0); i < from.Length && j < to.Length; i += fromStep, j += toStep) from.Slice(i, size).CopyTo(to[j..]);
    }
}
