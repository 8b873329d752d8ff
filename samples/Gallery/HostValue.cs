using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Samples;

/// <summary>C# numbers and arrays as the tensors that kernels are called with by name.</summary>
internal static class HostValue
{
    public static Tensor ToTensor(object value)
    {
        if (value is not Array array) array = Scalar(value);
        ImmutableArray<long> shape = value is Array ? [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)] : [];
        return new Tensor(HostTypes.ElementTypeOf(array.GetType().GetElementType()!), shape, Bytes(array).ToArray());
    }

    public static void CopyTo(Tensor tensor, Array array) => tensor.Bytes.Span.CopyTo(Bytes(array));

    private static Span<byte> Bytes(Array array) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    private static Array Scalar(object value)
    {
        var array = Array.CreateInstance(value.GetType(), 1);
        array.SetValue(value, 0);
        return array;
    }
}
