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

    // Too few for threads to come out even.
    private const int FewTurns = 8;

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (nest is not AffineForOp loop || ScheduledOrder.IsFixed(nest)) return true;
        var found = Outermost(loop).ToList();
        if (found.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var independent in found)
        {
            independent.MakeSerial();
            independent.SetAttribute(KernelAttributes.Independent, UnitAttr.Instance);
        }

        return true;
    });

    /// <summary>Whether threads will share a loop, or one in it.</summary>
    internal static bool IsShared(Operation loop) => loop is AffineParallelOp || (loop is AffineForOp counted && Outermost(counted).Any());

    // Tiles are so large as a cache is: what is in one is no work for several threads, but many of them are.
    private static IEnumerable<AffineForOp> Outermost(AffineForOp loop) =>
        loop.Step != 1 || !loop.Walk().Skip(1).Any(op => op is ILoopLike)
        || loop.Walk().OfType<AffineParallelOp>().Any(inner => HasMoreTurns(inner, loop)) ? []
        : IsIndependent(loop) ? [loop]
        : loop.Body.Ops.OfType<AffineForOp>().SelectMany(Outermost);

    // A loop inside whose turns are tiles, or those of one that has few itself.
    private static bool HasMoreTurns(AffineParallelOp inner, AffineForOp loop) =>
        inner.Steps.Any(step => step != 1) || loop.ConstantTripCount < FewTurns;

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
