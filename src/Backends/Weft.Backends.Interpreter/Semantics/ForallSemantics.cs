using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary><c>scf.forall</c>: its turns run one after the other, the last dimension fastest. Each sees the shared tensors as they were
/// before the loop.</summary>
internal static class ForallSemantics
{
    public static SemanticsRow[] Rows => [Step<ForallOp>(Forall), Exit<InParallelOp>()];

    private static Handler Forall(ForallOp op, Preparation prepare)
    {
        var lower = Bounds(prepare, op.StaticLowerBound, op.DynamicLowerBound);
        var upper = Bounds(prepare, op.StaticUpperBound, op.DynamicUpperBound);
        var steps = Bounds(prepare, op.StaticStep, op.DynamicStep);
        var variables = prepare.Slots(op.InductionVariables);
        var shared = op.SharedOutputs.ToList();
        var enter = prepare.Move(op.Outputs, shared);
        var body = prepare.Region(op.Body);
        var (updates, arguments, results) = (Updates(op, prepare), prepare.Slots(shared), prepare.Slots(op.Values));
        return frame =>
        {
            enter.Run(frame);
            var written = Array.ConvertAll(arguments, slot => ElementBuffer.Of(frame.Elements(slot)));
            var ranges = new LoopRange[variables.Length];
            for (var d = 0; d < ranges.Length; d++) ranges[d] = new(frame, op, lower[d](frame), upper[d](frame), steps[d](frame));
            var index = new long[ranges.Length];
            for (var more = LoopRange.Start(ranges, index); more; more = LoopRange.Advance(ranges, index))
            {
                frame.Poll();
                for (var d = 0; d < index.Length; d++) frame[variables[d]] = new(index[d]);
                body.Run(frame);
                foreach (var update in updates) update(frame, written);
            }

            for (var i = 0; i < results.Length; i++) frame[results[i]] = written[i].ToValue();
        };
    }

    // What a turn puts into the results when it ends.
    private static Action<Frame, ElementBuffer[]>[] Updates(ForallOp op, Preparation prepare)
    {
        if (op.InParallel.Region.IsEmpty) return [];
        return [.. op.InParallel.Region.Ops.Select(update =>
        {
            if (update is not ParallelInsertSliceOp insert)
                throw InterpreterDiagnostics.Refusal(update.Location, $"the update '{update.Name}' of a shared tensor");
            var (source, slice) = (prepare.Slot(insert.Source), new Slice(insert, prepare, insert));
            var target = op.SharedOutputs.TakeWhile(shared => shared != insert.Dest).Count();
            return new Action<Frame, ElementBuffer[]>((frame, written) =>
                TensorShapeSemantics.Insert(frame, insert, slice, frame.Elements(source), written[target]));
        })];
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
