using Weft.IR;

namespace Weft.Passes;

/// <summary>What makes wide integers of other numbers, and other numbers of them.</summary>
internal static partial class WideIntCasts
{
    // x -> (x, x < 0 ? -1 : 0)
    [Rule]
    private static Value? ExtendSigned(ExtSIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Out.Type, rewriter);
        if (!Fits(op.In, h)) return null;
        var low = h.Cast(h.Inside(op.In), h.Type, (value, type) => new ExtSIOp(value, type));
        var isNegative = h.Compare(CmpIPredicate.Slt, low, h.Constant(0));
        return h.Join(low, h.Add(new ExtSIOp(isNegative, h.Type)));
    }

    // x -> (x, 0)
    [Rule]
    private static Value? ExtendUnsigned(ExtUIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Out.Type, rewriter);
        return Fits(op.In, h) ? h.Join(h.Cast(h.Inside(op.In), h.Type, (value, type) => new ExtUIOp(value, type))) : null;
    }

    // (x0, x1) -> x0
    [Rule]
    private static Value? Truncate(TruncIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.In.Type, rewriter);
        return Fits(op.Out, h) ? h.Cast(h.Outside(h.Low(op.In)), op.Out.Type, (value, type) => new TruncIOp(value, type)) : null;
    }

    // index -> extension of the low bits; wide -> the low half
    [Rule]
    private static Value IndexSigned(IndexCastOp op, ConversionRewriter rewriter) =>
        Index(op, rewriter, (value, type) => new IndexCastOp(value, type), (half, type) => new ExtSIOp(half, type));

    [Rule]
    private static Value IndexUnsigned(IndexCastUIOp op, ConversionRewriter rewriter) =>
        Index(op, rewriter, (value, type) => new IndexCastUIOp(value, type), (half, type) => new ExtUIOp(half, type));

    // x -> x < 0 ? -|x| : |x|, where |x| is unsigned
    [Rule]
    private static Value SignedToFloat(SIToFPOp op, ConversionRewriter rewriter)
    {
        var e = new Expansion(rewriter.BuilderBefore(op), op.In.Type);
        var (zero, one, ones) = (e.Constant(0), e.Constant(1), e.Constant(-1));
        var isNegative = e.Compare(CmpIPredicate.Slt, op.In, zero);
        var negated = e.Add(new AddIOp(e.Add(new XOrIOp(op.In, ones)), one));
        var magnitude = e.Add(new UIToFPOp(e.Select(isNegative, negated, op.In), op.Out.Type));
        return e.Select(isNegative, e.Add(new NegFOp(magnitude)), magnitude);
    }

    // (x0, x1) -> x1 == 0 ? x0 : x0 + x1 * 2^w
    [Rule]
    private static Value UnsignedToFloat(UIToFPOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.In.Type, rewriter);
        var (low, high) = h.Split(op.In);
        (low, high) = (h.Outside(low), h.Outside(high));
        var e = new Expansion(rewriter.BuilderBefore(op), high.Type);
        var fits = e.Compare(CmpIPredicate.Eq, high, e.Constant(0));
        var (lower, upper) = (e.Add(new UIToFPOp(low, op.Out.Type)), e.Add(new UIToFPOp(high, op.Out.Type)));
        var power = e.Constant(FloatAttr.Of(Math.Pow(2, h.Width), (FloatType)TypeRules.ElementOf(op.Out.Type)), op.Out.Type);
        return e.Select(fits, lower, e.Add(new AddFOp(lower, e.Add(new MulFOp(upper, power)))));
    }

    private static Value Index(
        CastOp op, ConversionRewriter rewriter, Func<Value, IrType, Operation> cast, Func<Value, IrType, Operation> extend)
    {
        if (!rewriter.Types.IsLegal(op.In.Type))
        {
            var h = new Halves(op, op.In.Type, rewriter);
            return h.Add(cast(h.Outside(h.Low(op.In)), op.Out.Type));
        }

        var builder = rewriter.BuilderBefore(op);
        var half = IntegerType.Get(((IntegerType)TypeRules.ElementOf(op.Out.Type)).Width / 2);
        return builder.Add(extend(builder.Add(cast(op.In, TypeRules.WithElement(op.Out.Type, half))), op.Out.Type));
    }

    // A number of a width between a half and a whole is neither.
    private static bool Fits(Value value, Halves halves) => ((IntegerType)TypeRules.ElementOf(value.Type)).Width <= halves.Width;
}
