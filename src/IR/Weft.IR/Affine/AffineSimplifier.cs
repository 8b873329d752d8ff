namespace Weft.IR;

/// <summary>The algebra behind the operators of <see cref="AffineExpr"/>.</summary>
internal static class AffineSimplifier
{
    public static AffineExpr Combine(AffineKind kind, AffineExpr left, AffineExpr right) => kind switch
    {
        AffineKind.Add => Add(left, right),
        AffineKind.Mul => Mul(left, right),
        AffineKind.Mod => Mod(left, right),
        AffineKind.FloorDiv => FloorDiv(left, right),
        _ => CeilDiv(left, right),
    };

    public static AffineExpr Add(AffineExpr left, AffineExpr right)
    {
        if (left is AffineConstant a && right is AffineConstant b) return AffineExpr.Constant(unchecked(a.Value + b.Value));
        // Constants, and symbolic parts beside dimensions, go right.
        if (left is AffineConstant || (left.IsSymbolicOrConstant && !right.IsSymbolicOrConstant)) return Add(right, left);
        if (right is AffineConstant { Value: 0 }) return left;
        // (x + c1) + c2 -> x + (c1 + c2)
        if (left is AffineBinary { Operator: AffineKind.Add, Right: AffineConstant c1 } sum && right is AffineConstant c2)
            return sum.Left + unchecked(c1.Value + c2.Value);
        // c1 * x + c2 * x -> (c1 + c2) * x
        var (x, m) = SplitFactor(left);
        var (y, n) = SplitFactor(right);
        if (x == y) return Mul(x, AffineExpr.Constant(unchecked(m + n)));
        // (x + c) + y -> (x + y) + c
        if (left is AffineBinary { Operator: AffineKind.Add, Right: AffineConstant c } inner) return inner.Left + right + c;
        return AsModulo(left, right) ?? new AffineBinary(AffineKind.Add, left, right);
    }

    public static AffineExpr Mul(AffineExpr left, AffineExpr right)
    {
        if (left is AffineConstant a && right is AffineConstant b) return AffineExpr.Constant(unchecked(a.Value * b.Value));
        if (left is AffineConstant || (!right.IsSymbolicOrConstant && left.IsSymbolicOrConstant)) return Mul(right, left);
        if (right is AffineConstant { Value: 1 }) return left;
        if (right is AffineConstant { Value: 0 }) return right;
        if (left is AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant c } product)
            return right is AffineConstant d
                ? product.Left * unchecked(c.Value * d.Value) // (x * c) * d -> x * (c * d)
                : product.Left * right * c; // (x * c) * y -> (x * y) * c
        return new AffineBinary(AffineKind.Mul, left, right);
    }

    public static AffineExpr FloorDiv(AffineExpr left, AffineExpr right)
    {
        if (right is not AffineConstant { Value: not 0 } divisor) return new AffineBinary(AffineKind.FloorDiv, left, right);
        if (left is AffineConstant c) return AffineExpr.Constant(FloorDivide(c.Value, divisor.Value));
        if (divisor.Value == 1) return left;
        if (ExactQuotient(left, divisor.Value) is { } quotient) return quotient;
        // (x + y) floordiv c -> x floordiv c + y floordiv c, when c divides x or y
        if (left is AffineBinary { Operator: AffineKind.Add } sum
            && (sum.Left.KnownDivisor % divisor.Value == 0 || sum.Right.KnownDivisor % divisor.Value == 0))
            return sum.Left.FloorDiv(right) + sum.Right.FloorDiv(right);
        return new AffineBinary(AffineKind.FloorDiv, left, right);
    }

    public static AffineExpr CeilDiv(AffineExpr left, AffineExpr right)
    {
        if (right is not AffineConstant { Value: not 0 } divisor) return new AffineBinary(AffineKind.CeilDiv, left, right);
        if (left is AffineConstant c) return AffineExpr.Constant(CeilDivide(c.Value, divisor.Value));
        if (divisor.Value == 1) return left;
        return ExactQuotient(left, divisor.Value) ?? new AffineBinary(AffineKind.CeilDiv, left, right);
    }

    public static AffineExpr Mod(AffineExpr left, AffineExpr right)
    {
        if (right is not AffineConstant { Value: > 0 } modulus) return new AffineBinary(AffineKind.Mod, left, right);
        if (left is AffineConstant c) return AffineExpr.Constant(FloorMod(c.Value, modulus.Value));
        if (left.KnownDivisor % modulus.Value == 0) return AffineExpr.Constant(0);
        if (left is AffineBinary { Operator: AffineKind.Add } sum)
        {
            if (sum.Left.KnownDivisor % modulus.Value == 0) return sum.Right % right;
            if (sum.Right.KnownDivisor % modulus.Value == 0) return sum.Left % right;
        }

        // (x mod a) mod b -> x mod b, when b divides a
        if (left is AffineBinary { Operator: AffineKind.Mod, Right: AffineConstant a } inner && a.Value % modulus.Value == 0)
            return inner.Left % right;
        return new AffineBinary(AffineKind.Mod, left, right);
    }

    // -1 apart: the processor traps where the quotient overflows.
    public static long FloorDivide(long a, long b)
    {
        if (b == -1) return unchecked(-a);
        var quotient = a / b;
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    public static long CeilDivide(long a, long b) => FloorMod(a, b) == 0 ? FloorDivide(a, b) : FloorDivide(a, b) + 1;

    public static long FloorMod(long a, long b) => a - (FloorDivide(a, b) * b);

    private static (AffineExpr Base, long Factor) SplitFactor(AffineExpr expr) =>
        expr is AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant c } product ? (product.Left, c.Value) : (expr, 1);

    private static AffineExpr? ExactQuotient(AffineExpr left, long divisor) =>
        left is AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant c } product && FloorMod(c.Value, divisor) == 0
            ? product.Left * FloorDivide(c.Value, divisor)
            : null;

    // x + ((x floordiv q) * q) * -1 -> x mod q, and x + (x floordiv c) * -c -> x mod c
    private static AffineExpr? AsModulo(AffineExpr left, AffineExpr right)
    {
        if (right is not AffineBinary { Operator: AffineKind.Mul } outer) return null;
        if (outer is { Right: AffineConstant { Value: -1 }, Left: AffineBinary { Operator: AffineKind.Mul } product })
            return product.Left is AffineBinary { Operator: AffineKind.FloorDiv } division && division.Right == product.Right
                && left == division.Left
                ? left % product.Right
                : null;
        return outer.Left is AffineBinary { Operator: AffineKind.FloorDiv, Right: AffineConstant { Value: > 0 } c } floor
            && left == floor.Left && outer.Right == AffineExpr.Constant(-c.Value)
            ? left % c
            : null;
    }
}
