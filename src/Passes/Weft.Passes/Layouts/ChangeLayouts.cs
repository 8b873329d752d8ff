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
    private const string Name = "change-layouts";

    private const int LineBytes = 64;

    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
        {
            var arrays = function.Walk().OfType<AllocationOp>().Where(MayChange).Select(Value (array) => array.Memref).ToList();
            var walks = ArrayWalk.In(function);
            foreach (var together in Chains(arrays, walks)) Choose(together, walks, context.Remarks);
            if (walks.Any(walk => walk.IsApart)) Copy(function, context.Remarks);
        }

        foreach (var array in root.Walk().OfType<AllocationOp>()) array.SetAttribute(KernelAttributes.Layout, null);
    }

    private static bool MayChange(AllocationOp array) => ((MemRefType)array.Memref.Type).Rank > 1
        && array.Attribute(KernelAttributes.Layout) is null && LocalArray.ObstacleTo(array) is null;

    // Arrays that share loops, themselves or by others.
    private static IEnumerable<IReadOnlyList<Value>> Chains(IReadOnlyList<Value> arrays, IReadOnlyList<ArrayWalk> walks)
    {
        var chains = arrays.Select(array => new List<Value> { array }).ToList();
        foreach (var walk in walks)
        {
            var shared = walk.Arrays.ToHashSet();
            var touched = chains.FindAll(chain => chain.Exists(shared.Contains));
            foreach (var chain in touched.Skip(1))
            {
                touched[0].AddRange(chain);
                chains.Remove(chain);
            }
        }

        return chains;
    }

    private static void Choose(IReadOnlyList<Value> arrays, IReadOnlyList<ArrayWalk> all, RemarkLog remarks)
    {
        var walks = all.Where(walk => walk.Arrays.Any(arrays.Contains)).ToList();
        var now = LayoutChoice.Unchanged(arrays, walks);
        var best = now.Improved(walks);
        var choice = best.Pays(now) ? best : now;
        foreach (var array in arrays) Explain(array, choice, now, best, walks, remarks);
        var reordered = choice == now ? [] : walks.ConvertAll(walk => walk.Reordered(choice.Layouts));
        var padded = arrays.Where(array => GoAcross(array, walks, choice)).ToHashSet();
        foreach (var array in arrays)
        {
            var layout = padded.Contains(array) ? Padded(array, choice.Layouts[array]) : choice.Layouts[array];
            if (layout.IsRowMajor) continue;
            if (layout.Padding > 0)
                remarks.Chosen(Name, array.Def!, "padded", $"rows of '{KernelAttributes.SubjectOf(array)}' are {layout.Padding} elements "
                    + $"longer where they are a multiple of {ArrayWalk.PageBytes} bytes; loops that go from row to row would find their lines in "
                    + "the same places of the cache");
            LocalArray.Change((AllocationOp)array.Def!, layout);
        }

        foreach (var (nest, counter) in reordered.OfType<(AffineParallelOp, int)>()) FreeOrder.MakeInnermost(nest, counter);
    }

    // Many of them.
    private static bool GoAcross(Value array, IReadOnlyList<ArrayWalk> walks, LayoutChoice choice) =>
        walks.Where(walk => walk.GoesAcross(array, choice.Layouts)).Sum(walk => walk.Cost(choice.Layouts)) > choice.Cost * LayoutChoice.Gain;

    // What is made in the function has its layout by now.
    private static void Copy(FuncOp function, RemarkLog remarks)
    {
        var copies = new CopiedArguments(function, ArrayWalk.In(function));
        OutermostNests.Offer(function, nest =>
        {
            if (ScheduledOrder.IsFixed(nest)) return true;
            var read = nest.Walk().OfType<IAffineElementRead>().Select(access => access.Memref).Distinct()
                .Where(array => array.Def is not AllocationOp);
            var found = read.Select(array => (Array: array, Costs: copies.Find(nest, array))).Where(copy => copy.Costs is not null).ToList();
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

    private static Layout Padded(Value array, Layout layout)
    {
        var type = (MemRefType)array.Type;
        var bytes = CpuModel.BytesOf(type.Element);
        return LineBytes % bytes > 0 || layout.Of(type.Shape)[^1] is not ShapedType.Dynamic and var row && row % (ArrayWalk.PageBytes / bytes) > 0 ? layout
            : layout with { Padding = LineBytes / bytes, PaddedLength = ArrayWalk.PageBytes / bytes };
    }

    private static void Explain(
        Value array, LayoutChoice choice, LayoutChoice now, LayoutChoice best, IReadOnlyList<ArrayWalk> walks, RemarkLog remarks)
    {
        if (best == now && !GoAcross(array, walks, now)) return;
        var name = KernelAttributes.SubjectOf(array);
        if (choice.Layouts[array] is { IsRowMajor: false } layout)
        {
            remarks.Chosen(
                Name, array.Def!, "changed", $"'{name}' lies in memory with its dimensions in the order {layout}; its loops walk along "
                    + "rows then", choice.Estimate);
            remarks.Rejected(Name, array.Def!, $"'{name}' as it lies in the source", now.Estimate);
            return;
        }

        foreach (var other in now.Others(walks).Where(other => !other.Layouts[array].IsRowMajor).DistinctBy(other => other.Layouts[array]))
            remarks.Rejected(
                Name, array.Def!, FormattableString.Invariant(
                    $"'{name}' with its dimensions in the order {other.Layouts[array]}, in the place of one at {now.Estimate.Value:0.##}"),
                other.Estimate);
    }
}
