namespace Weft.IR;

/// <summary>Which arithmetic of floats need not be computed in the order and form in which it is written.</summary>
public static class FastArithmetic
{
    /// <summary>Any grouping, fused multiply-adds, reciprocals for divisions, approximate functions, zeros of either sign. Never that there
    /// is no NaN and no infinity: a result that comes out as one would be poison.</summary>
    public const FastMath Flags = FastMath.Reassoc | FastMath.Nsz | FastMath.Arcp | FastMath.Contract | FastMath.Afn;

    /// <summary>Of the terms of a sum and the products that they are: any grouping, and fused multiply-adds.</summary>
    public const FastMath Sum = FastMath.Reassoc | FastMath.Contract;

    /// <summary>Says of an operation that it has these <see cref="Flags"/>. A conversion rounds where the program says so, and a comparison
    /// has no other form: they keep theirs.</summary>
    public static void Allow(Operation op)
    {
        if (op is IFastMath arithmetic and not (CastOp or CmpFOp)) arithmetic.Fastmath |= Flags;
    }
}
