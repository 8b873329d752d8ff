using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops that count by a constant between affine bounds, and accesses at affine subscripts, become those of the affine dialect. Behind
/// check-bounds every subscript is in range, or a check stands before it, so that no product in it has wrapped around.
/// </summary>
[Pass("raise-to-affine", "Turns scf loops and memref accesses whose bounds and subscripts are affine into those of the affine dialect.")]
public sealed record RaiseToAffine : IPass
{
    private const string Name = "raise-to-affine";

    public void Run(Operation root, PassContext context)
    {
        var rows = new RowForms();
        // Counters of loops that are not affine are no dimensions: outer loops come first.
        foreach (var op in root.Walk().ToList())
            switch (op)
            {
                case ForOp loop when !Versions.IsRare(loop): Raise(loop, context.Remarks); break;
                case ParallelOp nest when !Versions.IsRare(nest): Raise(nest, context.Remarks); break;
                case WhileOp loop when !Versions.IsRare(loop): context.Remarks.Not(Name, loop, Obstacle.EarlyExit); break;
                case LoadOp { Nontemporal: null } load when IsInLoop(load) && AffineForms.Of(load.Indices) is { } place:
                    Replace(load, new AffineLoadOp(load.Memref, place));
                    break;
                case LoadOp { Nontemporal: null } load when IsInLoop(load) && ClampedForms.Of(load) is { } place:
                    Replace(load, place);
                    break;
                case LoadOp { Nontemporal: null } load when IsInLoop(load) && rows.Of(load) is var (row, place):
                    Replace(load, new AffineLoadOp(row, place));
                    break;
                case StoreOp { Nontemporal: null } store when IsInLoop(store) && AffineForms.Of(store.Indices) is { } place:
                    Replace(store, new AffineStoreOp(store.Value, store.Memref, place));
                    break;
                case StoreOp { Nontemporal: null } store when IsInLoop(store) && rows.Of(store) is var (row, place):
                    Replace(store, new AffineStoreOp(store.Value, row, place));
                    break;
            }
    }

    private static bool IsInLoop(Operation op) => op.Enclosing<AffineForOp>() is not null || op.Enclosing<AffineParallelOp>() is not null;

    private static void Raise(ForOp loop, RemarkLog remarks)
    {
        if (loop.LowerBound.Type is not IndexType || ConstantOp.IntegerOf(loop.Step) is not { } step || step < 1
            || AffineForms.LowerBound(loop.LowerBound) is not { } lower || AffineForms.UpperBound(loop.UpperBound) is not { } upper)
        {
            remarks.Not(Name, loop, Obstacle.Bounds);
            return;
        }

        var raised = Builder.At(loop).Insert(AffineForOp.WithBody(lower, upper, step, loop.InitArgs.ToArray()));
        Fill(KernelAttributes.KeepSchedule(loop, raised).Body, loop.Body.Entry);
        loop.ReplaceWith([.. raised.Results]);
    }

    private static void Raise(ParallelOp nest, RemarkLog remarks)
    {
        if (nest.Values.Count > 0) return;
        var steps = new List<long>();
        foreach (var step in nest.Steps)
            if (ConstantOp.IntegerOf(step) is > 0 and var known) steps.Add(known);
        var lower = nest.LowerBounds.Select(AffineForms.LowerBound).ToList();
        var upper = nest.UpperBounds.Select(AffineForms.UpperBound).ToList();
        if (steps.Count < nest.Steps.Count || lower.Contains(null) || upper.Contains(null))
        {
            remarks.Not(Name, nest, Obstacle.Bounds);
            return;
        }

        var raised = Builder.At(nest).Insert(AffineParallelOp.WithBody(
            lower.Aggregate((all, next) => all!.And(next!))!, upper.Aggregate((all, next) => all!.And(next!))!,
            steps, [], [],
            lower.ConvertAll(bound => bound!.Map.Results.Count), upper.ConvertAll(bound => bound!.Map.Results.Count)));
        Fill(KernelAttributes.KeepSchedule(nest, raised).Body, nest.Body.Entry);
        nest.Erase();
    }

    private static void Fill(Block raised, Block body)
    {
        var yielded = body.Last!;
        var values = yielded is YieldOp ? yielded.Operands.ToArray() : [];
        Builder.At(yielded).Insert(new AffineYieldOp(values));
        yielded.Erase();
        for (var i = 0; i < raised.Arguments.Count; i++) body.Arguments[i].ReplaceAllUsesWith(raised.Arguments[i]);
        body.MoveInto(raised);
    }

    private static void Replace(Operation op, Operation raised)
    {
        Builder.At(op).Insert(KernelAttributes.KeepHints(op, raised));
        op.ReplaceWith([.. raised.Results]);
    }
}
