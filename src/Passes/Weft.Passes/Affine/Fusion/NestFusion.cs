using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts slices of loop nests into other nests.</summary>
internal static class NestFusion
{
    /// <summary>Puts a copy of a nest, cut down to a slice, in the slice's place. Loops that turn once become their bodies.</summary>
    /// <param name="joinsReductions">A loop of one turn that carries values makes the loop around it carry them.</param>
    /// <param name="replaced">Called with a loop that another one stands for now.</param>
    public static void Fuse(
        AffineForOp source, ComputationSlice slice, bool joinsReductions = false, Action<AffineForOp, AffineForOp>? replaced = null)
    {
        var copy = new IrMapping();
        slice.Place.Parent!.InsertBefore(slice.Place, copy.Clone(source));
        var loops = new List<AffineForOp>();
        for (var i = 0; i < slice.Counters.Count; i++)
        {
            if (!copy.Contains(slice.Counters[i])) continue;
            var loop = copy[slice.Counters[i]].CountingLoop!;
            loops.Add(loop);
            if (slice.Bounds[i].Lower is { } lower) loop.LowerBound = slice.Bound(lower).Canonicalized();
            if (slice.Bounds[i].Upper is { } upper) loop.UpperBound = slice.Bound(upper).Canonicalized();
        }

        foreach (var loop in loops)
        {
            if (joinsReductions && loop.IsParallelReduction && slice.IsSingleTurn)
            {
                if (loop.ConstantTripCount == 1 && loop.ParentOp is AffineForOp outer) replaced?.Invoke(outer, JoinReductions(loop, outer));
            }
            else loop.PromoteIfSingleTurn();
        }
    }

    // The outer loop carries what the inner one, which turns once, carried.
    private static AffineForOp JoinReductions(AffineForOp loop, AffineForOp outer)
    {
        var count = outer.Results.Length;
        var wider = outer.WithMoreCarried([.. loop.Inits], [.. loop.Yielded]);
        MoveUsersBehind(loop, wider);
        for (var i = 0; i < loop.Results.Length; i++) loop.Results[i].ReplaceAllUsesWith(wider.Results[count + i]);
        loop.InductionVariable.ReplaceAllUsesWith(wider.InductionVariable);
        var arguments = loop.IterArgs.ToList();
        for (var i = 0; i < arguments.Count; i++) arguments[i].ReplaceAllUsesWith(wider.Body.Arguments[1 + count + i]);
        loop.Body.Last!.Erase();
        foreach (var op in loop.Body.Ops) op.MoveBefore(loop);
        loop.Erase();
        return wider;
    }

    // The results exist only behind the wider loop: all that is computed from them goes there, in its order.
    private static void MoveUsersBehind(AffineForOp loop, AffineForOp wider)
    {
        var (users, open) = (new HashSet<Operation>(), new Stack<Operation>([loop]));
        while (open.TryPop(out var op))
            foreach (var user in op.ResultList.SelectMany(result => result.Users))
                if (user != wider.Body.Last && users.Add(user)) open.Push(user);
        var next = wider.Next!;
        foreach (var op in wider.Body.Ops.Where(users.Contains).ToList()) op.MoveBefore(next);
    }
}
