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
            foreach (var block in function.Body.Blocks) new BoundsPlacement(extents, context).Place(block, mayVersion: true);
        }
    }
}

/// <summary>Places the checks of one function.</summary>
internal sealed class BoundsPlacement(ArrayExtents extents, PassContext context)
{
    private readonly HashSet<(Operation Access, int Dimension)> _safe = [];

    public void Place(Block block, bool mayVersion)
    {
        foreach (var op in block.Ops.ToList())
        {
            if (op is IMemoryAccess access) Guard(op, access, count: mayVersion);
            else if (op is ForOp or ParallelOp && mayVersion) Version(op);
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
            if (_safe.Contains((op, d)) || IsProved(access, d)) continue;
            var bound = extents.Of(access.Memref, d, op);
            op.Parent!.InsertBefore(op, new CheckIndexOp(extents.NameOf(access.Memref), access.Indices[d], bound) { Location = op.Location });
            if (count) context.Remarks.Add("check-bounds", op.Location, "guarded", extents.NameOf(access.Memref));
        }
    }

    // A constant index into a constant extent.
    private static bool IsProved(IMemoryAccess access, int dimension) =>
        GreedyRewriter.ConstantOf(access.Indices[dimension]) is IntegerAttr index && ((MemRefType)access.Memref.Type).Shape[dimension] is > 0 and var extent
        && index.Value >= 0 && index.Value < extent;

    private void Version(Operation loop)
    {
        var analysis = new RangeAnalysis(loop);
        var covered = new List<(Operation Op, int Dimension)>();
        var conditions = new List<Value>();
        foreach (var op in Unconditional(loop.Regions[0]).ToList())
        {
            var access = (IMemoryAccess)op;
            for (var d = 0; d < access.Indices.Count; d++)
                if (!_safe.Contains((op, d)) && Limits(analysis, access, d, loop) is { } needed)
                {
                    covered.Add((op, d));
                    conditions.AddRange(needed);
                    context.Remarks.Add("check-bounds", op.Location, needed.Count == 0 ? "proved" : "hoisted", extents.NameOf(access.Memref));
                }
        }

        if (analysis.IsImpossible) covered.Clear();
        if (covered.Count == 0 || (conditions.Count == 0 && analysis.Conditions.Count == 0))
        {
            _safe.UnionWith(covered);
            Widen(covered, analysis);
            PlaceInside(loop, mayVersion: true);
            return;
        }

        Split(loop, [.. analysis.Conditions, .. conditions], covered, analysis);
    }

    // if (all hold) { the loop as it is } else { a copy with checks everywhere }
    private void Split(Operation loop, IEnumerable<Value> conditions, List<(Operation Op, int Dimension)> covered, RangeAnalysis analysis)
    {
        var builder = Builder.At(loop);
        var all = conditions.Distinct().Aggregate((a, b) => builder.Add(new AndIOp(a, b)));
        var slow = Versions.Split(loop, all);
        _safe.UnionWith(covered);
        Widen(covered, analysis);
        PlaceInside(loop, mayVersion: true);
        PlaceInside(slow, mayVersion: false);
    }

    /// <summary>What must hold for one index to stay in range; empty when that is known; null when it cannot be said before the loop.</summary>
    private List<Value>? Limits(RangeAnalysis analysis, IMemoryAccess access, int dimension, Operation loop)
    {
        if (extents.BeforeLoop(access.Memref, dimension, loop) is not { } extent || analysis.Of(access.Indices[dimension]) is not { } range) return null;
        var needed = new List<Value>();
        foreach (var (known, value) in new[] { analysis.Limits.Less(Limit.Constant(-1), range.Low), analysis.Limits.Less(range.High, extent) })
        {
            if (known == false) return null;
            if (value is not null) needed.Add(value);
        }

        return needed;
    }

    // Accesses that each turn reaches: loops around them, but no condition.
    private static IEnumerable<Operation> Unconditional(Region region)
    {
        foreach (var op in region.Ops)
        {
            if (op is IMemoryAccess) yield return op;
            if (op is not (ForOp or ParallelOp)) continue;
            foreach (var inner in Unconditional(op.Regions[0])) yield return inner;
        }
    }

    private static void Widen(List<(Operation Op, int Dimension)> covered, RangeAnalysis analysis)
    {
        foreach (var (op, dimension) in covered) new SubscriptWidening(op, analysis).Apply(dimension);
    }
}
