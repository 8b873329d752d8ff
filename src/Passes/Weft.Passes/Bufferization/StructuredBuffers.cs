using Weft.IR;

namespace Weft.Passes;

/// <summary>Operations that are the same on tensors and on buffers: what was a result is in the destination then.</summary>
internal static class StructuredBuffers
{
    public static void Rebuild(Operation op, Buffers buffers)
    {
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Operands.AddRange(buffers.OperandsOf(op));
        state.Attributes.AddRange(op.Attributes);
        foreach (var result in op.Results)
            if (!BufferRules.IsTensor(result.Type)) state.ResultTypes.Add(result.Type);
        foreach (var region in op.Regions) region.MoveBlocksTo(state.AddRegion());
        var rebuilt = Builder.At(op).Insert(state.Build());
        foreach (var region in rebuilt.Regions)
            foreach (var block in region.Blocks) buffers.Process(block);

        var next = 0;
        foreach (var result in op.Results)
            if (!BufferRules.IsTensor(result.Type)) result.ReplaceAllUsesWith(rebuilt.Results[next++]);
        for (var i = 0; i < op.OperandSlots.Length; i++)
            if (BufferRules.IsTensor(op.OperandSlots[i].Value.Type))
                foreach (var alias in InPlaceAnalysis.AliasesOf(op.OperandSlots[i])) buffers[alias.Value] = state.Operands[i];
    }
}
