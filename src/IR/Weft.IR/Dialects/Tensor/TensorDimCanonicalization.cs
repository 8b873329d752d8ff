namespace Weft.IR;

/// <summary>Rules on extents of tensors: those of what made the tensor.</summary>
public static partial class TensorDimCanonicalization
{
    // dim(cast(x)) -> dim(x)
    [Rule]
    private static Operation? OfCast(TensorDimOp op) =>
        op.Source.Def is TensorCastOp { Source: var x } ? new TensorDimOp(x, op.Index) : null;

    // dim(op outs(x)) -> dim(x)
    [Rule]
    private static bool OfResult(TensorDimOp op, Rewriter rewriter) =>
        op.Source is OpResult { Owner: IDestinationStyle producer, Index: var index } && index < producer.DpsInits.Count
            && rewriter.SetOperand(op, 0, producer.DpsInits[index]);

    // dim(reshape(x, shape), i) -> shape[i]
    [Rule]
    private static Operation? OfReshape(TensorDimOp op, Rewriter rewriter)
    {
        if (op.Source.Def is not TensorReshapeOp reshape) return null;
        var extent = new TensorExtractOp(reshape.Shape, [op.Index]);
        return extent.Result.Type is IndexType ? extent : new IndexCastOp(rewriter.InsertBefore(op, extent).Result, IndexType.Instance);
    }
}
