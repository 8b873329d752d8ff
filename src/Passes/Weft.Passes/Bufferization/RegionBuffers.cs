using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that one of several ways gives.</summary>
internal static class RegionBuffers
{
    /// <summary>Regions of which one runs, once: what it gives has the type of the buffers that all of them yield, if that is one.
    /// </summary>
    public static void Choice(Operation op, Buffers buffers)
    {
        foreach (var region in op.Regions) BlockBuffers.ProcessAllButEnds(region, buffers);
        if (buffers.Failed) return;
        var yields = op.Regions.SelectMany(region => region.Blocks).Select(block => block.Last).OfType<YieldOp>().ToList();
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Operands.AddRange(op.Operands);
        state.Attributes.AddRange(op.Attributes);
        for (var r = 0; r < op.Results.Length; r++)
        {
            var type = op.Results[r].Type;
            var types = yields.Select(yield => BufferRules.IsTensor(type) ? buffers[yield.Operands[r]].Type : type).Distinct().ToList();
            state.ResultTypes.Add(types.Count == 1 ? types[0] : Buffers.Open(type));
        }

        foreach (var region in op.Regions) region.MoveBlocksTo(state.AddRegion());
        var choice = Builder.At(op).Insert(state.Build());
        foreach (var yield in yields)
        {
            var builder = Builder.At(yield);
            var values = yield.Values.Select((value, i) =>
                BufferRules.IsTensor(value.Type) ? Buffers.As(builder, buffers[value], choice.Results[i].Type) : value);
            builder.Insert(new YieldOp([.. values]));
            buffers.Replaced(yield);
        }

        buffers.Pass(op.ResultList, choice.ResultList);
    }

    public static void Select(SelectOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var (a, b) = (buffers.For(op.OperandSlots[1]), buffers.For(op.OperandSlots[2]));
        var type = a.Type == b.Type ? a.Type : Buffers.Open(op.Result.Type);
        buffers[op.Result] = builder.Add(new SelectOp(op.Condition, Buffers.As(builder, a, type), Buffers.As(builder, b, type)));
    }
}
