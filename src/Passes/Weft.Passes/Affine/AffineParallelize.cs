using Weft.IR;

namespace Weft.Passes;

/// <summary>Affine loops whose turns do not need each other, as parallel ones. All are found before the first is changed.</summary>
/// <param name="MaxNested">How many parallel loops may be around each other.</param>
/// <param name="ParallelReductions">Loops that carry values only to join them are parallel, too.</param>
[Pass("affine-parallelize", "Converts affine loops to parallel ones where their turns are independent.")]
public sealed record AffineParallelize(uint MaxNested = uint.MaxValue, bool ParallelReductions = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var found = new List<(AffineForOp Loop, IReadOnlyList<LoopReduction> Reductions)>();
        foreach (var loop in root.Walk().OfType<AffineForOp>())
        {
            if (loop.ParallelReductions(ParallelReductions) is { } reductions
                && reductions.All(r => AffineParallelOp.Joins(r.Kind, r.Value.Type))) found.Add((loop, reductions));
        }

        foreach (var (loop, reductions) in found)
            if (Outer(loop).OfType<AffineParallelOp>().Count() < MaxNested) Convert(loop, reductions);
    }

    private static IEnumerable<Operation> Outer(Operation op)
    {
        for (var at = op.ParentOp; at is not null && !at.Info.Has(OpTraits.AffineScope); at = at.ParentOp) yield return at;
    }

    /// <summary>Puts a parallel loop in the place of one whose turns are independent but for reductions.</summary>
    internal static AffineParallelOp Convert(AffineForOp loop, IReadOnlyList<LoopReduction> reductions)
    {
        var types = reductions.Select(r => r.Value.Type).ToList();
        var nest = AffineParallelOp.WithBody(
            loop.LowerBound, loop.UpperBound, [loop.Step], [.. reductions.Select(r => r.Kind)], types,
            [loop.LowerBoundMap.Map.Results.Count], [loop.UpperBoundMap.Map.Results.Count]);
        nest.Region.Clear();
        Builder.At(loop).Insert(KernelAttributes.KeepSchedule(loop, nest));
        var inits = loop.Inits.ToArray();
        loop.Region.MoveBlocksTo(nest.Region);
        // The parallel loop begins with the neutral value: the initial one is joined behind it.
        var yield = nest.Body.Last!;
        for (var i = 0; i < inits.Length; i++)
        {
            var join = yield.Operands[i].Def!;
            join.MoveBefore(loop);
            join.SetOperands(inits[i], nest.Results[i]);
            loop.Results[i].ReplaceAllUsesWith(join.Results[0]);
        }

        yield.SetOperands([.. reductions.Select(r => r.Value)]);
        for (var i = inits.Length; i > 0; i--) nest.Body.EraseArgument(i);
        loop.Erase();
        return nest;
    }
}
