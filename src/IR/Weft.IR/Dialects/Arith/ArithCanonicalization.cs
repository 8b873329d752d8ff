namespace Weft.IR;

/// <summary>Rules on sums, products, quotients and bits that need more than one operation to see.</summary>
public static partial class ArithCanonicalization
{
    // (x + c1) + c2 -> x + (c1 + c2)
    [Rule]
    private static Operation? AddAdd(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: AddIOp ({ } x, { } c1) inner }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c
            ? new AddIOp(x, c, Both(op, inner)) : null;

    // (x - c1) + c2 -> x + (c2 - c1)
    [Rule]
    private static Operation? AddSub(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { } c1) inner }, { } c2) && Sum(op, c2, c1, -1, rewriter) is { } c
            ? new AddIOp(x, c, Both(op, inner)) : null;

    // (c1 - x) + c2 -> (c1 + c2) - x
    [Rule]
    private static Operation? AddSubFrom(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } c1, { } x) inner }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c
            ? new SubIOp(c, x, Both(op, inner)) : null;

    // x + y * -1 -> x - y
    [Rule]
    private static Operation? AddNegated(AddIOp op) =>
        op is ({ } x, { Def: MulIOp ({ } y, { } c) }) && Is(c, -1) ? new SubIOp(x, y) : null;

    // x * -1 + y -> y - x
    [Rule]
    private static Operation? AddToNegated(AddIOp op) =>
        op is ({ Def: MulIOp ({ } x, { } c) }, { } y) && Is(c, -1) ? new SubIOp(y, x) : null;

    // (x + c1) - c2 -> x + (c1 - c2)
    [Rule]
    private static Operation? SubAdd(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: AddIOp ({ } x, { } c1) inner }, { } c2) && Sum(op, c1, c2, -1, rewriter) is { } c
            ? new AddIOp(x, c, Both(op, inner)) : null;

    // c1 - (x + c2) -> (c1 - c2) - x
    [Rule]
    private static Operation? SubFromAdd(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: AddIOp ({ } x, { } c2) inner }) && Sum(op, c1, c2, -1, rewriter) is { } c
            ? new SubIOp(c, x, Both(op, inner)) : null;

    // (x - c1) - c2 -> x - (c1 + c2)
    [Rule]
    private static Operation? SubSub(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { } c1) inner }, { } c2) && Sum(op, c1, c2, 1, rewriter) is { } c
            ? new SubIOp(x, c, Both(op, inner)) : null;

    // (c1 - x) - c2 -> (c1 - c2) - x
    [Rule]
    private static Operation? SubSubFrom(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } c1, { } x) inner }, { } c2) && Sum(op, c1, c2, -1, rewriter) is { } c
            ? new SubIOp(c, x, Both(op, inner)) : null;

    // c1 - (x - c2) -> (c1 + c2) - x
    [Rule]
    private static Operation? SubFromSub(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: SubIOp ({ } x, { } c2) inner }) && Sum(op, c1, c2, 1, rewriter) is { } c
            ? new SubIOp(c, x, Both(op, inner)) : null;

    // c1 - (c2 - x) -> x + (c1 - c2)
    [Rule]
    private static Operation? SubFromSubFrom(SubIOp op, Rewriter rewriter) =>
        op is ({ } c1, { Def: SubIOp ({ } c2, { } x) inner }) && Sum(op, c1, c2, -1, rewriter) is { } c
            ? new AddIOp(x, c, Both(op, inner)) : null;

    // (x - y) - x -> 0 - y
    [Rule]
    private static Operation? SubSelf(SubIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { } y) inner }, { } other) && x == other && ArithFolding.Integer(0, y.Type) is TypedAttribute zero
            ? new SubIOp(rewriter.Constant(op, new ConstantOp(zero)), y, Both(op, inner)) : null;

    // (x * c1) * c2 -> x * (c1 * c2)
    [Rule]
    private static Operation? MulMul(MulIOp op, Rewriter rewriter) =>
        op is ({ Def: MulIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c1 } }) inner }, { Def: ConstantOp { Value: IntegerAttr c2 } })
            ? new MulIOp(x, rewriter.Constant(op, c1.Value * c2.Value, c1.Type), Both(op, inner))
            : null;

    // (-x) * (-y) -> x * y; the sign of a NaN that arithmetic gives is open
    [Rule]
    private static Operation? MulNegated(MulFOp op) =>
        op is ({ Def: NegFOp { Operand: var x } }, { Def: NegFOp { Operand: var y } }) ? new MulFOp(x, y, op.Fastmath) : null;

    // (-x) / (-y) -> x / y
    [Rule]
    private static Operation? DivNegated(DivFOp op) =>
        op is ({ Def: NegFOp { Operand: var x } }, { Def: NegFOp { Operand: var y } }) ? new DivFOp(x, y, op.Fastmath) : null;

    // ext(x) & ext(y) -> ext(x & y)
    [Rule]
    private static Operation? AndExtended(AndIOp op, Rewriter rewriter) => Extended(op, static (x, y) => new AndIOp(x, y), rewriter);

    // ext(x) | ext(y) -> ext(x | y)
    [Rule]
    private static Operation? OrExtended(OrIOp op, Rewriter rewriter) => Extended(op, static (x, y) => new OrIOp(x, y), rewriter);

    // not(cmpi(p, a, b)) -> cmpi(not p, a, b)
    [Rule]
    private static Operation? NotCompare(XOrIOp op) =>
        Negated(op) is { Def: CmpIOp compare } ? new CmpIOp(CmpIPredicates.Inverse(compare.Predicate), compare.Lhs, compare.Rhs) : null;

    // ext(x) ^ ext(y) -> ext(x ^ y)
    [Rule]
    private static Operation? XOrExtended(XOrIOp op, Rewriter rewriter) => Extended(op, static (x, y) => new XOrIOp(x, y), rewriter);

    /// <summary>The <c>i1</c> of which an operation is the negation, or null.</summary>
    internal static Value? Negated(Operation? op) =>
        op is XOrIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr { Type: IntegerType { Width: 1 }, IsZero: false } } }) ? x : null;

    internal static bool Is(Value value, long number) => ArithFolding.IsInteger(ConstantOp.ValueOf(value), number);

    private static Operation? Extended(IntegerBinaryOp op, System.Func<Value, Value, Operation> make, Rewriter rewriter) => op switch
    {
        ({ Def: ExtUIOp { In: var x } }, { Def: ExtUIOp { In: var y } }) when x.Type == y.Type =>
            new ExtUIOp(rewriter.InsertBefore(op, make(x, y)).Results[0], op.Result.Type),
        ({ Def: ExtSIOp { In: var x } }, { Def: ExtSIOp { In: var y } }) when x.Type == y.Type =>
            new ExtSIOp(rewriter.InsertBefore(op, make(x, y)).Results[0], op.Result.Type),
        _ => null,
    };

    // What cannot wrap around in either of two steps cannot in one.
    private static IntegerOverflow Both(OverflowBinaryOp outer, OverflowBinaryOp inner) => outer.OverflowFlags & inner.OverflowFlags;

    private static Value? Sum(Operation user, Value a, Value b, int sign, Rewriter rewriter) =>
        a.Def is ConstantOp { Value: IntegerAttr left } && b.Def is ConstantOp { Value: IntegerAttr right }
            ? rewriter.Constant(user, left.Value + (sign * right.Value), left.Type)
            : null;
}
