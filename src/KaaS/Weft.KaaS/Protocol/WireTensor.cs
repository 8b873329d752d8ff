using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Tensors as bytes of a request or an answer.</summary>
public static class WireTensor
{
    /// <summary>The tensor over these bytes, without copying where their address suits the element type.</summary>
    public static Tensor FromBinary(string name, ElementType element, ImmutableArray<long> shape, Memory<byte> bytes)
    {
        if (Tensor.ByteSizeOf(element, shape) != bytes.Length)
            throw new WeftException(SizeMismatch(name, element, shape, $"{bytes.Length} bytes"));
        // A bool is one bit to the code that the compiler makes; any other byte would be undefined there.
        if (element == ElementType.Bool && bytes.Span.IndexOfAnyExcept((byte)0, (byte)1) is >= 0 and var bad)
            throw new WeftException(KaasDiagnostics.BadValue.At(default, name, bad, $"the byte {bytes.Span[bad]}", "BOOL (0 or 1)"));
        return new Tensor(element, shape, IsAligned(bytes.Span, element.ByteSize) ? bytes : bytes.ToArray());
    }

    /// <summary>The tensor as the parameter takes it: <c>INT64</c> is taken for <c>index</c>, and shape <c>[1]</c> for a scalar.</summary>
    public static Tensor Fit(Tensor value, KernelParameter parameter)
    {
        var element = value.Element == ElementType.I64 && parameter.Element == ElementType.Index ? ElementType.Index : value.Element;
        var shape = parameter.Shape.IsEmpty && value.Shape is [1] ? [] : value.Shape;
        return element == value.Element && shape == value.Shape ? value : new Tensor(element, shape, value.Bytes);
    }

    internal static IR.Diagnostic SizeMismatch(string name, ElementType element, ImmutableArray<long> shape, string given)
    {
        var size = Tensor.ByteSizeOf(element, shape);
        return KaasDiagnostics.SizeMismatch.At(default, name, string.Join(", ", shape), Datatype.Of(element),
            size is null ? "more than 2^63 bytes" : $"{size} bytes ({size / element.ByteSize} elements)", given);
    }

    private static unsafe bool IsAligned(ReadOnlySpan<byte> bytes, int size) =>
        (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)) % size == 0;
}
