using Weft.IR;

namespace Weft.Passes;

/// <summary>Arithmetic on wide integers in terms of their halves. In the comments, x is (x0, x1), low half first.</summary>
internal static partial class WideIntRules
{
    // c -> (low bits of c, high bits of c)
    [Rule]
    private static Value? Constant(ConstantOp op, ConversionRewriter rewriter)
    {
        if (rewriter.Types[op.Result.Type] is not VectorType { Element: IntegerType half } type) return null;
        var halves = DenseElementsAttr.Of(type, i => (op.Value is DenseElementsAttr dense ? dense.At(i / 2) : op.Value) is IntegerAttr whole
            ? new IntegerAttr(i % 2 == 0 ? whole.Value : whole.Value >> half.Width, half) : null);
        return halves is null ? null : rewriter.Constant(op, new ConstantOp(halves));
    }

    // x + y -> (x0 + y0, carry + x1 + y1)
    [Rule]
    private static Value Add(AddIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var ((x0, x1), (y0, y1)) = (h.Split(op.Lhs), h.Split(op.Rhs));
        var low = h.Insert(new AddUIExtendedOp(x0, y0, TypeRules.I1SameShape(h.Type)));
        var carry = h.Add(new ExtUIOp(low.Overflow, h.Type));
        return h.Join(low.Sum, h.Add(new AddIOp(h.Add(new AddIOp(carry, x1)), y1)));
    }

    // x * y -> (low half of x0 * y0, high half of it + x0 * y1 + x1 * y0)
    [Rule]
    private static Value Multiply(MulIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var ((x0, x1), (y0, y1)) = (h.Split(op.Lhs), h.Split(op.Rhs));
        var low = h.Insert(new MulUIExtendedOp(x0, y0));
        var (first, second) = (h.Add(new MulIOp(x0, y1)), h.Add(new MulIOp(x1, y0)));
        return h.Join(low.Low, h.Add(new AddIOp(h.Add(new AddIOp(low.High, first)), second)));
    }

    // x op y -> (x0 op y0, x1 op y1)
    [Rule]
    private static Value And(AndIOp op, ConversionRewriter rewriter) => Bitwise(op, rewriter, (x, y) => new AndIOp(x, y));

    [Rule]
    private static Value Or(OrIOp op, ConversionRewriter rewriter) => Bitwise(op, rewriter, (x, y) => new OrIOp(x, y));

    [Rule]
    private static Value XOr(XOrIOp op, ConversionRewriter rewriter) => Bitwise(op, rewriter, (x, y) => new XOrIOp(x, y));

    // x < y -> x1 == y1 ? x0 < y0, unsigned : x1 < y1
    [Rule]
    private static Value Compare(CmpIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Lhs.Type, rewriter);
        var ((x0, x1), (y0, y1)) = (h.Split(op.Lhs), h.Split(op.Rhs));
        var low = h.Compare(CmpIPredicates.Unsigned(op.Predicate), x0, y0);
        var high = h.Compare(op.Predicate, x1, y1);
        return h.Outside(op.Predicate switch
        {
            CmpIPredicate.Eq => h.Add(new AndIOp(low, high)),
            CmpIPredicate.Ne => h.Add(new OrIOp(low, high)),
            _ => h.Select(h.Compare(CmpIPredicate.Eq, x1, y1), low, high),
        });
    }

    // c ? x : y -> (c ? x0 : y0, c ? x1 : y1)
    [Rule]
    private static Value Select(SelectOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var ((x0, x1), (y0, y1)) = (h.Split(op.TrueValue), h.Split(op.FalseValue));
        var condition = h.Inside(op.Condition);
        var low = h.Select(condition, x0, y0);
        return h.Join(low, h.Select(condition, x1, y1));
    }

    // max(x, y) -> x > y ? x : y, and so on
    [Rule]
    private static Value MaxU(MaxUIOp op, ConversionRewriter rewriter) => Choose(op, rewriter, CmpIPredicate.Ugt);

    [Rule]
    private static Value MaxS(MaxSIOp op, ConversionRewriter rewriter) => Choose(op, rewriter, CmpIPredicate.Sgt);

    [Rule]
    private static Value MinU(MinUIOp op, ConversionRewriter rewriter) => Choose(op, rewriter, CmpIPredicate.Ult);

    [Rule]
    private static Value MinS(MinSIOp op, ConversionRewriter rewriter) => Choose(op, rewriter, CmpIPredicate.Slt);

    [Rule]
    private static Operation? Print(PrintOp op, ConversionRewriter rewriter) =>
        op.CopyWith(rewriter.Converted(op.Operands), []);

    private static Value Bitwise(IntegerBinaryOp op, ConversionRewriter rewriter, Func<Value, Value, Operation> part)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var ((x0, x1), (y0, y1)) = (h.Split(op.Lhs), h.Split(op.Rhs));
        var low = h.Add(part(x0, y0));
        return h.Join(low, h.Add(part(x1, y1)));
    }

    private static Value Choose(IntegerBinaryOp op, ConversionRewriter rewriter, CmpIPredicate predicate)
    {
        var e = new Expansion(rewriter.BuilderBefore(op), op.Result.Type);
        return e.Select(e.Compare(predicate, op.Lhs, op.Rhs), op.Lhs, op.Rhs);
    }
}
