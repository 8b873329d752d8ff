using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns outermost parallel loops that are mapped to a grid, with those inside them, into <c>gpu.launch</c>. A loop stays as it is where
/// that cannot be done: it joins values, its bounds are not known before the launch, or something besides the innermost loop has effects.
/// </summary>
[Pass("convert-parallel-loops-to-gpu", "Convert mapped scf.parallel ops to gpu launch operations")]
public sealed record ConvertParallelLoopsToGpu : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<ParallelOp>().Where(IsOutermost).ToList())
        {
            if (loop.Attribute(MapParallelLoops.Mapping) is null) continue;
            var before = loop.Previous;
            if (new ParallelLoopLaunch(loop, context).Build())
            {
                loop.Erase();
                continue;
            }

            while (loop.Previous is { } made && made != before) made.Erase();
        }
    }

    private static bool IsOutermost(ParallelOp loop) => loop.Enclosing<ParallelOp>() is null;
}
