using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Gives arrays that a kernel makes for itself the layout that its loops walk through in the smallest steps: <c>t[i, j]</c> ->
/// <c>t[j, i]</c>, in all accesses. Arrays that are used together are looked at together, so that a chain of them goes the same way. Rows
/// that lie a multiple of a page apart, and are walked across, become a line of the cache longer, as all their lines had the same place in
/// the cache. What is computed, and in which order, stays what it is.
/// </summary>
[Pass("change-layouts", "Gives arrays that nobody else sees the layout that loops walk through in the smallest steps.")]
public sealed record ChangeLayouts : IPass
{
    internal const string Name = "change-layouts";

    public void Run(Operation root, PassContext context)
    {
        if (!context.Plan.KeepsLayouts)
            foreach (var function in root.Walk().OfType<FuncOp>().ToList()) Change(function, context.Remarks);
        foreach (var array in root.Walk().OfType<AllocationOp>()) array.SetAttribute(KernelAttributes.Layout, null);
    }

    private static void Change(FuncOp function, RemarkLog remarks)
    {
        var walks = ArrayWalk.In(function);
        if (!walks.Any(walk => walk.IsApart)) return;
        var arrays = function.Walk().OfType<AllocationOp>().Where(MayChange).Select(Value (array) => array.Memref).ToList();
        foreach (var together in LocalLayouts.Chains(arrays, walks)) new LocalLayouts(together, walks, remarks).Choose();
        Copy(function, remarks);
    }

    private static bool MayChange(AllocationOp array) => ((MemRefType)array.Memref.Type).Rank > 1
        && array.Attribute(KernelAttributes.Layout) is null && LocalArray.ObstacleTo(array) is null;

    // What is made in the function has its layout by now.
    private static void Copy(FuncOp function, RemarkLog remarks)
    {
        var copies = new CopiedArguments(function, ArrayWalk.In(function));
        OutermostNests.Offer(function, nest =>
        {
            if (ScheduledOrder.IsFixed(nest)) return true;
            var read = nest.Walk().OfType<IAffineElementRead>().Select(access => access.Memref).Distinct()
                .Where(array => array.Def is not AllocationOp);
            var found = read.Select(array => (Array: array, Costs: copies.Find(nest, array)))
                .Where(copy => copy.Costs is not null).ToList();
            foreach (var (array, costs) in found)
            {
                var ((now, copied), name) = (costs!.Value, KernelAttributes.SubjectOf(array));
                remarks.Chosen(
                    Name, nest, "copied", $"'{name}' is copied before the loops to where its dimensions are in the order "
                        + $"{copied.Layouts[array]}; they walk along rows of the copy", copied.Estimate);
                remarks.Rejected(Name, nest, $"'{name}' read as it lies", now.Estimate);
                ArrayCopy.Make(nest, array, copied.Layouts[array], remarks);
            }

            return found.Count > 0;
        });
    }
}
