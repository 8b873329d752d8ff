using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows whose turns wait for each other are done several at once, each some columns behind the one above, where that is as far as they need
/// each other: <c>for i { for j { s[i, j] = f(s[i, j - 1], s[i - 1, j]) } }</c>. Where elements are computed alone, rows are lanes of vectors;
/// else what one row waits for leaves time for the others.
/// </summary>
[Pass("stagger-loops", "Does several rows at once whose turns wait for each other, each some columns behind the one above.")]
public sealed record StaggerLoops : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest)) return true;
        var found = nest.Walk().OfType<AffineForOp>().Select(loop => Of(loop, context.Machine)).OfType<WaitingRows>().ToList();
        if (found.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var rows in found)
        {
            context.Remarks.Chosen("stagger-loops", rows.Outer, "staggered", rows.Describe());
            rows.Replace();
        }

        return true;
    });

    private static WaitingRows? Of(AffineForOp loop, CpuModel machine) =>
        WaitingRows.LoopIn(loop, machine) is not { } inner ? null
        : (WaitingRows?)DiagonalRows.Of(loop, inner, machine) ?? StaggeredRows.Of(loop, inner);
}
