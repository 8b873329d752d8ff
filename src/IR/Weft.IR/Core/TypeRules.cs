namespace Weft.IR;

/// <summary>How the type of one part of an operation follows from another's. Used in <see cref="TypesMatchAttribute"/>.</summary>
public static class TypeRules
{
    /// <summary>The type itself, or the elements of a vector or tensor; null for everything else with elements.</summary>
    public static IrType? LikeElement(IrType type) => type switch
    {
        VectorType or RankedTensorType or UnrankedTensorType => ((ShapedType)type).Element,
        ShapedType => null,
        _ => type,
    };

    /// <summary>The elements of a shaped type; a scalar's own type.</summary>
    public static IrType ElementOf(IrType type) => type is ShapedType shaped ? shaped.Element : type;

    /// <summary><c>i1</c>, in the same shape.</summary>
    public static IrType I1SameShape(IrType type) => WithElement(type, IntegerType.I1);

    public static IrType WithElement(IrType type, IrType element) => type switch
    {
        VectorType or RankedTensorType or UnrankedTensorType => ((ShapedType)type).WithElement(element),
        _ => element,
    };

    public static IrType Same(IrType type) => type;
}
