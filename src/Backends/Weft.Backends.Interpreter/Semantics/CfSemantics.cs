using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Branches between blocks, and assertions.</summary>
internal static class CfSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Branch<BranchOp>(static (_, _) => static _ => 0), Branch<CondBranchOp>(Condition), Branch<SwitchOp>(Switch), Step<AssertOp>(Assert),
    ];

    private static Func<Frame, int> Condition(CondBranchOp op, Preparation prepare)
    {
        var condition = prepare.Slot(op.Condition);
        return frame => frame.Bits(condition) != 0 ? 0 : 1;
    }

    // Successor 0 is the default; a flag finds the first case that equals it.
    private static Func<Frame, int> Switch(SwitchOp op, Preparation prepare)
    {
        var flag = prepare.Slot(op.Flag);
        var format = ScalarFormat.Of(op.Flag.Type, op.Location);
        var successors = new Dictionary<long, int>();
        foreach (var value in op.Cases) successors.TryAdd(format.FromRaw(value.Int64), successors.Count + 1);
        return frame => successors.GetValueOrDefault(frame.Bits(flag));
    }

    private static Handler Assert(AssertOp op, Preparation prepare)
    {
        var (condition, kind) = (prepare.Slot(op.Arg), AssertedFaults.KindOf(op));
        return frame =>
        {
            if (frame.Bits(condition) == 0) throw frame.Fault(kind, op.Location, op.Msg);
        };
    }
}
