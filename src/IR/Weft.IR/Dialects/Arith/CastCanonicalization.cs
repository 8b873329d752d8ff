namespace Weft.IR;

/// <summary>Rules on conversions of conversions.</summary>
public static partial class CastCanonicalization
{
    // extsi(extsi(x)) -> extsi(x); extsi(extui(x)) -> extui(x)
    [Rule]
    private static Operation? ExtendTwice(ExtSIOp op) => op.In.Def switch
    {
        ExtSIOp { In: var x } => new ExtSIOp(x, op.Out.Type),
        ExtUIOp { In: var x } => new ExtUIOp(x, op.Out.Type),
        _ => null,
    };

    // extui(extui(x)) -> extui(x)
    [Rule]
    private static Operation? ExtendTwiceUnsigned(ExtUIOp op) => op.In.Def is ExtUIOp { In: var x } ? new ExtUIOp(x, op.Out.Type) : null;

    // trunci(trunci(x)) -> trunci(x)
    [Rule]
    private static Operation? TruncateTwice(TruncIOp op) => op.In.Def is TruncIOp { In: var x } ? new TruncIOp(x, op.Out.Type) : null;

    // trunci(ext(x)) -> x, ext(x) or trunci(x), by the widths
    [Rule]
    private static bool TruncateExtended(TruncIOp op, Rewriter rewriter)
    {
        if (op.In.Def is not (ExtSIOp or ExtUIOp)) return false;
        var x = op.In.Def.Operands[0];
        if (x.Type == op.Out.Type) return rewriter.Replace(op, x);
        if (!CastRules.Widens(TypeRules.ElementOf(x.Type), TypeRules.ElementOf(op.Out.Type)))
            return rewriter.Replace(op, new TruncIOp(x, op.Out.Type));
        return rewriter.Replace(op, op.In.Def is ExtSIOp ? new ExtSIOp(x, op.Out.Type) : (Operation)new ExtUIOp(x, op.Out.Type));
    }

    // index_cast(index_cast(x)) -> x, when the way there did not narrow
    [Rule]
    private static Value? CastBack(IndexCastOp op) =>
        op.In.Def is IndexCastOp { In: var x } && x.Type == op.Out.Type && x.Type is IntegerType { Width: <= 64 } ? x : null;

    // index_castui(index_castui(x)) -> x, when the way there did not narrow
    [Rule]
    private static Value? CastBackUnsigned(IndexCastUIOp op) =>
        op.In.Def is IndexCastUIOp { In: var x } && x.Type == op.Out.Type && x.Type is IntegerType { Width: <= 64 } ? x : null;

    // index_cast(extsi(x)) -> index_cast(x)
    [Rule]
    private static Operation? IndexOfExtended(IndexCastOp op) =>
        op.In.Def is ExtSIOp { In: var x } ? new IndexCastOp(x, op.Out.Type) : null;

    // index_castui(extui(x)) -> index_castui(x)
    [Rule]
    private static Operation? IndexOfExtendedUnsigned(IndexCastUIOp op) =>
        op.In.Def is ExtUIOp { In: var x } ? new IndexCastUIOp(x, op.Out.Type) : null;

    // bitcast(x) of the same type -> x
    [Rule]
    private static Value? BitcastToSame(BitcastOp op) => op.In.Type == op.Out.Type ? op.In : null;

    // bitcast(bitcast(x)) -> bitcast(x)
    [Rule]
    private static Operation? BitcastTwice(BitcastOp op) => op.In.Def is BitcastOp { In: var x } ? new BitcastOp(x, op.Out.Type) : null;
}
