using Weft.IR;

namespace Weft.Passes;

/// <summary>The operations whose tensors can become buffers.</summary>
internal static class BufferRules
{
    private static readonly Dictionary<Type, BufferRule> Table = new()
    {
        [typeof(ConstantOp)] = new(Buffers.Rule<ConstantOp>(ConstantBuffers.Constant)) { GivesWritable = false },
        [typeof(SelectOp)] = new(Buffers.Rule<SelectOp>(RegionBuffers.Select)) { Aliases = use => use.Index == 0 ? [] : [Part(use)] },

        [typeof(EmptyOp)] = new(Buffers.Rule<EmptyOp>(TensorBuffers.Empty)) { GivesContents = false },
        [typeof(TensorCastOp)] = new(Buffers.Rule<TensorCastOp>(TensorBuffers.Cast)) { Aliases = use => [Whole(use)] },
        [typeof(TensorDimOp)] = new(Buffers.Rule<TensorDimOp>(TensorBuffers.Dim)),
        [typeof(TensorRankOp)] = new(Buffers.Rule<TensorRankOp>(TensorBuffers.Rank)),
        [typeof(TensorExtractOp)] = new(Buffers.Rule<TensorExtractOp>(TensorBuffers.Extract)) { Reads = Always },
        [typeof(TensorInsertOp)] = new(Buffers.Rule<TensorInsertOp>(TensorBuffers.Insert))
        {
            Reads = Always, Writes = Always, Aliases = use => [Whole(use)],
        },
        [typeof(ExtractSliceOp)] = new(Buffers.Rule<ExtractSliceOp>(TensorBuffers.ExtractSlice)) { Aliases = use => [Part(use)] },
        [typeof(InsertSliceOp)] = new(Buffers.Rule<InsertSliceOp>(TensorBuffers.InsertSlice))
        {
            Reads = Always, Writes = use => use.Index == 1, Aliases = use => use.Index == 1 ? [Whole(use)] : [],
        },
        [typeof(TensorExpandShapeOp)] = new(Buffers.Rule<TensorExpandShapeOp>(ShapeBuffers.Expand)) { Aliases = use => [Whole(use)] },
        // It copies what it cannot join.
        [typeof(TensorCollapseShapeOp)] = new(Buffers.Rule<TensorCollapseShapeOp>(ShapeBuffers.Collapse))
        {
            Reads = Always, Aliases = use => [Whole(use)],
        },
        [typeof(TensorReshapeOp)] = new(Buffers.Rule<TensorReshapeOp>(ShapeBuffers.Reshape))
        {
            Reads = Always, Aliases = use => use.Index == 0 ? [Whole(use)] : [],
        },
        [typeof(TensorFromElementsOp)] = new(Buffers.Rule<TensorFromElementsOp>(FilledBuffers.FromElements)),
        [typeof(TensorSplatOp)] = new(Buffers.Rule<TensorSplatOp>(FilledBuffers.Splat)),
        [typeof(GenerateOp)] = new(Buffers.Rule<GenerateOp>(FilledBuffers.Generate)),
        [typeof(PadOp)] = new(Buffers.Rule<PadOp>(FilledBuffers.Pad)) { Reads = Always },
        [typeof(ConcatOp)] = new(Buffers.Rule<ConcatOp>(FilledBuffers.Concat)) { Reads = Always },

        [typeof(TransferReadOp)] = new(StructuredBuffers.Rebuild) { Reads = Always },
        [typeof(TransferWriteOp)] = new(StructuredBuffers.Rebuild)
        {
            Reads = Always, Writes = Always, Aliases = use => [Whole(use)],
        },

        [typeof(ForOp)] = new(Buffers.Rule<ForOp>(LoopBuffers.For))
        {
            // What a turn does with what it gets, the loop does; from outside it is one operation. Without turns it gives what it got.
            Reads = use => LoopBuffers.MayHaveNoTurns((ForOp)use.Owner)
                || InPlaceAnalysis.IsRead(((ForOp)use.Owner).Body.Entry.Arguments[use.Index - 2]),
            Writes = Always, Aliases = use => [new(use.Owner.Results[use.Index - 3], IsEquivalent: false)],
            Keeps = (use, analysis) => LoopBuffers.Keeps((ForOp)use.Owner, use.Index - 3, analysis),
        },
        [typeof(WhileOp)] = new(Buffers.Rule<WhileOp>(LoopBuffers.While))
        {
            Reads = Always, Writes = Always,
            Aliases = use => LoopBuffers.HasResult(use) ? [new(use.Owner.Results[use.Index], IsEquivalent: false)] : [],
            Keeps = (use, analysis) => LoopBuffers.Keeps((WhileOp)use.Owner, use.Index, analysis),
        },
        [typeof(ConditionOp)] = new(WithItsParent) { Reads = Always, IsTerminator = true },
        [typeof(ForallOp)] = new(Buffers.Rule<ForallOp>(ForallBuffers.Rewrite))
        {
            Reads = Always, Writes = use => ForallBuffers.IsApart(ForallBuffers.Shared(use)),
            Aliases = use => ForallBuffers.IsApart(ForallBuffers.Shared(use))
                ? [new(use.Owner.Results[ForallBuffers.Shared(use).Index - ((ForallOp)use.Owner).Rank], IsEquivalent: true)] : [],
        },
        [typeof(ParallelInsertSliceOp)] = new(WithItsParent)
        {
            Reads = Always, Writes = use => use is { Index: 1, Value: BlockArgument shared } && ForallBuffers.IsApart(shared),
        },
        [typeof(IfOp)] = new(RegionBuffers.Choice),
        [typeof(IndexSwitchOp)] = new(RegionBuffers.Choice),
        [typeof(ExecuteRegionOp)] = new(RegionBuffers.Choice),
        [typeof(YieldOp)] = new(WithItsParent)
        {
            Reads = Always, IsTerminator = true,
            Aliases = use => use.Owner.ParentOp is ILoopLike ? [] : [new(use.Owner.ParentOp!.Results[use.Index], IsEquivalent: true)],
        },

        [typeof(ReturnOp)] = new(FunctionBuffers.Return) { Reads = Always, IsTerminator = true },
        // What a function does with its arguments is not looked at: it may read and write them, and give back any.
        [typeof(CallOp)] = new(Buffers.Rule<CallOp>(FunctionBuffers.Call))
        {
            Reads = Always, Writes = Always,
            Aliases = use => [.. use.Owner.ResultList.Where(r => IsTensor(r.Type)).Select(r => new BufferAlias(r, false))],
        },
        [typeof(InvokeOp)] = InvokeBuffers.Rule,
    };

