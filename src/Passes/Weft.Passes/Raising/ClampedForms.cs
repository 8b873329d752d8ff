using Weft.IR;

namespace Weft.Passes;

/// <summary>Loads whose subscripts are affine but for limits, as those of stencils are at borders: <c>x[max(min(i + 1, n - 1), 0)]</c>.
/// </summary>
internal static class ClampedForms
{
    /// <summary>A load as a clamped one, with the limits that turns around it may pass; null where it is none. Behind check-bounds what is
    /// read is in range.</summary>
    public static ClampedLoadOp? Of(LoadOp load)
    {
        var subscripts = load.Indices.Select(Subscript.Of).ToList();
        if (subscripts.TrueForAll(s => s.From is null && s.To is null) || ConstraintSystem.OfTurnsAround(load) is not { } turns
            || !subscripts.TrueForAll(s => s.IsInOrder(turns))) return null;
        var kept = subscripts.ConvertAll(s => s.Within(turns));
        return AffineForms.Of(kept.Select(s => s.At)) is { } at && AffineForms.Of(kept.Select(s => s.From ?? s.At)) is { } from
            && AffineForms.Of(kept.Select(s => s.To ?? s.At)) is { } to ? new(load.Memref, at, from, to) : null;
    }

    /// <summary>What is limited, and its limits.</summary>
    private sealed record Subscript(Value At, Value? From, Value? To)
    {
        public static Subscript Of(Value value) => value.Def switch
        {
            MaxSIOp (var a, var b) when Sides(a, b) is var (inner, from) =>
                inner.Def is MinSIOp (var c, var d) && Sides(c, d) is var (at, to) ? new(at, from, to) : new(inner, from, null),
            MinSIOp (var a, var b) when Sides(a, b) is var (inner, to) =>
                inner.Def is MaxSIOp (var c, var d) && Sides(c, d) is var (at, from) ? new(at, from, to) : new(inner, null, to),
            _ => new(value, null, null),
        };

        // The limit is what is the same in all turns.
        private static (Value Inner, Value Limit)? Sides(Value a, Value b) => IsFixed(b) ? (a, b) : IsFixed(a) ? (b, a) : null;

        private static bool IsFixed(Value value) => AffineForms.Of([value]) is { Map.DimCount: 0 };

        /// <summary>Whether the limits are in order, so that it does not matter which of them comes first.</summary>
        public bool IsInOrder(ConstraintSystem turns) => From is null || To is null || IsAtMost(turns, From, To);

        /// <summary>Without limits that all turns keep.</summary>
        public Subscript Within(ConstraintSystem turns) => new(
            At, From is not null && IsAtMost(turns, From, At) ? null : From, To is not null && IsAtMost(turns, At, To) ? null : To);

        private static bool IsAtMost(ConstraintSystem turns, Value a, Value b) =>
            AffineForms.Of([a, b]) is { } forms && AffineSum.Of(forms) is [var low, var high] && turns.LeastOf(high - low) >= 0;
    }
}
