using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that branches pass to blocks.</summary>
internal static class BlockBuffers
{
    /// <summary>The arguments of other blocks that get an operand of a branch.</summary>
    public static IEnumerable<BlockArgument> Targets(OpOperand use)
    {
        for (var i = 0; i < use.Owner.Successors.Count; i++)
        {
            var passed = ((IBranch)use.Owner).SuccessorOperands(i);
            var index = use.Index - passed.Start;
            if (index >= 0 && index < passed.Count) yield return use.Owner.Successors[i].Arguments[index];
        }
    }

    /// <summary>Handles all operations of a region.</summary>
    public static void Process(Region region, Buffers buffers)
    {
        ProcessAllButEnds(region, buffers);
        foreach (var end in Ends(region)) buffers.Process(end);
    }

    /// <summary>Handles the operations of a region but for those that leave it, which whoever the region belongs to rewrites. Blocks come
    /// behind those that lead to them; branches come last, when the types of all arguments are known.</summary>
    public static void ProcessAllButEnds(Region region, Buffers buffers)
    {
        var blocks = Enumerable.Reverse(region.ReachableBlocks()).ToList();
        blocks.AddRange(region.Blocks.Except(blocks).ToList());
        var tensors = blocks.Skip(1).SelectMany(block => block.Arguments).Where(a => BufferRules.IsTensor(a.Type)).ToList();
        foreach (var block in blocks)
        {
            foreach (var tensor in tensors.Where(t => t.Owner == block))
                buffers[tensor] = block.InsertArgument(tensor.Index + 1, TypeOf(tensor, buffers), tensor.Location);
            buffers.ProcessAllButEnd(block);
            if (buffers.Failed) return;
        }

        foreach (var branch in region.Blocks.Select(block => block.Last).OfType<IBranch>().ToList()) buffers.Process((Operation)branch);
        buffers.EraseLater(tensors);
    }

    /// <summary>A branch that passes buffers.</summary>
    public static void Branch(Operation op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Attributes.AddRange(op.Attributes);
        state.Successors.AddRange(op.Successors);
        foreach (var use in op.OperandSlots.ToArray())
        {
            var target = Targets(use).FirstOrDefault();
            state.Operands.Add(target is not null && BufferRules.IsTensor(use.Value.Type)
                ? Buffers.Fitting(builder, buffers.For(use), buffers[target].Type, isCopied: false) : use.Value);
        }

        builder.Insert(state.Build());
    }

    private static IEnumerable<Operation> Ends(Region region) =>
        [.. region.Blocks.Select(block => block.Last).OfType<Operation>().Where(last => last is not IBranch)];

    // The type that the buffers have which branches bring. Of one that is still to be made it is known only where it is the argument's own.
    private static ShapedType TypeOf(BlockArgument tensor, Buffers buffers)
    {
        var analysis = buffers.Analysis;
        var known = InPlaceAnalysis.SourcesOf(tensor).Where(use => buffers.Has(use.Value) || !analysis.AreEquivalent(use.Value, tensor));
        var types = known.Select(use => !buffers.Has(use.Value) ? Buffers.Open(tensor.Type)
            : analysis.IsInPlace(use) ? buffers[use.Value].Type : Buffers.Dense(tensor.Type)).Distinct().ToList();
        return types.Count == 1 ? (ShapedType)types[0] : Buffers.Open(tensor.Type);
    }
}
