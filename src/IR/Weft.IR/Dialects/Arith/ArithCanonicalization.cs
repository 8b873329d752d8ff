namespace Weft.IR;

/// <summary>Rules on sums, products, quotients and comparisons that need more than one operation to see.</summary>
public static partial class ArithCanonicalization
{
    // (x + c1) + c2 -> x + (c1 + c2)
    [Rule]
    private static Operation? AddAdd(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: AddIOp ({ } x, { } c1) }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c ? new AddIOp(x, c) : null;

    // (x - c1) + c2 -> x + (c2 - c1)
    [Rule]
    private static Operation? AddSub(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { } c1) }, { } c2) && Sum(op, c2, c1, -1, rewriter) is { } c ? new AddIOp(x, c) : null;

    // (c1 - x) + c2 -> (c1 + c2) - x
    [Rule]
    private static Operation? AddSubFrom(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } c1, { } x) }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c ? new SubIOp(c, x) : null;

    // (x + c1) - c2 -> x + (c1 - c2)
    [Rule]
    private static Operation? SubAdd(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: AddIOp ({ } x, { } c1) }, { } c2) && Sum(op, c1, c2, -1, rewriter) is { } c ? new AddIOp(x, c) : null;

    // (x - c1) - c2 -> x - (c1 + c2)
    [Rule]
    private static Operation? SubSub(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { } c1) }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c ? new SubIOp(x, c) : null;

    // (c1 - x) - c2 -> (c1 - c2) - x
    [Rule]
    private static Operation? SubSubFrom(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } c1, { } x) }, { } c2) && Sum(op, c1, c2, -1, rewriter) is { } c ? new SubIOp(c, x) : null;

    // c1 - (x + c2) -> (c1 - c2) - x
    [Rule]
    private static Operation? SubFromAdd(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: AddIOp ({ } x, { } c2) }) && Sum(op, c1, c2, -1, rewriter) is { } c ? new SubIOp(c, x) : null;

    // c1 - (x - c2) -> (c1 + c2) - x
    [Rule]
    private static Operation? SubFromSub(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: SubIOp ({ } x, { } c2) }) && Sum(op, c1, c2, 1, rewriter) is { } c ? new SubIOp(c, x) : null;

    // c1 - (c2 - x) -> x + (c1 - c2)
    [Rule]
    private static Operation? SubFromSubFrom(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: SubIOp ({ } c2, { } x) }) && Sum(op, c1, c2, -1, rewriter) is { } c ? new AddIOp(x, c) : null;

    // (x * c1) * c2 -> x * (c1 * c2)
    [Rule]
    private static Operation? MulMul(MulIOp op, Rewriter rewriter) =>
        op is ({ Def: MulIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c1 } }) }, { Def: ConstantOp { Value: IntegerAttr c2 } })
            ? new MulIOp(x, rewriter.Constant(op, c1.Value * c2.Value, c1.Type))
            : null;

    // (-x) * (-y) -> x * y; the sign of a NaN that arithmetic gives is open
    [Rule]
    private static Operation? MulNegated(MulFOp op) =>
        op is ({ Def: NegFOp { Operand: var x } }, { Def: NegFOp { Operand: var y } }) ? new MulFOp(x, y, op.Fastmath) : null;

    // (-x) / (-y) -> x / y
    [Rule]
    private static Operation? DivNegated(DivFOp op) =>
        op is ({ Def: NegFOp { Operand: var x } }, { Def: NegFOp { Operand: var y } }) ? new DivFOp(x, y, op.Fastmath) : null;

    // cmpi(p, c, x) -> cmpi(p turned round, x, c)
    [Rule]
    private static Operation? ConstantRight(CmpIOp op) =>
        op.Lhs.Def is ConstantOp && op.Rhs.Def is not ConstantOp ? new CmpIOp(Swapped(op.Predicate), op.Rhs, op.Lhs) : null;

    // not(cmpi(p, a, b)) -> cmpi(not p, a, b)
    [Rule]
    private static Operation? NotCompare(XOrIOp op) =>
        Negated(op) is { Def: CmpIOp compare } ? new CmpIOp(Inverse(compare.Predicate), compare.Lhs, compare.Rhs) : null;

    /// <summary>The <c>i1</c> of which an operation is the negation, or null.</summary>
    internal static Value? Negated(Operation? op) =>
        op is XOrIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr { Type: IntegerType { Width: 1 }, IsZero: false } } }) ? x : null;

    private static Value? Sum(Operation user, Value a, Value b, int sign, Rewriter rewriter) =>
        a.Def is ConstantOp { Value: IntegerAttr left } && b.Def is ConstantOp { Value: IntegerAttr right }
            ? rewriter.Constant(user, left.Value + (sign * right.Value), left.Type)
            : null;

    private static CmpIPredicate Swapped(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Slt => CmpIPredicate.Sgt,
        CmpIPredicate.Sle => CmpIPredicate.Sge,
        CmpIPredicate.Sgt => CmpIPredicate.Slt,
        CmpIPredicate.Sge => CmpIPredicate.Sle,
        CmpIPredicate.Ult => CmpIPredicate.Ugt,
        CmpIPredicate.Ule => CmpIPredicate.Uge,
        CmpIPredicate.Ugt => CmpIPredicate.Ult,
        CmpIPredicate.Uge => CmpIPredicate.Ule,
        _ => predicate,
    };

    /// <summary>The predicate that holds where another one does not.</summary>
    public static CmpIPredicate Inverse(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Eq => CmpIPredicate.Ne,
        CmpIPredicate.Ne => CmpIPredicate.Eq,
        CmpIPredicate.Slt => CmpIPredicate.Sge,
        CmpIPredicate.Sle => CmpIPredicate.Sgt,
        CmpIPredicate.Sgt => CmpIPredicate.Sle,
        CmpIPredicate.Sge => CmpIPredicate.Slt,
        CmpIPredicate.Ult => CmpIPredicate.Uge,
        CmpIPredicate.Ule => CmpIPredicate.Ugt,
        CmpIPredicate.Ugt => CmpIPredicate.Ule,
        _ => CmpIPredicate.Ult,
    };
}
