using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Structured control flow: regions that run once, by choice, or in turns.</summary>
internal static class ScfSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<ForOp>(For), Step<IfOp>(If), Step<WhileOp>(While), Step<ParallelOp>(Parallel), Step<IndexSwitchOp>(IndexSwitch),
        Step<ExecuteRegionOp>(ExecuteRegion),
        Exit<YieldOp>(), Exit<ConditionOp>(), Exit<ReduceOp>(), Exit<ReduceReturnOp>(),
    ];

    private static Handler For(ForOp op, Preparation prepare)
    {
        var (lower, upper, step) = (prepare.Slot(op.LowerBound), prepare.Slot(op.UpperBound), prepare.Slot(op.Step));
        return CountedLoop.Prepare(
            op, prepare, frame => new(frame, op, frame.Bits(lower), frame.Bits(upper), frame.Bits(step)));
    }

    private static Handler If(IfOp op, Preparation prepare)
    {
        var (condition, results) = (prepare.Slot(op.Condition), prepare.Slots(op.Values));
        var then = prepare.Region(op.ThenRegion);
        var otherwise = op.HasElse ? prepare.Region(op.ElseRegion) : null;
        return frame => (frame.Bits(condition) != 0 ? then : otherwise)?.Run(frame, results);
    }

    private static Handler While(WhileOp op, Preparation prepare)
    {
        var enter = prepare.Move(op.Inits, op.Before.Entry.Arguments);
        var (before, after) = (prepare.Region(op.Before), prepare.Region(op.After));
        var condition = prepare.Slot(op.Condition.Condition);
        var go = prepare.Move(op.Condition.Arguments, op.After.Entry.Arguments);
        var again = prepare.Move(op.After.Entry.Last!.Operands, op.Before.Entry.Arguments);
        var leave = prepare.Move(op.Condition.Arguments, op.Values);
        return frame =>
        {
            enter.Run(frame);
            while (true)
            {
                frame.Poll();
                before.Run(frame);
                if (frame.Bits(condition) == 0) break;
                go.Run(frame);
                after.Run(frame);
                again.Run(frame);
            }

            leave.Run(frame);
        };
    }

    private static Handler IndexSwitch(IndexSwitchOp op, Preparation prepare)
    {
        var (argument, results) = (prepare.Slot(op.Arg), prepare.Slots(op.Values));
        var otherwise = prepare.Region(op.DefaultRegion);
        var cases = op.Cases.Zip(op.CaseRegions).ToDictionary(pair => pair.First, pair => prepare.Region(pair.Second));
        return frame => cases.GetValueOrDefault(frame.Bits(argument), otherwise).Run(frame, results);
    }

    private static Handler ExecuteRegion(ExecuteRegionOp op, Preparation prepare)
    {
        var (body, results) = (prepare.Region(op.Body), prepare.Slots(op.Values));
        return frame => body.Run(frame, results);
    }

    // The turns run one after the other, the last dimension fastest, and their values are joined in that order.
    private static Handler Parallel(ParallelOp op, Preparation prepare)
    {
        var (lower, upper, step) = (prepare.Slots(op.LowerBounds), prepare.Slots(op.UpperBounds), prepare.Slots(op.Steps));
        var variables = prepare.Slots(op.InductionVariables);
        var enter = prepare.Move(op.InitVals, op.Values);
        var body = prepare.Region(op.Body);
        var reduce = Reductions(op, prepare);
        return frame =>
        {
            enter.Run(frame);
            var ranges = new LoopRange[variables.Length];
            for (var d = 0; d < ranges.Length; d++)
                ranges[d] = new(frame, op, frame.Bits(lower[d]), frame.Bits(upper[d]), frame.Bits(step[d]));
            var index = new long[ranges.Length];
            for (var more = LoopRange.Start(ranges, index); more; more = LoopRange.Advance(ranges, index))
            {
                frame.Poll();
                for (var d = 0; d < index.Length; d++) frame[variables[d]] = new(index[d]);
                body.Run(frame);
                foreach (var join in reduce) join(frame);
            }
        };
    }

    // The results' slots hold what was joined so far.
    private static Handler[] Reductions(ParallelOp op, Preparation prepare) => [.. op.Reduce.Reductions.Select((region, i) =>
    {
        var (joined, input, code) = (prepare.Slot(op.Values[i]), prepare.Slot(op.Reduce.Inputs[i]), prepare.Region(region));
        return new Handler(frame =>
        {
            frame[code.Entry.Arguments[0]] = frame[joined];
            frame[code.Entry.Arguments[1]] = frame[input];
            code.Run(frame, [joined]);
        });
    })];
}
