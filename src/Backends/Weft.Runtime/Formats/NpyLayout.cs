using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weft.Runtime;

/// <summary>Byte order and element order of foreign arrays.</summary>
internal static class NpyLayout
{
    /// <summary>Reverses the bytes of each element, in place.</summary>
    public static void SwapBytes(Span<byte> data, int elementSize)
    {
        switch (elementSize)
        {
            case 2: Swap(MemoryMarshal.Cast<byte, ushort>(data)); break;
            case 4: Swap(MemoryMarshal.Cast<byte, uint>(data)); break;
            case 8: Swap(MemoryMarshal.Cast<byte, ulong>(data)); break;
            default: break;
        }
    }

    /// <summary>Copies an array stored column by column (first index fastest) into row-major order.</summary>
    public static byte[] ToRowMajor(ReadOnlySpan<byte> data, int elementSize, ImmutableArray<long> shape)
    {
        var result = new byte[data.Length];
        switch (elementSize)
        {
            case 1: Transpose<byte>(data, result, shape); break;
            case 2: Transpose<ushort>(data, result, shape); break;
            case 4: Transpose<uint>(data, result, shape); break;
            default: Transpose<ulong>(data, result, shape); break;
        }

        return result;
    }

    private static void Swap(Span<ushort> data) => BinaryPrimitives.ReverseEndianness(data, data);

    private static void Swap(Span<uint> data) => BinaryPrimitives.ReverseEndianness(data, data);

    private static void Swap(Span<ulong> data) => BinaryPrimitives.ReverseEndianness(data, data);

    private static void Transpose<T>(ReadOnlySpan<byte> source, Span<byte> target, ImmutableArray<long> shape) where T : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, T>(source);
        var to = MemoryMarshal.Cast<byte, T>(target);
        var strides = new int[shape.Length];
        for (int d = 0, stride = 1; d < shape.Length && !to.IsEmpty; d++)
        {
            strides[d] = stride;
            stride *= (int)shape[d];
        }

        var index = new long[shape.Length];
        for (int i = 0, position = 0; i < to.Length; i++)
        {
            to[i] = from[position];
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                position += strides[d];
                if (++index[d] < shape[d]) break;
                position -= strides[d] * (int)shape[d];
                index[d] = 0;
            }
        }
    }
}
