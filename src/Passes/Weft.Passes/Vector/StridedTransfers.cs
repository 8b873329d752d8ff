using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Transfers of one dimension whose elements do not lie side by side in memory: not along the last dimension, along one with a stride, or
/// the same element again and again. A loop moves them one by one.
/// </summary>
internal static partial class StridedTransfers
{
    // read -> for %i iter_args(%v = splat padding) { insertelement (load %m[%i]), %v[%i] }
    [Rule]
    private static bool Read(TransferReadOp op, Rewriter rewriter)
    {
        if (!IsStrided(op)) return false;
        var slices = new TransferSlices(op);
        return Loop(op, rewriter, new VectorSplatOp(op.Padding, op.VectorType), (element, state, builder) =>
        {
            var indices = slices.IndicesOf(element, builder);
            return slices.Choose(
                element, builder, op.VectorType,
                inside => inside.Add(new InsertElementOp(inside.Add(new LoadOp(op.Source, indices)), state!, element)), _ => state);
        });
    }

    // write %v -> for %i { store (extractelement %v[%i]), %m[%i] }
    [Rule]
    private static bool Write(TransferWriteOp op, Rewriter rewriter)
    {
        if (!IsStrided(op)) return false;
        var slices = new TransferSlices(op);
        return Loop(op, rewriter, null, (element, _, builder) =>
        {
            var indices = slices.IndicesOf(element, builder);
            return slices.Choose(element, builder, null, inside =>
            {
                inside.Insert(new StoreOp(inside.Add(new ExtractElementOp(op.Vector, element)), op.Source, indices));
                return null;
            });
        });
    }

    private static bool IsStrided(IVectorTransfer transfer) =>
        transfer is { VectorType.Rank: 1, ShapedType: MemRefType type, PermutationMap.Map: { Results.Count: 1 } map }
        && !(map.IsMinorIdentity && type.Strided is { Strides: var strides } && (strides.IsEmpty || strides[strides.Count - 1] == 1));

    private static bool Loop<T>(
        T op, Rewriter rewriter, Operation? initial, Func<Value, Value?, Builder, Value?> body) where T : Operation, IVectorTransfer
    {
        var builder = rewriter.BuilderBefore(op);
        var first = builder.Add(ConstantOp.Index(0));
        var end = builder.Add(ConstantOp.Index(op.VectorType.Shape[0]));
        if (op.VectorType.IsScalable(0)) end = builder.Add(new MulIOp(end, builder.Add(new VscaleOp())));
        var step = builder.Add(ConstantOp.Index(1));
        return rewriter.Replace(op, builder.Loop(first, end, step, initial is null ? null : builder.Add(initial), body).ResultList);
    }
}
