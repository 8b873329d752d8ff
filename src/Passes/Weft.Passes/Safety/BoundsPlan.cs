using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>One index of an access.</summary>
internal sealed record Subscript(Operation Access, int Dimension);

/// <summary>A subscript, and what must hold before the loop for it to stay in range.</summary>
/// <param name="IsConditional">Not every turn makes the access: what is needed may fail though nothing goes wrong.</param>
internal sealed record BoundedIndex(Subscript At, ImmutableArray<Value> Needed, bool IsConditional);

/// <summary>Which accesses in a loop can be proved or checked before it.</summary>
internal sealed class BoundsPlan
{
    private readonly Operation _loop;
    private readonly RangeAnalysis _analysis;
    private readonly ArrayExtents _extents;

    public BoundsPlan(Operation loop, RangeAnalysis analysis, ArrayExtents extents, IReadOnlySet<Subscript> safe)
    {
        (_loop, _analysis, _extents) = (loop, analysis, extents);
        All = [.. Accesses(loop, isConditional: false).Where(a => !safe.Contains(a.At)).Select(Plan).OfType<BoundedIndex>()];
        Required = [.. All.Where(i => !i.IsConditional).SelectMany(i => i.Needed).Distinct()];
        Conditional = [.. All.Where(i => i.IsConditional && i.Needed.Except(Required).Any())];
        Certain = [.. All.Except(Conditional)];
        Hoped = [.. Conditional.SelectMany(i => i.Needed).Except(Required)];
    }

    public ImmutableArray<BoundedIndex> All { get; }

    /// <summary>The conditions of accesses that happen in each turn.</summary>
    public ImmutableArray<Value> Required { get; }

    /// <summary>What is in range when <see cref="Required"/> holds.</summary>
    public ImmutableArray<BoundedIndex> Certain { get; }

    /// <summary>What more must hold for <see cref="Conditional"/>.</summary>
    public ImmutableArray<Value> Hoped { get; }

    public ImmutableArray<BoundedIndex> Conditional { get; }

    // Loops are taken as running: one that does not run makes no access. Loops that may end early make some of theirs.
    private static IEnumerable<BoundedIndex> Accesses(Operation op, bool isConditional)
    {
        if (op is IMemoryAccess access)
            for (var d = 0; d < access.Indices.Count; d++) yield return new(new(op, d), [], isConditional);
        foreach (var inner in op.Regions.SelectMany(r => r.Ops).ToList())
            foreach (var found in Accesses(inner, isConditional || op is not (ForOp or ParallelOp))) yield return found;
    }

    // Null when it cannot be said before the loop.
    private BoundedIndex? Plan(BoundedIndex index)
    {
        var (op, dimension) = index.At;
        var access = (IMemoryAccess)op;
        _analysis.MoveTo(op);
        var range = _analysis.Of(access.Indices[dimension]);
        if (range is not { Low: not null, High: { } high, Bits: <= Limit.MaximumBits }) return null;
        if (_extents.BeforeLoop(access.Memref, dimension, _loop) is not { } extent) return null;
        var inside = _analysis.Narrowing.NonNegative(range) is { } half ? _analysis.Narrowing.Require(half, high, extent) : null;
        return inside is null ? null : index with { Needed = inside.Conditions };
    }
}
