using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that go into regions and come out of them.</summary>
internal static class RegionBuffers
{
    public static void For(ForOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var inits = buffers.OperandsOf(op).Skip(3).Select((init, i) =>
            BufferRules.IsTensor(op.InitArgs[i].Type) ? Buffers.As(builder, init, CarriedType(op, i, init, buffers)) : init).ToList();
        var loop = builder.Insert(ForOp.WithBody(op.LowerBound, op.UpperBound, op.Step, inits));
        buffers.Continue(op, loop);
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        Pass(op.Body.Entry.Arguments, loop.Body.Entry.Arguments, buffers);
        op.Body.Entry.MoveOpsFrom(op.Body.Entry.First, loop.Body.Entry);
        buffers.Process(loop.Body.Entry);
        Pass(op.ResultList, loop.ResultList, buffers);
    }

    public static void While(WhileOp op, Buffers buffers)
    {
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        var builder = Builder.At(op);
        state.Operands.AddRange(buffers.OperandsOf(op).Select((init, i) =>
            BufferRules.IsTensor(op.Operands[i].Type) ? Buffers.As(builder, init, Buffers.Open(op.Operands[i].Type)) : init));
        state.ResultTypes.AddRange(op.ResultList.Select(r => BufferRules.IsTensor(r.Type) ? Buffers.Dense(r.Type) : r.Type));
        foreach (var region in op.Regions)
        {
            var from = region.Entry;
            var to = state.AddRegion().AddBlock([.. region == op.Before ? state.Operands.Select(o => o.Type) : state.ResultTypes]);
            Pass(from.Arguments, to.Arguments, buffers);
            from.MoveOpsFrom(from.First, to);
        }

        var loop = builder.Insert(state.Build());
        foreach (var region in loop.Regions) buffers.Process(region.Entry);
        Pass(op.ResultList, loop.ResultList, buffers);
    }

    /// <summary>What turns put together is a buffer of its own: they all see what was there before.</summary>
    public static void Forall(ForallOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var inits = op.OperandSlots.ToArray()[^op.Outputs.Count..];
        var written = Array.ConvertAll(inits, init => InPlaceAnalysis.CopyHasReaders(init)
            ? Buffers.Copy(builder, buffers[init.Value]) : Buffers.NewLike(builder, buffers[init.Value]));
        var shared = op.SharedOutputs.ToList<Value>();
        for (var i = 0; i < shared.Count; i++) buffers[shared[i]] = buffers[inits[i].Value];
        buffers.Process(op.Body.Entry);
        if (buffers.Failed) return;

        builder = Builder.At(op.InParallel);
        foreach (var insert in op.InParallel.Region.Ops.OfType<ParallelInsertSliceOp>())
        {
            var target = written[shared.IndexOf(insert.Dest)];
            var part = TensorBuffers.Part(builder, insert, target, ((ShapedType)insert.Source.Type).Shape);
            builder.Insert(new CopyOp(buffers[insert.Source], part));
        }

        var loop = Builder.At(op).Insert(new ForallOp(
            op.StaticLowerBound, op.StaticUpperBound, op.StaticStep, op.DynamicLowerBound.ToArray(), op.DynamicUpperBound.ToArray(),
            op.DynamicStep.ToArray(), [], []) { Mapping = op.Mapping });
        var body = loop.Body.AddBlock([.. op.InductionVariables.Select(v => v.Type)]);
        foreach (var (old, variable) in op.InductionVariables.Zip(body.Arguments)) old.ReplaceAllUsesWith(variable);
        op.Body.Entry.MoveOpsFrom(op.Body.Entry.First, body);
        for (var i = 0; i < written.Length; i++) buffers[op.Results[i]] = written[i];
    }

    public static void If(IfOp op, Buffers buffers)
    {
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray(), Operands = { op.Condition } };
        var yields = op.Regions.Select(region => region.Entry.Last!).ToList();
        foreach (var region in op.Regions)
            foreach (var inner in region.Entry.Ops.Where(o => o != region.Entry.Last).ToList()) buffers.Process(inner);
        for (var r = 0; r < op.Results.Length; r++)
        {
            var type = op.Results[r].Type;
            var types = yields.Select(yield => BufferRules.IsTensor(type) ? buffers[yield.Operands[r]].Type : type);
            state.ResultTypes.Add(types.Distinct().Count() == 1 ? types.First() : Buffers.Open(type));
        }

        foreach (var region in op.Regions) region.MoveBlocksTo(state.AddRegion());
        var choice = Builder.At(op).Insert(state.Build());
        foreach (var yield in yields) buffers.Process(yield);
        Pass(op.ResultList, choice.ResultList, buffers);
    }

    /// <summary>What ends a turn or a branch. A loop goes on with the buffer that it has; another is copied.</summary>
    public static void Yield(YieldOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var values = op.Values.Select((value, i) =>
        {
            if (!BufferRules.IsTensor(value.Type)) return value;
            var buffer = buffers[value];
            return op.ParentOp switch
            {
                ForOp loop => Buffers.As(
                    builder, buffers.Keeps(loop, i, value) ? buffer : Buffers.Copy(builder, buffer), loop.Results[i].Type),
                WhileOp loop => Buffers.As(builder, Buffers.Copy(builder, buffer), loop.Before.Entry.Arguments[i].Type),
                var choice => Buffers.As(builder, buffer, choice!.Results[i].Type),
            };
        });
        builder.Insert(new YieldOp([.. values]));
    }

    /// <summary>Tensors that leave the first part of a loop, as copies.</summary>
    public static void Copied(Operation op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Operands.AddRange(op.Operands.Select(o => BufferRules.IsTensor(o.Type) ? Buffers.Copy(builder, buffers[o]) : o));
        builder.Insert(state.Build());
    }

    public static void Select(SelectOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var (a, b) = (buffers.For(op.OperandSlots[1]), buffers.For(op.OperandSlots[2]));
        var type = a.Type == b.Type ? a.Type : Buffers.Open(op.Result.Type);
        buffers[op.Result] = builder.Add(new SelectOp(op.Condition, Buffers.As(builder, a, type), Buffers.As(builder, b, type)));
    }

    private static IrType CarriedType(ForOp op, int index, Value init, Buffers buffers) =>
        init.Type is MemRefType { HasIdentityLayout: true } || buffers.Keeps(op, index, op.Yielded[index])
            ? init.Type : Buffers.Open(op.InitArgs[index].Type);

    private static void Pass(IReadOnlyList<Value> tensors, IReadOnlyList<Value> values, Buffers buffers)
    {
        for (var i = 0; i < tensors.Count; i++)
            if (BufferRules.IsTensor(tensors[i].Type)) buffers[tensors[i]] = values[i];
            else tensors[i].ReplaceAllUsesWith(values[i]);
    }
}
