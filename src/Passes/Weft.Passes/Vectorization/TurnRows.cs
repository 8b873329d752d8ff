using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rows that the turns of a loop sum up along again and again, each turn along its own, are turned round for blocks of turns, so that
/// what neighbouring turns read are neighbours in memory: <c>for p, c { for e { s += x[p, e] * y[c, e] } }</c> -> <c>for blocks {
/// for p, e { rows[e, p] = x[p, e] } for p, c { for e { s += rows[e, p] * y[c, e] } } }</c>. Turns are lanes then, and no sum is joined
/// from lanes.
/// </summary>
[Pass("turn-rows", "Packs rows that turns sum up along again and again, so that neighbouring turns have theirs next to each other.")]
public sealed record TurnRows : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest)) return true;
        var found = Outermost(nest, context.Machine).ToList();
        if (found.Count > 0) ApartMemory.Require(nest, context.Remarks);
        foreach (var rows in found)
        {
            context.Remarks.Chosen("turn-rows", rows.Root, "packed", rows.Describe());
            rows.Replace();
        }

        return true;
    });

    private static IEnumerable<RowsOfTurns> Outermost(Operation op, CpuModel machine) =>
        RowsOfTurns.Of(op, machine) is { } rows ? [rows]
            : op.Regions.SelectMany(region => region.Ops).ToList().SelectMany(inner => Outermost(inner, machine));
}
