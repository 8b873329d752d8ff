using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.ArithSemantics;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Conversions; each rounds at most once.</summary>
internal static class CastSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<ExtSIOp>(KeepSigned), Step<TruncIOp>(KeepSigned), Step<IndexCastOp>(KeepSigned),
        Step<ExtUIOp>(KeepUnsigned), Step<IndexCastUIOp>(KeepUnsigned),
        Step<ExtFOp>(FloatToFloat), Step<TruncFOp>(Truncate),
        Step<SIToFPOp>(SignedToFloat), Step<UIToFPOp>(UnsignedToFloat), Step<FPToSIOp>(FloatToSigned), Step<FPToUIOp>(FloatToUnsigned),
        Step<BitcastOp>(Bitcast),
    ];

    private static Handler KeepSigned(CastOp op, Preparation prepare)
    {
        if (op.In.Type is MemRefType) return View(op, prepare);
        var to = FormatOf(op.Out);
        RequireScalars(op.In);
        return Elementwise.Unary(op, prepare, a => to.FromRaw(a));
    }

    private static Handler KeepUnsigned(CastOp op, Preparation prepare)
    {
        if (op.In.Type is MemRefType) return View(op, prepare);
        var (from, to) = (FormatOf(op.In), FormatOf(op.Out));
        return Elementwise.Unary(op, prepare, a => to.FromRaw(from.ToRaw(a)));
    }

    private static Handler Bitcast(BitcastOp op, Preparation prepare) => KeepUnsigned(op, prepare);

    private static Handler FloatToFloat(CastOp op, Preparation prepare)
    {
        var (from, to) = (CodecOf(op.In), CodecOf(op.Out));
        return Elementwise.Unary(op, prepare, a => to.Encode(from.Decode(a)));
    }

    private static Handler Truncate(TruncFOp op, Preparation prepare)
    {
        if (op.Roundingmode is null or RoundingMode.ToNearestEven) return FloatToFloat(op, prepare);
        var (from, mode) = (CodecOf(op.In), op.Roundingmode.Value);
        var rounding = DirectedRounding.Of((FloatType)FormatOf(op.Out).Type, op.Location);
        return Elementwise.Unary(op, prepare, a => rounding.Encode(from.Decode(a), mode));
    }

    private static Handler SignedToFloat(SIToFPOp op, Preparation prepare)
    {
        var to = CodecOf(op.Out);
        RequireScalars(op.In);
        return Elementwise.Unary(op, prepare, a => to.Encode(a));
    }

    private static Handler UnsignedToFloat(UIToFPOp op, Preparation prepare)
    {
        var (from, to) = (FormatOf(op.In), CodecOf(op.Out));
        return Elementwise.Unary(op, prepare, a => to.Encode((ulong)from.ToRaw(a)));
    }

    private static Handler FloatToSigned(FPToSIOp op, Preparation prepare)
    {
        var (from, to) = (CodecOf(op.In), FormatOf(op.Out));
        var limit = Math.ScaleB(1, to.Width - 1);
        return Elementwise.Unary(op, prepare, a =>
            Math.Truncate(from.Decode(a)) is var whole && whole >= -limit && whole < limit ? (long)whole : null);
    }

    private static Handler FloatToUnsigned(FPToUIOp op, Preparation prepare)
    {
        var (from, to) = (CodecOf(op.In), FormatOf(op.Out));
        var limit = Math.ScaleB(1, to.Width);
        return Elementwise.Unary(op, prepare, a =>
            Math.Truncate(from.Decode(a)) is var whole && whole >= 0 && whole < limit ? to.FromRaw((long)(ulong)whole) : null);
    }

    // Memory seen under another element type: possible where both take the same bytes.
    private static Handler View(CastOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.In), prepare.Slot(op.Out));
        var element = FormatOf(op.Out);
        if (FormatOf(op.In).Width != element.Width)
            throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' of memory between element widths");
        return frame => frame[result] = new(frame.MemRef(source).View(element.Type, frame.MemRef(source).Layout));
    }
}
