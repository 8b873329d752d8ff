using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary><c>scf.forall</c>: its turns run one after the other, the last dimension fastest.</summary>
internal static class ForallSemantics
{
    public static SemanticsRow[] Rows => [Step<ForallOp>(Forall), Exit<InParallelOp>()];

    private static Handler Forall(ForallOp op, Preparation prepare)
    {
        if (!op.InParallel.Region.IsEmpty && op.InParallel.Region.Ops.FirstOrDefault() is { } update)
            throw InterpreterDiagnostics.Refusal(update.Location, $"the update '{update.Name}' of a shared tensor");
        var lower = Bounds(prepare, op.StaticLowerBound, op.DynamicLowerBound);
        var upper = Bounds(prepare, op.StaticUpperBound, op.DynamicUpperBound);
        var steps = Bounds(prepare, op.StaticStep, op.DynamicStep);
        var variables = prepare.Slots(op.InductionVariables);
        var shared = op.SharedOutputs.ToList();
        var enter = prepare.Move(op.Outputs, shared);
        var body = prepare.Region(op.Body);
        var leave = prepare.Move(shared, op.Values);
        return frame =>
        {
            enter.Run(frame);
            var ranges = new LoopRange[variables.Length];
            for (var d = 0; d < ranges.Length; d++) ranges[d] = new(frame, op, lower[d](frame), upper[d](frame), steps[d](frame));
            var index = new long[ranges.Length];
            for (var more = LoopRange.Start(ranges, index); more; more = LoopRange.Advance(ranges, index))
            {
                frame.Poll();
                for (var d = 0; d < index.Length; d++) frame[variables[d]] = new(index[d]);
                body.Run(frame);
            }

            leave.Run(frame);
        };
    }

    private static Func<Frame, long>[] Bounds(Preparation prepare, Sequence<long> written, OperandRange open)
    {
        var slots = new Queue<int>(prepare.Slots(open));
        return [.. written.Select<Func<Frame, long>>(value =>
        {
            if (value != ShapedType.Dynamic) return _ => value;
            var slot = slots.Dequeue();
            return frame => frame.Bits(slot);
        })];
    }
}
