namespace Weft.IR;

/// <summary>Rules that mlir-opt lacks; kernels profit from them.</summary>
public static partial class OwnArithRules
{
    // cmpi(eq, x : i1, true) -> x, cmpi(ne, x : i1, false) -> x
    [Rule]
    private static Value? Itself(CmpIOp op) => TypeRules.ElementOf(op.Lhs.Type) is IntegerType { Width: 1 } && op.Predicate switch
    {
        CmpIPredicate.Eq => ArithFolding.IsInteger(ConstantOp.ValueOf(op.Rhs), 1),
        CmpIPredicate.Ne => ArithFolding.IsInteger(ConstantOp.ValueOf(op.Rhs), 0),
        _ => false,
    } ? op.Lhs : null;
}
