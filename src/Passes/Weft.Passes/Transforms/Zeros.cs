using Weft.IR;

namespace Weft.Passes;

/// <summary>The zero of types of numbers.</summary>
internal static class Zeros
{
    public static TypedAttribute Of(IrType type) => type is FloatType number ? FloatAttr.Of(0, number) : new IntegerAttr(0, type);
}
