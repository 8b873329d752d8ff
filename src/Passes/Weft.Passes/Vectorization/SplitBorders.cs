using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Innermost loops in which subscripts are drawn into limits, as those of stencils are at borders: the turns before all subscripts are
/// within their limits, those where they are, and those behind become loops of their own, and the second ones vectors.
/// <c>for i { y[i] = x[max(i - 1, 0)] }</c> -> <c>for i to 1 { y[i] = x[max(i - 1, 0)] }; for i from 1 { y[i] = x[i - 1] }</c>.
/// </summary>
[Pass("split-borders", "Cuts affine loops where the limits of their subscripts begin and end to matter.")]
public sealed record SplitBorders : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        foreach (var loop in nest.WalkPostOrder().Where(op => op is AffineForOp or AffineParallelOp && !op.HasInnerLoops).ToList())
            if (Split(loop, context.Machine))
                context.Remarks.Chosen(
                    "split-borders", loop, "split",
                    "cut into the turns at borders, where limits of subscripts matter, and those between, which have none");
        return true;
    });

    // Where those between can become vectors; else the loop stays.
    private static bool Split(Operation loop, CpuModel machine)
    {
        if (NestLoop.Of(loop) is not { } loops || TurnsWithin.Of(loop, loops[^1].Counter) is not { } within) return false;
        if (loops.Count > 1)
        {
            var row = InnermostLoops.Separate((AffineParallelOp)Builder.At(loop).Insert(new IrMapping().Clone(loop)))[0];
            var helpsRows = Split(row, machine);
            (helpsRows ? loop : row.ParentOp!).Erase();
            return helpsRows;
        }

        var (parts, middle) = within.Cut(loop, loops[0]);
        var helps = VectorLoop.Of(middle, machine) is not null;
        if (helps) loop.ReplaceWith([.. parts[^1].Results]);
        else
            foreach (var part in Enumerable.Reverse(parts)) part.Erase();
        return helps;
    }
}
