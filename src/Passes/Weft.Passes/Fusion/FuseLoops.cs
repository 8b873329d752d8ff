using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops of the same turns behind each other that touch the same elements become one, where every element keeps its order and that pays:
/// <c>for i { b[i] = f(a[i]) } for i { c[i] = g(b[i]) }</c> -> <c>for i { b[i] = f(a[i]); c[i] = g(b[i]) }</c>. Then loops in it do.
/// </summary>
[Pass("fuse-loops", "Makes one loop of neighbours that touch the same elements, where that pays.")]
public sealed record FuseLoops : IPass
{
    internal const string Name = "fuse-loops";

    // How many loops may stand between two that become one.
    private const int Farthest = 4;

    public void Run(Operation root, PassContext context)
    {
        foreach (var block in root.Regions.SelectMany(region => region.Blocks)) Visit(block, context);
    }

    private static void Visit(Block block, PassContext context)
    {
        Separate(block);
        var asked = new HashSet<(Operation, Operation)>();
        while (Pairs(block).Any(pair => asked.Add((pair.First.Loop, pair.Then.Loop)) && pair.TryFuse(context)))
        {
        }

        // Tiles are as their pass made them.
        foreach (var op in block.Ops.ToList().Where(op => op is not (AffineForOp or AffineParallelOp) || NestLoop.Of(op) is not null))
            foreach (var inner in op.Regions.SelectMany(region => region.Blocks).ToList())
                if (inner.First is { } first && !Versions.IsRare(first)) Visit(inner, context);
    }

    // parallel (i, j) { } beside parallel (i) { } -> parallel (i) { for j { } }
    private static void Separate(Block block)
    {
        var sites = block.Ops.Select(LoopSite.Of).OfType<LoopSite>().ToList();
        if (sites.Count < 2) return;
        var deeper = sites.Zip(sites.Skip(1)).Concat(sites.Skip(1).Zip(sites)).Select(pair => new NeighbourLoops(pair.First, pair.Second))
            .Where(pair => pair.IsFirstDeeper && pair.ShareArrays).Select(pair => pair.First.Loop).OfType<AffineParallelOp>();
        foreach (var nest in deeper.ToHashSet()) InnermostLoops.Separate(nest);
    }

    private static IEnumerable<NeighbourLoops> Pairs(Block block)
    {
        var sites = block.Ops.Select(LoopSite.Of).OfType<LoopSite>().ToList();
        return sites.SelectMany((first, at) => sites.Skip(at + 1).Take(Farthest).Select(then => new NeighbourLoops(first, then)))
            .Where(pair => pair.HaveSameTurns && pair.ShareArrays && pair.AreNextToEachOther);
    }
}
