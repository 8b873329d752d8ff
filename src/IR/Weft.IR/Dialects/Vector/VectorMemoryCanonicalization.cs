namespace Weft.IR;

/// <summary>Rules on accesses of memory under masks that are all true or all false.</summary>
public static partial class VectorMemoryCanonicalization
{
    // maskedload(x[i], true, p) -> load(x[i]); maskedload(x[i], false, p) -> p
    [Rule]
    private static bool MaskedLoad(MaskedLoadOp op, Rewriter rewriter) => Read(op, rewriter);

    [Rule]
    private static bool ExpandLoad(ExpandLoadOp op, Rewriter rewriter) => Read(op, rewriter);

    // gather(x[i][v], false, p) -> p
    [Rule]
    private static Value? Gather(VectorGatherOp op) => VectorMasks.Uniform(op.Mask) == false ? op.PassThru : null;

    // maskedstore(v, x[i], true) -> store(v, x[i]); maskedstore(v, x[i], false) -> nothing
    [Rule]
    private static bool MaskedStore(MaskedStoreOp op, Rewriter rewriter) => Write(op, rewriter);

    [Rule]
    private static bool CompressStore(CompressStoreOp op, Rewriter rewriter) => Write(op, rewriter);

    // scatter(v, x[i][w], false) -> nothing
    [Rule]
    private static bool Scatter(VectorScatterOp op, Rewriter rewriter) =>
        VectorMasks.Uniform(op.Mask) == false && rewriter.Replace(op, []);

    private static bool Read(MaskedReadOp op, Rewriter rewriter) => VectorMasks.Uniform(op.Mask) switch
    {
        true => rewriter.Replace(op, new VectorLoadOp(op.Base, op.Indices, op.Result.Type)),
        false => rewriter.Replace(op, op.PassThru),
        null => false,
    };

    private static bool Write(MaskedWriteOp op, Rewriter rewriter) => VectorMasks.Uniform(op.Mask) switch
    {
        true => rewriter.Replace(op, new VectorStoreOp(op.ValueToStore, op.Base, op.Indices)),
        false => rewriter.Replace(op, []),
        null => false,
    };
}
