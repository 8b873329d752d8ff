using Weft.IR;

namespace Weft.Passes;

/// <summary>Which nests are fused.</summary>
public enum FusionMode
{
    /// <summary>All of the others.</summary>
    Greedy,

    /// <summary>Nests with those that read what they write.</summary>
    Producer,

    /// <summary>Nests that read the same memory.</summary>
    Sibling,
}

/// <summary>Puts what affine loop nests compute into the nests that use it, and nests that read the same memory together.</summary>
/// <param name="FusionComputeTolerance">The part by which the operations that run may grow.</param>
/// <param name="FusionFastMemSpace">The memory space for small buffers of fused nests.</param>
/// <param name="FusionLocalBufThreshold">Up to how many KiB a buffer is small.</param>
/// <param name="FusionMaximal">Fuses wherever it is legal, as deep as it is.</param>
/// <param name="Mode">Which nests are fused.</param>
[Pass("affine-loop-fusion", "Fuses affine loop nests.")]
public sealed record AffineLoopFusion(
    double FusionComputeTolerance = 0.3, int FusionFastMemSpace = -1, uint FusionLocalBufThreshold = 0, bool FusionMaximal = false,
    FusionMode Mode = FusionMode.Greedy) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var profit = FusionMaximal ? null : new FusionProfit(FusionComputeTolerance);
        var buffers = new PrivateBuffers(FusionFastMemSpace < 0 ? null : FusionFastMemSpace, FusionLocalBufThreshold * 1024L);
        foreach (var op in root.WalkPostOrder())
            foreach (var region in op.Regions)
                foreach (var block in region.Blocks)
                    if (block.Ops.OfType<AffineForOp>().Skip(1).Any() && MemoryGraph.Of(block) is { } graph) Fuse(graph, profit, buffers);
    }

    private void Fuse(MemoryGraph graph, FusionProfit? profit, PrivateBuffers buffers)
    {
        var (producers, siblings) = (new ProducerFusion(graph, profit, buffers), new SiblingFusion(graph, profit));
        // Producers with one user first: their memory can go.
        if (Mode == FusionMode.Greedy) producers.Run(mostUsers: 1);
        if (Mode != FusionMode.Producer) siblings.Run();
        if (Mode != FusionMode.Sibling) producers.Run(int.MaxValue);
        foreach (var memory in graph.MemoryWithoutEdges)
            if (memory is { HasUses: false, Def: AllocOp allocation }) allocation.Erase();
    }
}
