using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on <c>cf.switch</c>.</summary>
public static partial class SwitchCanonicalization
{
    // switch without cases -> br
    [Rule]
    private static Operation? OnlyDefault(SwitchOp op) => op.CaseDestinations.Count == 0 ? Branch(op, 0) : null;

    // cases that go where the default goes -> nothing
    [Rule]
    private static Operation? SameAsDefault(SwitchOp op) => Without(op, (i, _) =>
        op.Successors[i] == op.DefaultDestination && op.SuccessorOperands(i).SequenceEqual(op.DefaultOperands));

    // switch of a constant -> br
    [Rule]
    private static Operation? Constant(SwitchOp op) =>
        ConstantOp.ValueOf(op.Flag) is IntegerAttr flag ? Branch(op, op.Cases.ToList().IndexOf(flag) + 1) : null;

    // a case that goes to a: br b -> the case goes to b
    [Rule]
    private static Operation? PassThrough(SwitchOp op)
    {
        var ways = Enumerable.Range(0, op.Successors.Count)
            .Select(i => (Old: (op.Successors[i], op.SuccessorOperands(i).ToArray()),
                New: CfCanonicalization.Next(op.Successors[i], op.SuccessorOperands(i)))).ToList();
        return ways.All(w => w.New is null) ? null : Make(op, [.. ways.Select(w => w.New ?? w.Old)], [.. op.Cases]);
    }

    // switch x [1: a]; a, to which nothing else leads: switch x [1: b] -> br b
    [Rule]
    private static Operation? SameFlag(SwitchOp op)
    {
        if (Before(op) is not { } before || before.DefaultDestination == op.Parent) return null;
        var known = before.Cases.ElementAt(before.CaseDestinations.ToList().IndexOf(op.Parent!));
        return Branch(op, op.Cases.ToList().IndexOf(known) + 1);
    }

    // switch x [default: a, 1: b]; a, to which nothing else leads: switch x [1: c] -> switch x []
    [Rule]
    private static Operation? ImpossibleCases(SwitchOp op)
    {
        if (Before(op) is not { } before || before.DefaultDestination != op.Parent) return null;
        var taken = new HashSet<IntegerAttr>(before.Cases.Where((_, i) => before.CaseDestinations[i] != op.Parent));
        return Without(op, (_, value) => taken.Contains(value));
    }

    private static SwitchOp? Before(SwitchOp op) =>
        CfCanonicalization.OnlyWayTo(op.Parent!) is SwitchOp before && before.Flag == op.Flag ? before : null;

    private static BranchOp Branch(SwitchOp op, int taken) => new(op.SuccessorOperands(taken).ToArray(), op.Successors[taken]);

    private static SwitchOp? Without(SwitchOp op, System.Func<int, IntegerAttr, bool> isGone)
    {
        var values = op.Cases.ToList();
        var kept = Enumerable.Range(1, values.Count).Where(i => !isGone(i, values[i - 1])).ToList();
        return kept.Count == values.Count
            ? null
            : Make(
                op, [.. kept.Prepend(0).Select(i => (op.Successors[i], op.SuccessorOperands(i).ToArray()))],
                [.. kept.Select(i => values[i - 1])]);
    }

    private static SwitchOp Make(SwitchOp op, List<(Block Block, Value[] Values)> ways, List<IntegerAttr> cases) => new(
        ways.Skip(1).Select(w => (long)w.Values.Length).ToSequence(), op.Flag, ways[0].Values,
        [.. ways.Skip(1).SelectMany(w => w.Values)], ways[0].Block, [.. ways.Skip(1).Select(w => w.Block)],
        cases.Count == 0 ? null : SwitchForm.Values(cases, op.Flag.Type));
}
