namespace Weft.IR;

/// <summary>Quotients and remainders by a symbol that divides the dividend as it is written.</summary>
internal static class SemiAffineSimplifier
{
    public static AffineExpr Simplify(AffineExpr expr)
    {
        if (expr is not AffineBinary { Operator: var kind } binary) return expr;
        var (left, right) = (Simplify(binary.Left), Simplify(binary.Right));
        if (kind is AffineKind.Add or AffineKind.Mul || right is not AffineSymbol symbol || !Divides(symbol, binary.Left, kind))
            return AffineSimplifier.Combine(kind, left, right);
        return kind == AffineKind.Mod ? AffineExpr.Constant(0) : Divide(left, symbol, kind);
    }

    /// <param name="by">The operation asked about; quotients of another kind do not commute with it.</param>
    private static bool Divides(AffineSymbol symbol, AffineExpr expr, AffineKind by) => expr switch
    {
        AffineConstant c => c.Value == 0,
        AffineSymbol s => s == symbol,
        AffineBinary { Operator: AffineKind.Add } sum => Divides(symbol, sum.Left, by) && Divides(symbol, sum.Right, by),
        AffineBinary { Operator: AffineKind.Mod } rest =>
            Divides(symbol, rest.Left, AffineKind.Mod) && Divides(symbol, rest.Right, AffineKind.Mod),
        AffineBinary { Operator: AffineKind.Mul } product => Divides(symbol, product.Left, by) || Divides(symbol, product.Right, by),
        AffineBinary quotient => quotient.Operator == by && Divides(symbol, quotient.Left, by),
        _ => false,
    };

    // The expression is known to be divisible.
    private static AffineExpr Divide(AffineExpr expr, AffineSymbol symbol, AffineKind by) => expr switch
    {
        AffineSymbol => AffineExpr.Constant(1),
        AffineBinary { Operator: AffineKind.Add } sum => Divide(sum.Left, symbol, by) + Divide(sum.Right, symbol, by),
        AffineBinary { Operator: AffineKind.Mod } rest =>
            Divide(rest.Left, symbol, AffineKind.Mod) % Divide(rest.Right, symbol, AffineKind.Mod),
        AffineBinary { Operator: AffineKind.Mul } product => Divides(symbol, product.Left, by)
            ? Divide(product.Left, symbol, by) * product.Right
            : product.Left * Divide(product.Right, symbol, by),
        AffineBinary quotient =>
            AffineSimplifier.Combine(quotient.Operator, Divide(quotient.Left, symbol, quotient.Operator), quotient.Right),
        _ => expr,
    };
}