    private static readonly BufferRule Branch = new(BlockBuffers.Branch)
    {
        Aliases = use => [.. BlockBuffers.Targets(use).Select(argument => new BufferAlias(argument, IsEquivalent: true))],
    };

    private static readonly BufferRule Structured = new(StructuredBuffers.Rebuild)
    {
        Reads = use => use.Index < InputCount(use) || ((IStructuredOp)use.Owner).ReadsInit(use.Index - InputCount(use)),
        Writes = use => use.Index >= InputCount(use),
        Aliases = use => use.Index < InputCount(use) ? []
            : [new(use.Owner.Results[use.Index - InputCount(use)], IsEquivalent: true)],
    };

    /// <summary>What an operation does with the buffers of its tensors; null where that is not known.</summary>
    public static BufferRule? Of(Operation op) =>
        Table.TryGetValue(op.GetType(), out var rule) ? rule : op is IStructuredOp ? Structured : op is IBranch ? Branch : null;

    public static bool IsTensor(IrType type) => type is RankedTensorType or UnrankedTensorType;

    // What an operation with regions rewrites itself.
    private static void WithItsParent(Operation op, Buffers buffers) { }

    private static bool Always(OpOperand use) => true;

    private static BufferAlias Whole(OpOperand use) => new(use.Owner.Results[0], IsEquivalent: true);

    private static BufferAlias Part(OpOperand use) => new(use.Owner.Results[0], IsEquivalent: false);

    private static int InputCount(OpOperand use) => ((IStructuredOp)use.Owner).DpsInputs.Count;
}
