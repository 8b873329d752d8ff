namespace Weft.IR;

/// <summary>Rules on conversions of conversions.</summary>
public static partial class CastCanonicalization
{
    // extsi(extui(x)) -> extui(x)
    [Rule]
    private static Operation? ExtendTwice(ExtSIOp op) => op.In.Def is ExtUIOp { In: var x } ? new ExtUIOp(x, op.Out.Type) : null;

    // index_cast(index_cast(x)) -> x, when the way there did not narrow
    [Rule]
    private static Value? CastBack(IndexCastOp op) =>
        op.In.Def is IndexCastOp { In: var x } && x.Type == op.Out.Type && IsKept(x) ? x : null;

    // index_cast(extsi(x)) -> index_cast(x)
    [Rule]
    private static Operation? IndexOfExtended(IndexCastOp op) =>
        op.In.Def is ExtSIOp { In: var x } ? new IndexCastOp(x, op.Out.Type) : null;

    // index_castui(index_castui(x)) -> x, when the way there did not narrow
    [Rule]
    private static Value? CastBackUnsigned(IndexCastUIOp op) =>
        op.In.Def is IndexCastUIOp { In: var x } && x.Type == op.Out.Type && IsKept(x) ? x : null;

    // index_castui(extui(x)) -> index_castui(x)
    [Rule]
    private static Operation? IndexOfExtendedUnsigned(IndexCastUIOp op) =>
        op.In.Def is ExtUIOp { In: var x } ? new IndexCastUIOp(x, op.Out.Type) : null;

    // bitcast(bitcast(x)) -> bitcast(x)
    [Rule]
    private static Operation? BitcastTwice(BitcastOp op) => op.In.Def is BitcastOp { In: var x } ? new BitcastOp(x, op.Out.Type) : null;

    // MLIR takes every way there and back for one that keeps the value; here an index has 64 bits, and what narrows stays.
    private static bool IsKept(Value value) => TypeRules.ElementOf(value.Type) is IntegerType { Width: <= 64 };
}
