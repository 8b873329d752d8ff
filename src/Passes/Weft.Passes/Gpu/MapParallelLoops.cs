using Weft.IR;
using Attribute = Weft.IR.Attribute;

namespace Weft.Passes;

/// <summary>
/// Says on each parallel loop what its dimensions run on: those of an outermost loop on the blocks of a grid, those of a loop directly
/// inside on the threads of a block; whatever is further in, and every dimension after the third, in sequence.
/// </summary>
[Pass("gpu-map-parallel-loops", "Greedily maps loops to GPU hardware dimensions.")]
public sealed record MapParallelLoops : IPass
{
    /// <summary>The attribute that holds a <see cref="LoopDimMapAttr"/> per dimension.</summary>
    public const string Mapping = "mapping";

    // Processors by level of nesting; what is further in has none.
    private static readonly LoopProcessor[][] Levels =
    [
        [LoopProcessor.BlockX, LoopProcessor.BlockY, LoopProcessor.BlockZ],
        [LoopProcessor.ThreadX, LoopProcessor.ThreadY, LoopProcessor.ThreadZ],
    ];

    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<ParallelOp>())
            if (loop.Enclosing<ParallelOp>() is null)
                Map(loop, 0);
    }

    private static void Map(ParallelOp loop, int level)
    {
        if (loop.Attribute(Mapping) is not null) return;
        var mapping = loop.Steps.Select((_, dimension) => (Attribute)MapOf(level, dimension));
        loop.SetAttribute(Mapping, new ArrayAttr(mapping.ToSequence()));
        foreach (var inner in loop.Body.Ops.OfType<ParallelOp>()) Map(inner, level + 1);
    }

    private static LoopDimMapAttr MapOf(int level, int dimension)
    {
        var processor = level < Levels.Length && dimension < Levels[level].Length ? Levels[level][dimension] : LoopProcessor.Sequential;
        return new(processor, AffineMap.Identity(1), AffineMap.Identity(1));
    }
}
