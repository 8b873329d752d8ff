using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>
/// Structured operations, all by one evaluator: the points of the domain one after the other, the last loop fastest; at each the elements
/// that the maps say go into the body, and what it yields into the destinations.
/// </summary>
internal static class LinalgSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<StructuredOp>(Structured), Step<SoftmaxOp>(Softmax.Prepare), Exit<LinalgYieldOp>(), Declaration<LinalgIndexOp>(),
        .. WinogradSemantics.Rows,
    ];

    private static Handler Structured(StructuredOp op, Preparation prepare)
    {
        var operands = prepare.Slots(op.Operands);
        var results = prepare.Slots(op.ResultList);
        var arguments = prepare.Slots(op.Body.Arguments);
        // A loop's variable is where the body looks for it.
        var variables = op.Body.Ops.OfType<LinalgIndexOp>()
            .Select(index => (Loop: (int)index.Dim, Slot: prepare.Slot(index.Result))).ToArray();
        var body = prepare.Region(op.BodyRegion);
        var (maps, sources, firstInit) = (op.IndexingMaps.ToArray(), op.LoopSources!, op.DpsInputs.Count);
        return frame =>
        {
            var arrays = operands.Select((slot, i) => OperandArray.Of(frame, slot, op, i, isWritten: i >= firstInit)).ToArray();
            var ranges = sources.Select(s => new LoopRange(frame, op, 0, arrays[s.Operand].Shape[s.Dimension], 1)).ToArray();
            var point = new long[ranges.Length];
            for (var more = LoopRange.Start(ranges, point); more; more = LoopRange.Advance(ranges, point))
            {
                frame.Poll();
                for (var i = 0; i < arguments.Length; i++) frame[arguments[i]] = arrays[i].Load(Subscripts(maps[i], point));
                foreach (var (loop, slot) in variables) frame[slot] = new(point[loop]);
                var yielded = body.Run(frame);
                for (var i = 0; i < yielded.Length; i++)
                    arrays[firstInit + i].Store(Subscripts(maps[firstInit + i], point), frame[yielded[i]]);
            }

            for (var i = 0; i < results.Length; i++) frame[results[i]] = arrays[firstInit + i].Value;
        };
    }

    private static long[] Subscripts(AffineMap map, long[] point)
    {
        var subscripts = new long[map.Results.Count];
        for (var i = 0; i < subscripts.Length; i++) subscripts[i] = map.Results[i].Evaluate(point, [])!.Value;
        return subscripts;
    }
}
