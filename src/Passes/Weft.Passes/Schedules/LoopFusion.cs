using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops behind each other that become one, with those in them as far as that goes.</summary>
internal static class LoopFusion
{
    /// <summary>Why two loops do not become one; null where they have.</summary>
    public static Outcome Fuse(AffineForOp first, AffineForOp then, RemarkLog remarks)
    {
        if (first.Inits.Count + then.Inits.Count > 0) return new Outcome.Ignored("values leave the loops");
        if (!HaveSameTurns(first, then))
            return new Outcome.Ignored($"the loops at {Reversal.At(first)} and {Reversal.At(then)} have other bounds or steps");
        if (!TryMoveBetween(first, then)) return new Outcome.Ignored($"there is other work before the loop at {Reversal.At(then)}");
        if (!ApartMemory.CanRequire(first) || !ApartMemory.CanRequire(then)) return Outcome.NotApart;
        if (TurnOrder.Joined(first, then) is { IsKept: false } verdict) return Outcome.Of(verdict);
        var both = Gather(first, then);
        ApartMemory.Require(both, remarks);
        both.PromoteIfSingleTurn();
        var inner = (first.Body.Ops.OfType<AffineForOp>().LastOrDefault(), then.Body.Ops.OfType<AffineForOp>().FirstOrDefault());
        Join(first, then);
        if (inner is ({ } before, { } behind)) Fuse(before, behind, remarks);
        return Outcome.Applied;
    }

    /// <summary>Puts the turns of a loop behind those of the loop before it, one by one. Counters are as many in both.</summary>
    public static void Join(Operation first, Operation then)
    {
        var (body, more) = (NestLoop.BodyOf(first), NestLoop.BodyOf(then));
        body.Last!.Erase();
        foreach (var (counter, twin) in NestLoop.CountersOf(then).Zip(NestLoop.CountersOf(first))) counter.ReplaceAllUsesWith(twin);
        more.MoveInto(body);
        then.Erase();
    }

    /// <summary>One nest for a while, in the place of the first, so that the arrays of both are told apart at once.</summary>
    public static AffineForOp Gather(Operation first, Operation then)
    {
        var both = Builder.At(first).Insert(
            AffineForOp.WithBody(AffineValueMap.Constant(0), AffineValueMap.Constant(1), 1));
        var end = Builder.AtEnd(both.Body, first.Location).Insert(new AffineYieldOp([]));
        first.MoveBefore(end);
        then.MoveBefore(end);
        return both;
    }

    /// <summary>Whether counters begin, go on and end alike.</summary>
    public static bool HaveSameTurns(AffineForOp first, AffineForOp then) => first.Step == then.Step
        && first.LowerBound.IsSameAs(then.LowerBound) && first.UpperBound.IsSameAs(then.UpperBound);

    // Before the first loop.
    private static bool TryMoveBetween(AffineForOp first, AffineForOp then)
    {
        if (first.Parent != then.Parent || !first.IsBefore(then)) return false;
        var between = new List<Operation>();
        for (var op = first.Next!; op != then; op = op.Next!) between.Add(op);
        if (!between.TrueForAll(op => op.IsSpeculatable && op.MemoryEffects == MemoryEffects.None)) return false;
        foreach (var op in between) op.MoveBefore(first);
        return true;
    }
}
