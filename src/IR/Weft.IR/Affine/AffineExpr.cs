using System;

namespace Weft.IR;

public enum AffineKind
{
    Add,
    Mul,
    Mod,
    FloorDiv,
    CeilDiv,
    Constant,
    Dim,
    Symbol,
}

/// <summary>
/// A quasi-affine expression over dimensions <c>d0, d1, ...</c> and symbols <c>s0, s1, ...</c>. Operators simplify as MLIR does:
/// constants fold and go right, like terms join.
/// </summary>
public abstract record AffineExpr(AffineKind Kind)
{
    public static AffineExpr Constant(long value) => new AffineConstant(value);

    public static AffineExpr Dim(int position) => new AffineDim(position);

    public static AffineExpr Symbol(int position) => new AffineSymbol(position);

    /// <summary>No dimension occurs.</summary>
    public abstract bool IsSymbolicOrConstant { get; }

    /// <summary>The largest number known to divide every value; 0 for the constant zero, which every number divides.</summary>
    public abstract long KnownDivisor { get; }

    /// <summary>Products have a constant or symbolic factor, divisors are constant or symbolic, everywhere inside.</summary>
    public abstract bool IsPureAffine { get; }

    public static AffineExpr operator +(AffineExpr left, AffineExpr right) => AffineSimplifier.Add(left, right);

    public static AffineExpr operator +(AffineExpr left, long right) => AffineSimplifier.Add(left, Constant(right));

    public static AffineExpr operator -(AffineExpr value) => AffineSimplifier.Mul(value, Constant(-1));

    public static AffineExpr operator -(AffineExpr left, AffineExpr right) => left + -right;

    public static AffineExpr operator *(AffineExpr left, AffineExpr right) => AffineSimplifier.Mul(left, right);

    public static AffineExpr operator *(AffineExpr left, long right) => AffineSimplifier.Mul(left, Constant(right));

    public static AffineExpr operator %(AffineExpr left, AffineExpr right) => AffineSimplifier.Mod(left, right);

    public AffineExpr FloorDiv(AffineExpr right) => AffineSimplifier.FloorDiv(this, right);

    public AffineExpr CeilDiv(AffineExpr right) => AffineSimplifier.CeilDiv(this, right);

    /// <summary>The value for given dimensions and symbols; null when a divisor is not positive or 64 bits overflow.</summary>
    public abstract long? Evaluate(ReadOnlySpan<long> dims, ReadOnlySpan<long> symbols);

    /// <summary>Puts expressions in the place of dimensions and symbols; those past the end of a list stay.</summary>
    public abstract AffineExpr Replace(ReadOnlySpan<AffineExpr> dims, ReadOnlySpan<AffineExpr> symbols);

    /// <summary>Puts one expression in the place of every occurrence of another.</summary>
    public AffineExpr Substitute(AffineExpr from, AffineExpr to)
    {
        if (this == from) return to;
        if (this is not AffineBinary { Operator: var kind, Left: var left, Right: var right }) return this;
        var (newLeft, newRight) = (left.Substitute(from, to), right.Substitute(from, to));
        return ReferenceEquals(left, newLeft) && ReferenceEquals(right, newRight)
            ? this
            : AffineSimplifier.Combine(kind, newLeft, newRight);
    }

    /// <summary>Moves all dimensions and symbols to higher numbers.</summary>
    public AffineExpr Shift(int dims, int symbols) => dims == 0 && symbols == 0 ? this : this switch
    {
        AffineDim d => Dim(d.Position + dims),
        AffineSymbol s => Symbol(s.Position + symbols),
        AffineBinary b => AffineSimplifier.Combine(b.Operator, b.Left.Shift(dims, symbols), b.Right.Shift(dims, symbols)),
        _ => this,
    };

    /// <summary>Whether the dimension or symbol occurs.</summary>
    public bool DependsOn(AffineExpr leaf) => this == leaf
        || (this is AffineBinary { Left: var left, Right: var right } && (left.DependsOn(leaf) || right.DependsOn(leaf)));

    /// <summary>The expression as a sum of products, quotients reduced; the inputs are counted because a form has a place for
    /// each.</summary>
    public AffineExpr Simplified(int dims, int symbols)
    {
        var expr = IsPureAffine ? this : SemiAffineSimplifier.Simplify(this);
        var flattener = new AffineFlattener(dims, symbols);
        if (flattener.Flatten(expr) is not { } form) return expr;
        if (expr.IsPureAffine) return flattener.ToExpr(form);
        return flattener.ToExpr(form) == expr ? expr : flattener.ToSemiAffineExpr(form);
    }

