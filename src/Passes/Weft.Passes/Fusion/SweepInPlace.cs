using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows that are copied because a loop overwrites them while it reads neighbours are overwritten without the copy: each turn hands on what
/// the next ones read. <c>for j { a[j] = b[j] } for j { b[j] = f(a[j - 1], a[j], a[j + 1]) }</c> ->
/// <c>s = b[-1]; for j { c = b[j]; b[j] = f(s, c, b[j + 1]); s = c }</c>. That is for sweeps to which new elements come from memory each
/// time; of others, several go over what a cache holds.
/// </summary>
[Pass("sweep-in-place", "Overwrites rows without a copy of them: turns hand on what the next ones read.")]
public sealed record SweepInPlace : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest)) return true;
        // Whether rows have elements is known before the nest begins, then.
        var rows = nest.Walk().Where(op => op != nest).Select(CopiedRow.Of).OfType<CopiedRow>()
            .Where(row => row.IsFedAnew && row.Turns.IsIndependentOf(LoopsAround.Counters(row.Sweep))).ToList();
        if (rows.Count == 0) return true;
        ApartMemory.Require(nest, context.Remarks, rows.Select(row => row.Turns));
        foreach (var row in rows)
        {
            context.Remarks.Chosen("sweep-in-place", row.Sweep, "in place", row.Describe());
            row.Replace();
        }

        return true;
    });
}
