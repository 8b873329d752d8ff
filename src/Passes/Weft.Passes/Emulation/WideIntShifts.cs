using Weft.IR;

namespace Weft.Passes;

/// <summary>Shifts of wide integers. The low half of the amount n says all: more than the width gives poison. As in mlir-opt, so does 0
/// where bits go from one half to the other, for these shift by w - n then.</summary>
internal static partial class WideIntShifts
{
    // x << n -> n >= w ? (0, x0 << (n - w)) : (x0 << n, x1 << n | x0 >> (w - n))
    [Rule]
    private static Value Left(ShLIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var (x0, x1) = h.Split(op.Lhs);
        var n = h.Low(op.Rhs);
        var (zero, width) = (h.Constant(0), h.Constant(h.Width));
        var isFar = h.Compare(CmpIPredicate.Uge, n, width);
        var low = h.Select(isFar, zero, h.Add(new ShLIOp(x0, n)));
        var near = h.Add(new ShRUIOp(x0, h.Add(new SubIOp(width, h.Select(isFar, width, n)))));
        var far = h.Add(new ShLIOp(x0, h.Add(new SubIOp(n, width))));
        var kept = h.Select(isFar, zero, h.Add(new ShLIOp(x1, n)));
        return h.Join(low, h.Add(new OrIOp(h.Select(isFar, far, near), kept)));
    }

    // x >> n -> n >= w ? (x1 >> (n - w), 0) : (x0 >> n | x1 << (w - n), x1 >> n)
    [Rule]
    private static Value RightUnsigned(ShRUIOp op, ConversionRewriter rewriter)
    {
        var h = new Halves(op, op.Result.Type, rewriter);
        var (x0, x1) = h.Split(op.Lhs);
        var n = h.Low(op.Rhs);
        var (zero, width) = (h.Constant(0), h.Constant(h.Width));
        var isFar = h.Compare(CmpIPredicate.Uge, n, width);
        var kept = h.Select(isFar, zero, h.Add(new ShRUIOp(x0, n)));
        var high = h.Select(isFar, zero, h.Add(new ShRUIOp(x1, n)));
        var near = h.Add(new ShLIOp(x1, h.Add(new SubIOp(width, h.Select(isFar, width, n)))));
        var far = h.Add(new ShRUIOp(x1, h.Add(new SubIOp(n, width))));
        return h.Join(h.Add(new OrIOp(kept, h.Select(isFar, far, near))), high);
    }

    // x >> n, signed -> n == 0 ? x : x >> n | sign << (2w - n)
    [Rule]
    private static Value RightSigned(ShRSIOp op, ConversionRewriter rewriter)
    {
        var (h, wide) = (new Halves(op, op.Result.Type, rewriter), op.Result.Type);
        var (x1, n) = (h.High(op.Lhs), h.Low(op.Rhs));
        var zero = h.Constant(0);
        var sign = h.Add(new ExtSIOp(h.Outside(h.Compare(CmpIPredicate.Slt, x1, zero)), wide));
        var unfilled = h.Add(new ExtUIOp(h.Outside(h.Add(new SubIOp(h.Constant(2 * h.Width), n))), wide));
        var filling = h.Add(new ShLIOp(sign, unfilled));
        var shifted = h.Add(new OrIOp(h.Add(new ShRUIOp(op.Lhs, op.Rhs)), filling));
        return h.Select(h.Outside(h.Compare(CmpIPredicate.Eq, n, zero)), op.Lhs, shifted);
    }
}
