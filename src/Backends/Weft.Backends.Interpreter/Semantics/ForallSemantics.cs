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
        var lower = new IndexList(MixedIndex.Zip(op.StaticLowerBound, op.DynamicLowerBound), prepare);
        var upper = new IndexList(MixedIndex.Zip(op.StaticUpperBound, op.DynamicUpperBound), prepare);
        var step = new IndexList(MixedIndex.Zip(op.StaticStep, op.DynamicStep), prepare);
        var variables = prepare.Slots(op.InductionVariables);
        var shared = op.SharedOutputs.ToList();
        var enter = prepare.Move(op.Outputs, shared);
        var body = prepare.Region(op.Body);
        var (updates, arguments, results) = (Updates(op, prepare), prepare.Slots(shared), prepare.Slots(op.Values));
        return frame =>
        {
            enter.Run(frame);
            var written = Array.ConvertAll(arguments, slot => ElementBuffer.Of(frame.Elements(slot)));
            var (first, bound, steps) = (lower.Read(frame), upper.Read(frame), step.Read(frame));
            var ranges = new LoopRange[variables.Length];
            for (var d = 0; d < ranges.Length; d++) ranges[d] = new(frame, op, first[d], bound[d], steps[d]);
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
}
