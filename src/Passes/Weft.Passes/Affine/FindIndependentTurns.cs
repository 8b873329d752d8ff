using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Says of loops around others whether their turns need nothing of each other. <see cref="ShareLoops"/> goes by that: in between, the loops
/// inside become vectors, of which less is known.
/// </summary>
[Pass("find-independent-turns", "Marks affine loops around others whose turns need nothing of each other.")]
public sealed record FindIndependentTurns : IPass
{
    // Each pair of a write and another access of its array is a question about dependences.
    private const int MostPairs = 256;

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (nest is not AffineForOp loop || ScheduledOrder.IsFixed(nest) || nest.Walk().Any(op => op is AffineParallelOp)) return true;
        var found = Outermost(loop).ToList();
        if (found.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var independent in found) independent.SetAttribute(KernelAttributes.Independent, UnitAttr.Instance);
        return true;
    });

    /// <summary>Whether threads will share a loop, or one in it.</summary>
    internal static bool IsShared(Operation loop) => loop is AffineParallelOp || (loop is AffineForOp counted && Outermost(counted).Any());

    // Tiles are so large as a cache is: what is in one is no work for several threads.
    private static IEnumerable<AffineForOp> Outermost(AffineForOp loop) =>
        loop.Step != 1 || !loop.HasInnerLoops ? []
        : IsIndependent(loop) ? [loop]
        : loop.Body.Ops.OfType<AffineForOp>().SelectMany(Outermost);

    private static bool IsIndependent(AffineForOp loop) => loop.Inits.Count == 0
        && loop.Walk().OfType<IAffineAccess>().GroupBy(access => access.Memref)
            .Sum(array => array.Count() * array.Count(access => access is IAffineWrite)) <= MostPairs
        && loop.IsMemoryParallel;
}

/// <summary>Makes parallel loops of those that are known to have independent turns.</summary>
[Pass("share-loops", "Makes parallel loops of those that are marked as independent.")]
public sealed record ShareLoops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<AffineForOp>().ToList())
            if (loop.Attribute(KernelAttributes.Independent) is not null) AffineParallelize.Convert(loop, []);
    }
}
