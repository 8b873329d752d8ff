using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Steps over all rows of an array, each of which changes a row by what is in it and in the row of the step, do several steps to a row
/// before they come to the next: <c>for k { for i { for j { a[i, j] = min(a[i, j], a[i, k] + a[k, j]) } } }</c>. See <see cref="PivotSteps"/>.
/// </summary>
/// <param name="Steps">How many at once; 0 for what suits the caches.</param>
[Pass("block-steps", "Does several steps over all rows of an array to a row before the next row.")]
public sealed record BlockSteps(uint Steps = 0) : IPass
{
    // Enough for memory to be seldom waited for, and for their rows to stay in the second cache.
    private const int SomeSteps = 16;

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest) || nest.HasVectors || nest is not AffineForOp loop || PivotSteps.Of(loop) is not { } steps)
            return true;
        var count = Steps == 0 ? (int)PlanSettings.Scaled(SomeSteps, context.Plan.Block) : (int)Steps;
        if (steps.Turns.TripCount < 2 * count) return true;
        context.Remarks.Chosen(
            "block-steps", nest, "blocked", $"{count} steps at once: the rows of '{KernelAttributes.SubjectOf(steps.Array)}' that they are "
            + "about first, of which copies are kept as each step finds and leaves its own, and then each other row");
        ApartMemory.Require(nest, context.Remarks);
        steps.Replace(count);
        return true;
    });
}
