using System;
using System.Numerics;

namespace Weft.IR;

/// <summary>Rules on comparisons of what was converted.</summary>
public static partial class CompareCanonicalization
{
    // cmpi(eq or ne, ext(x), ext(y)) -> cmpi(eq or ne, x, y)
    [Rule]
    private static Operation? Extended(CmpIOp op)
    {
        if (op.Predicate is not (CmpIPredicate.Eq or CmpIPredicate.Ne)) return null;
        return (op.Lhs.Def, op.Rhs.Def) switch
        {
            (ExtSIOp { In: var x }, ExtSIOp { In: var y }) when x.Type == y.Type => new CmpIOp(op.Predicate, x, y),
            (ExtUIOp { In: var x }, ExtUIOp { In: var y }) when x.Type == y.Type => new CmpIOp(op.Predicate, x, y),
            _ => null,
        };
    }

    // cmpf(p, tofp(i), c) -> cmpi(p, i, c rounded), or what p says of all integers
    [Rule]
    private static bool Converted(CmpFOp op, Rewriter rewriter)
    {
        if (op.Rhs.Def is not ConstantOp { Value: FloatAttr { FloatType.Width: <= 64 } constant }) return false;
        if (op.Lhs.Def is not (SIToFPOp or UIToFPOp) || op.Lhs.Def.Operands[0] is not { Type: IntegerType { Width: <= 64 } type } integer)
            return false;
        var number = constant.Value;
        // An integer is never NaN: ordered and unordered are the same.
        if (double.IsNaN(number)) return Known(op, op.Predicate >= CmpFPredicate.Ueq && op.Predicate <= CmpFPredicate.Uno, rewriter);
        if (op.Predicate is CmpFPredicate.Ord or CmpFPredicate.Uno) return Known(op, op.Predicate == CmpFPredicate.Ord, rewriter);
        if (Relation(op.Predicate) is not { } relation) return false;
        var isSigned = op.Lhs.Def is SIToFPOp;
        // All integers of the type must be exact in the format.
        var magnitude = isSigned ? type.Width - 1 : type.Width;
        if (constant.FloatType.MantissaBits + 1 < magnitude) return false;

        var (low, high) = isSigned
            ? (-(BigInteger.One << (type.Width - 1)), (BigInteger.One << (type.Width - 1)) - 1)
            : (BigInteger.Zero, (BigInteger.One << type.Width) - 1);
        if (number > (double)high || double.IsPositiveInfinity(number)) return Known(op, relation is '<' or 'l' or '!', rewriter);
        if (number < (double)low) return Known(op, relation is '>' or 'g' or '!', rewriter);
        var whole = new BigInteger(Math.Floor(number));
        if (Math.Floor(number) != number)
        {
            if (relation is '=' or '!') return Known(op, relation == '!', rewriter);
            // Between two integers: below it is up to the lower one; above it is beyond that.
            if (isSigned || number >= 0) (relation, whole) = (relation is '<' or 'l' ? 'l' : '>', Truncated(number));
            if (number < 0) relation = relation is 'l' ? '<' : 'g';
        }

        var bound = rewriter.Constant(op, whole, type);
        return rewriter.Replace(op, new CmpIOp(Predicate(relation, isSigned), integer, bound));
    }

    private static BigInteger Truncated(double number) => new(Math.Truncate(number));

    private static bool Known(CmpFOp op, bool value, Rewriter rewriter) => rewriter.Replace(op, ConstantOp.Bool(value));

    private static char? Relation(CmpFPredicate predicate) => predicate switch
    {
        CmpFPredicate.Oeq or CmpFPredicate.Ueq => '=',
        CmpFPredicate.One or CmpFPredicate.Une => '!',
        CmpFPredicate.Olt or CmpFPredicate.Ult => '<',
        CmpFPredicate.Ole or CmpFPredicate.Ule => 'l',
        CmpFPredicate.Ogt or CmpFPredicate.Ugt => '>',
        CmpFPredicate.Oge or CmpFPredicate.Uge => 'g',
        _ => null,
    };

    private static CmpIPredicate Predicate(char relation, bool isSigned) => relation switch
    {
        '=' => CmpIPredicate.Eq,
        '!' => CmpIPredicate.Ne,
        '<' => isSigned ? CmpIPredicate.Slt : CmpIPredicate.Ult,
        'l' => isSigned ? CmpIPredicate.Sle : CmpIPredicate.Ule,
        '>' => isSigned ? CmpIPredicate.Sgt : CmpIPredicate.Ugt,
        _ => isSigned ? CmpIPredicate.Sge : CmpIPredicate.Uge,
    };
}
