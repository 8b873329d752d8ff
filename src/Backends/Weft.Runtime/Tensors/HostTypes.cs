using Weft.IR;

namespace Weft.Runtime;

/// <summary>The types of .NET that are elements of tensors.</summary>
public static class HostTypes
{
    /// <summary>The element type that stores a .NET type bit for bit.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ElementType ElementTypeOf(Type type) =>
        type == typeof(float) ? ElementType.F32
        : type == typeof(double) ? ElementType.F64
        : type == typeof(int) ? ElementType.I32
        : type == typeof(long) ? ElementType.I64
        : type == typeof(byte) ? ElementType.U8
        : type == typeof(sbyte) ? ElementType.I8
        : type == typeof(short) ? ElementType.I16
        : type == typeof(ushort) || type == typeof(char) ? ElementType.U16
        : type == typeof(uint) ? ElementType.U32
        : type == typeof(ulong) ? ElementType.U64
        : type == typeof(bool) ? ElementType.Bool
        : type == typeof(Half) ? ElementType.F16
        : type == typeof(BFloat16) ? ElementType.BF16
        : type == typeof(nint) ? ElementType.Index
        : throw new NotSupportedException($"'{type}' is not an element type of kernels");
}
