using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that turns put together which may run at once.</summary>
internal static class ForallBuffers
{
    /// <summary>The shared tensor of an operand.</summary>
    public static BlockArgument Shared(OpOperand use) => use.Owner is ForallOp op
        ? op.Body.Entry.Arguments[op.Rank + use.Index - op.Outputs.Start] : throw new ArgumentException("not of scf.forall", nameof(use));

    /// <summary>Whether each turn sees of a shared tensor only the slice that it replaces: turns do not meet in one buffer then.</summary>
    public static bool IsApart(BlockArgument shared)
    {
        var replaced = shared.Users.OfType<ParallelInsertSliceOp>().ToList();
        return replaced.Count > 0 && shared.Uses.ToList().TrueForAll(use => use.Owner switch
        {
            TensorDimOp => true,
            ParallelInsertSliceOp => use.Index == 1,
            ExtractSliceOp slice => replaced.Exists(slice.IsSameSlice),
            _ => false,
        });
    }

    /// <summary>All turns see what was there before them: where they are not apart, what they put together is a buffer of its own.
    /// </summary>
    public static void Rewrite(ForallOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var shared = op.SharedOutputs.ToList<Value>();
        var written = new Value[shared.Count];
        for (var i = 0; i < shared.Count; i++)
        {
            var init = op.OperandSlots[op.Outputs.Start + i];
            var isApart = IsApart((BlockArgument)shared[i]);
            written[i] = isApart ? buffers.For(init) : Buffers.Copy(builder, buffers[init.Value]);
            buffers[shared[i]] = isApart ? written[i] : buffers[init.Value];
            buffers[op.Results[i]] = written[i];
        }

        buffers.ProcessAllButEnd(op.Body.Entry);
        if (buffers.Failed) return;
        builder = Builder.At(op.InParallel);
        foreach (var insert in op.InParallel.Region.Ops.OfType<ParallelInsertSliceOp>())
        {
            var target = written[shared.IndexOf(insert.Dest)];
            var part = TensorBuffers.Part(builder, insert, target, ((ShapedType)insert.Source.Type).Shape);
            builder.Insert(new CopyOp(buffers[insert.Source], part));
            buffers.Replaced(insert);
        }

        var loop = Builder.At(op).Insert(new ForallOp(
            op.StaticLowerBound, op.StaticUpperBound, op.StaticStep, op.DynamicLowerBound.ToArray(), op.DynamicUpperBound.ToArray(),
            op.DynamicStep.ToArray(), [], []) { Mapping = op.Mapping });
        var body = loop.Body.AddBlock([.. op.InductionVariables.Select(v => v.Type)]);
        foreach (var (old, variable) in op.InductionVariables.Zip(body.Arguments)) old.ReplaceAllUsesWith(variable);
        op.Body.Entry.MoveOpsFrom(op.Body.Entry.First, body);
    }
}
