using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What neighbouring turns of a loop have in common of sums is added up once, and handed on: <c>for j { y[j] = a[j] + b[j] + a[j + 1] +
/// b[j + 1] }</c> -> <c>s = a[0] + b[0]; for j { n = a[j + 1] + b[j + 1]; y[j] = s + n; s = n }</c>. As vectors, a turn reads each array once,
/// and has the others in the lanes before.
/// </summary>
[Pass("share-sums", "Adds up once what neighbouring turns of a loop have in common of sums.")]
public sealed record ShareSums : IPass
{
    // Of the instructions as it was: what is handed on costs registers, and the loop its freedom.
    private const double Worth = 0.9;

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest) || nest.HasVectors) return true;
        var found = nest.WalkPostOrder().Where(op => op is AffineForOp or AffineParallelOp && !op.HasInnerLoops)
            .Where(loop => Pays(loop, context)).ToList();
        if (found.Count == 0) return true;
        ApartMemory.Require(nest, context.Remarks, found.Select(loop => NestLoop.Of(loop)![^1]));
        foreach (var loop in found)
        {
            var row = RowOf(loop);
            var sum = SharedSum.Of(row)!;
            context.Remarks.Chosen("share-sums", row, "shared", sum.Describe());
            sum.Replace();
        }

        return true;
    });

    private static AffineForOp RowOf(Operation loop) =>
        loop is AffineParallelOp parallel ? InnermostLoops.Separate(parallel)[0] : (AffineForOp)loop;

    // A single parallel loop is for threads.
    private static bool Pays(Operation loop, PassContext context)
    {
        if (!SharedSum.MayBeIn(loop) || NestLoop.Of(loop) is not { } loops || loop is AffineParallelOp && loops.Count == 1
            || !loops[^1].HasPlainBounds || !loops[^1].IsIndependentOf(LoopsAround.Counters(loop))) return false;
        return Trial.On([loop], block =>
        {
            var row = RowOf(block.First!);
            if (SharedSum.Of(row) is not { } sum || VectorLoop.Of(row, context.Machine) is not { } before) return false;
            return VectorLoop.Of(sum.Replace(), context.Machine) is { } after && after.Cost.Value < Worth * before.Cost.Value;
        });
    }
}