    public sealed override string ToString() => AffineText.ToText(this);
}

public sealed record AffineConstant(long Value) : AffineExpr(AffineKind.Constant)
{
    public override bool IsSymbolicOrConstant => true;

    // The magnitude of the smallest value has no place in 64 bits; half of it divides it, too.
    public override long KnownDivisor => Value == long.MinValue ? 1L << 62 : Math.Abs(Value);

    public override bool IsPureAffine => true;

    public override long? Evaluate(ReadOnlySpan<long> dims, ReadOnlySpan<long> symbols) => Value;

    public override AffineExpr Replace(ReadOnlySpan<AffineExpr> dims, ReadOnlySpan<AffineExpr> symbols) => this;
}

public sealed record AffineDim(int Position) : AffineExpr(AffineKind.Dim)
{
    public override bool IsSymbolicOrConstant => false;

    public override long KnownDivisor => 1;

    public override bool IsPureAffine => true;

    public override long? Evaluate(ReadOnlySpan<long> dims, ReadOnlySpan<long> symbols) => dims[Position];

    public override AffineExpr Replace(ReadOnlySpan<AffineExpr> dims, ReadOnlySpan<AffineExpr> symbols) =>
        Position < dims.Length ? dims[Position] : this;
}

public sealed record AffineSymbol(int Position) : AffineExpr(AffineKind.Symbol)
{
    public override bool IsSymbolicOrConstant => true;

    public override long KnownDivisor => 1;

    public override bool IsPureAffine => true;

    public override long? Evaluate(ReadOnlySpan<long> dims, ReadOnlySpan<long> symbols) => symbols[Position];

    public override AffineExpr Replace(ReadOnlySpan<AffineExpr> dims, ReadOnlySpan<AffineExpr> symbols) =>
        Position < symbols.Length ? symbols[Position] : this;
}

public sealed record AffineBinary(AffineKind Operator, AffineExpr Left, AffineExpr Right) : AffineExpr(Operator)
{
    public override bool IsSymbolicOrConstant => Left.IsSymbolicOrConstant && Right.IsSymbolicOrConstant;

    public override long KnownDivisor => Operator switch
    {
        AffineKind.Add => Gcd(Left.KnownDivisor, Right.KnownDivisor),
        AffineKind.Mul => Product(Left.KnownDivisor, Right.KnownDivisor),
        AffineKind.Mod => Gcd(Left.KnownDivisor, Right.KnownDivisor),
        _ when Right is AffineConstant { Value: > 0 } c && Left.KnownDivisor % c.Value == 0 => Math.Max(1, Left.KnownDivisor / c.Value),
        _ => 1,
    };

    public override bool IsPureAffine => Left.IsPureAffine && Right.IsPureAffine && Operator switch
    {
        AffineKind.Add => true,
        AffineKind.Mul => Left is AffineConstant || Right is AffineConstant,
        _ => Right is AffineConstant,
    };

    public override long? Evaluate(ReadOnlySpan<long> dims, ReadOnlySpan<long> symbols)
    {
        if (Left.Evaluate(dims, symbols) is not { } a || Right.Evaluate(dims, symbols) is not { } b) return null;
        try
        {
            return Operator switch
            {
                AffineKind.Add => checked(a + b),
                AffineKind.Mul => checked(a * b),
                _ when b < 1 => null,
                AffineKind.Mod => AffineSimplifier.FloorMod(a, b),
                AffineKind.FloorDiv => AffineSimplifier.FloorDivide(a, b),
                _ => AffineSimplifier.CeilDivide(a, b),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public override AffineExpr Replace(ReadOnlySpan<AffineExpr> dims, ReadOnlySpan<AffineExpr> symbols)
    {
        var (left, right) = (Left.Replace(dims, symbols), Right.Replace(dims, symbols));
        return ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this : AffineSimplifier.Combine(Operator, left, right);
    }

    // A product that leaves 64 bits is divided by each factor all the same.
    private static long Product(long a, long b) => b != 0 && a > long.MaxValue / b ? a : a * b;

    internal static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Max(1, Math.Abs(a));
    }
}
