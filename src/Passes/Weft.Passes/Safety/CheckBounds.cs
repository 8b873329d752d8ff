using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Makes every access stay in its array. An index is proved in range where its limits say so; else its limits are checked once
/// before the loop, which gets a second version with a check at each access for the case that they do not hold; else it is
/// checked where it stands. The second version keeps the meaning exact: the fault is the first one in program order.
/// </summary>
[Pass("check-bounds", "Proves or guards every memory access, outside of loops where possible.")]
public sealed record CheckBounds : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().Where(f => !f.IsDeclaration).ToList())
        {
            var extents = new ArrayExtents(function);
            foreach (var op in function.Walk().ToList()) DropClaims(op);
            foreach (var block in function.Body.Blocks) new BoundsPlacement(extents, context).Place(block, mayVersion: true);
            // They were accesses for the sake of their checks.
            foreach (var access in function.Walk().OfType<CheckAccessOp>().ToList()) access.Erase();
        }
    }

    // What passes behind this one may say of what they make, nobody may say before.
    private static void DropClaims(Operation op)
    {
        op.SetAttribute(KernelAttributes.Proved, null);
        op.SetAttribute(KernelAttributes.Filled, null);
        op.SetAttribute(KernelAttributes.Streams, null);
        op.SetAttribute(KernelAttributes.Finite, null);
        op.SetAttribute(KernelAttributes.Once, null);
        op.SetAttribute(KernelAttributes.Independent, null);
    }
}

/// <summary>Places the checks of one function.</summary>
internal sealed class BoundsPlacement(ArrayExtents extents, PassContext context)
{
    private readonly HashSet<Subscript> _safe = [];

    public void Place(Block block, bool mayVersion)
    {
        foreach (var op in block.Ops.ToList())
        {
            if (op is IMemoryAccess access) Guard(op, access, count: mayVersion);
            else if (op is ForOp or ParallelOp or WhileOp && mayVersion) Version(op);
            else PlaceInside(op, mayVersion);
        }
    }

    private void PlaceInside(Operation op, bool mayVersion)
    {
        foreach (var region in op.Regions)
            foreach (var block in region.Blocks) Place(block, mayVersion);
    }

    private void Guard(Operation op, IMemoryAccess access, bool count)
    {
        for (var d = 0; d < access.Indices.Count; d++)
        {
            if (_safe.Contains(new(op, d)) || IsProved(access, d)) continue;
            var bound = extents.Of(access.Memref, d, op);
            var check = new CheckIndexOp(extents.NameOf(access.Memref), access.Indices[d], bound) { Location = op.Location };
            op.Parent!.InsertBefore(op, check);
            if (count) Remark(op, "guarded");
        }
    }

    // A constant index into a constant extent.
    private static bool IsProved(IMemoryAccess access, int dimension) =>
        ConstantOp.ValueOf(access.Indices[dimension]) is IntegerAttr index
        && ((MemRefType)access.Memref.Type).Shape[dimension] is > 0 and var extent
        && index.Value >= 0 && index.Value < extent;

    // A loop is checked before it starts, as a whole: first for the accesses that each turn makes, then for those that depend on
    // conditions, so that one of them that would be out of range, but does not happen, costs the others nothing.
    private void Version(Operation loop)
    {
        var analysis = new RangeAnalysis(loop);
        var plan = new BoundsPlan(loop, analysis, extents, _safe);
        foreach (var index in plan.All) Remark(index.At.Access, index.Needed.IsEmpty ? "proved" : "hoisted");
        var checkedLoop = Split(loop, plan.Required, analysis);
        Accept(plan.Certain, analysis);
        if (Split(loop, plan.Hoped, analysis) is { } partly)
        {
            var copies = loop.Walk().Zip(partly.Walk()).ToDictionary(p => p.First, p => p.Second);
            _safe.UnionWith(plan.Certain.Select(i => i.At with { Access = copies[i.At.Access] }));
            PlaceInside(partly, mayVersion: false);
        }

        Accept(plan.Conditional, analysis);
        PlaceInside(loop, mayVersion: true);
        if (checkedLoop is not null) PlaceInside(checkedLoop, mayVersion: false);
    }

    // if (all hold) { the loop as it is } else { a copy, which is returned }; null where there is nothing to choose.
    private static Operation? Split(Operation loop, IReadOnlyCollection<Value> conditions, RangeAnalysis analysis)
    {
        if (conditions.Count == 0) return null;
        var builder = Builder.At(loop);
        var copy = Versions.Split(loop, conditions.Aggregate((a, b) => builder.Add(new AndIOp(a, b))));
        // What the analysis still emits must stay in sight of both versions.
        if (analysis.Limits.Builder.Before == loop) analysis.Limits.Builder.MoveBefore(copy.ParentOp!);
        return copy;
    }

    private void Accept(IReadOnlyCollection<BoundedIndex> indices, RangeAnalysis analysis)
    {
        foreach (var (at, _, _) in indices)
        {
            _safe.Add(at);
            analysis.MoveTo(at.Access);
            new SubscriptWidening(at.Access, analysis).Apply(at.Dimension);
        }
    }

    private void Remark(Operation op, string kind) =>
        context.Remarks.Add("check-bounds", op.Location, kind, extents.NameOf(((IMemoryAccess)op).Memref));
}
