using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that go from turn to turn.</summary>
internal static class LoopBuffers
{
    /// <summary>Whether nothing says that the loop has a turn.</summary>
    public static bool MayHaveNoTurns(ForOp op) =>
        !(ConstantOp.IntegerOf(op.LowerBound) < ConstantOp.IntegerOf(op.UpperBound));

    /// <summary>Whether a turn ends with the buffer that it began with.</summary>
    public static bool Keeps(ForOp op, int index, InPlaceAnalysis analysis) =>
        analysis.AreEquivalent(op.Body.Entry.Arguments[index + 1], op.Yielded[index]);

    /// <summary>Whether both parts of a turn end with the buffer that they began with.</summary>
    public static bool Keeps(WhileOp op, int index, InPlaceAnalysis analysis) =>
        HasResult(op.OperandSlots[index]) && analysis.AreEquivalent(op.Before.Entry.Arguments[index], op.Condition.Arguments[index])
        && analysis.AreEquivalent(op.After.Entry.Arguments[index], op.LoopYields[index]);

    /// <summary>Whether the loop gives what became of an operand: it has a result of the same number and type.</summary>
    public static bool HasResult(OpOperand use) =>
        use.Index < use.Owner.Results.Length && use.Owner.Results[use.Index].Type == use.Value.Type;

    /// <summary>Reports the first value with which a turn ends, in another buffer than it began with.</summary>
    public static bool RequireKept(FuncOp function, InPlaceAnalysis analysis, DiagnosticBag diagnostics)
    {
        foreach (var op in function.Walk())
        {
            var isKept = op switch
            {
                ForOp loop => Require("Yield operand", loop.Body.Entry.Last!, loop.Yielded, loop.Body.Entry.Arguments.Skip(1)),
                WhileOp loop => Require("Condition arg", loop.Condition, loop.Condition.Arguments, loop.Before.Entry.Arguments)
                    && Require("Yield operand", loop.After.Entry.Last!, loop.LoopYields, loop.After.Entry.Arguments),
                _ => true,
            };
            if (!isKept) return false;
        }

        return true;

        bool Require(string what, Operation end, IReadOnlyList<Value> values, IEnumerable<Value> arguments)
        {
            var begun = arguments.ToList();
            for (var i = 0; i < values.Count; i++)
                if (BufferRules.IsTensor(values[i].Type) && (i >= begun.Count || !analysis.AreEquivalent(begun[i], values[i])))
                    return diagnostics.Error(end.Location, $"{what} #{i} is not equivalent to the corresponding iter bbArg");
            return true;
        }
    }

    public static void For(ForOp op, Buffers buffers)
    {
        var builder = Builder.At(op);
        var body = op.Body.Entry;
        var inits = buffers.OperandsOf(op).Skip(3).Select((init, i) =>
            BufferRules.IsTensor(op.InitArgs[i].Type) ? Carried(builder, init, Keeps(op, i, buffers.Analysis), op.InitArgs[i].Type) : init);
        var copied = Copied(op.Yielded, op.Body, 1, buffers.Analysis);
        var loop = builder.Insert(ForOp.WithBody(op.LowerBound, op.UpperBound, op.Step, [.. inits]));
        foreach (var attribute in op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        buffers.Pass(body.Arguments, loop.Body.Entry.Arguments);
        body.MoveOpsFrom(body.First, loop.Body.Entry);
        buffers.ProcessAllButEnd(loop.Body.Entry);
        if (buffers.Failed) return;
        End(loop.Body.Entry.Last!, 0, copied, loop.ResultList, buffers);
        buffers.Pass(op.ResultList, loop.ResultList);
    }

    /// <summary>What the first part gives on is the buffer that it has, or one of its own.</summary>
    public static void While(WhileOp op, Buffers buffers)
    {
        var (builder, analysis) = (Builder.At(op), buffers.Analysis);
        var (before, after) = (op.Before.Entry, op.After.Entry);
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Attributes.AddRange(op.Attributes);
        state.Operands.AddRange(buffers.OperandsOf(op).Select((init, i) =>
            BufferRules.IsTensor(op.Operands[i].Type) ? Carried(builder, init, Keeps(op, i, analysis), op.Operands[i].Type) : init));
        state.ResultTypes.AddRange(op.Condition.Arguments.Select((value, i) =>
            !BufferRules.IsTensor(value.Type) ? value.Type
            : i < before.Arguments.Count && analysis.AreEquivalent(before.Arguments[i], value) ? state.Operands[i].Type
            : Buffers.Dense(value.Type)));
        var ends = (Copied(op.Condition.Arguments, op.Before, 0, analysis), Copied(op.LoopYields, op.After, 0, analysis));
        var first = state.AddRegion().AddBlock([.. state.Operands.Select(o => o.Type)]);
        var second = state.AddRegion().AddBlock([.. state.ResultTypes]);
        foreach (var (from, to) in new[] { (before, first), (after, second) })
        {
            buffers.Pass(from.Arguments, to.Arguments);
            from.MoveOpsFrom(from.First, to);
        }

        var loop = builder.Insert(state.Build());
        foreach (var block in new[] { first, second }) buffers.ProcessAllButEnd(block);
        if (buffers.Failed) return;
        End(first.Last!, 1, ends.Item1, second.Arguments, buffers);
        End(second.Last!, 0, ends.Item2, first.Arguments, buffers);
        buffers.Pass(op.ResultList, loop.ResultList);
    }

    // A buffer that is not kept may become one of the turn's own, which is dense.
    private static Value Carried(Builder builder, Value init, bool isKept, IrType tensor) =>
        isKept || init.Type is MemRefType { HasIdentityLayout: true } ? init : Buffers.As(builder, init, Buffers.Open(tensor));

    // Of what the end of a turn gives on, that which is neither the buffer it has nor one of its own.
    private static bool[] Copied(IReadOnlyList<Value> values, Region turn, int first, InPlaceAnalysis analysis)
    {
        var arguments = turn.Entry.Arguments.Skip(first).ToList();
        return [.. values.Select((value, i) => BufferRules.IsTensor(value.Type)
            && !(i < arguments.Count && analysis.AreEquivalent(arguments[i], value))
            && !analysis.IsOwn(value, turn, arguments.ElementAtOrDefault(i)))];
    }

    // The last operation of a turn: its operands, but for the first few, as values of the types that go on.
    private static void End(Operation last, int first, bool[] copied, IReadOnlyList<Value> next, Buffers buffers)
    {
        var builder = Builder.At(last);
        var state = new OperationState(last.Info, last.Location) { Properties = last.Properties.ToArray() };
        state.Attributes.AddRange(last.Attributes);
        state.Operands.AddRange(last.Operands.Select((value, i) =>
            BufferRules.IsTensor(value.Type) ? Buffers.Fitting(builder, buffers[value], next[i - first].Type, copied[i - first]) : value));
        builder.Insert(state.Build());
        buffers.Replaced(last);
    }
}
