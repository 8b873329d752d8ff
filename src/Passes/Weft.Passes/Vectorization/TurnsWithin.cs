using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of a loop in which all its subscripts are within their limits.</summary>
/// <param name="From">The first of them; null where there is no limit to that side.</param>
/// <param name="To">The first behind them.</param>
internal sealed record TurnsWithin(Value Counter, AffineSum? From, AffineSum? To)
{
    /// <summary>Those of a loop; null where it has no limits, or no single sum says where they are.</summary>
    public static TurnsWithin? Of(Operation loop, Value counter)
    {
        var within = new TurnsWithin(counter, null, null);
        foreach (var load in loop.Walk().OfType<ClampedLoadOp>().Where(load => load.IsClampedAlong(counter)))
        {
            if (load.Sums is not { } sums) return null;
            foreach (var (at, from, to) in sums)
            {
                AffineSum? lower = from.IsSameAs(at) ? null : from, upper = to.IsSameAs(at) ? null : to;
                if ((lower is null && upper is null) || at[counter] == 0) continue;
                if (at[counter] is not (1 or -1) || lower?[counter] is not (null or 0) || upper?[counter] is not (null or 0)) return null;
                var rest = at.Without(counter);
                (lower, upper) = (lower is null ? null : lower - rest, upper is null ? null : upper - rest);
                if (at[counter] < 0) (lower, upper) = (upper is null ? null : upper * -1, lower is null ? null : lower * -1);
                if (within.And(lower, upper is null ? null : upper + 1) is not { } both) return null;
                within = both;
            }
        }

        return within is { From: null, To: null } ? null : within;
    }

    /// <summary>Puts the turns before them, them without limits, and the turns behind them before the loop. Gives these parts, and
    /// them.</summary>
    public (IReadOnlyList<Operation> Parts, Operation Middle) Cut(Operation loop, NestLoop turns)
    {
        var parts = new List<Operation>();
        var lower = turns.Lower;
        if (From is not null)
        {
            Border(lower, Tighter(turns.Upper, From, BoundKind.Upper), IsOne(lower, end: From));
            lower = Tighter(lower, From, BoundKind.Lower);
        }

        var inner = Part(lower, To is null ? turns.Upper : Tighter(turns.Upper, To, BoundKind.Upper));
        foreach (var load in inner.Walk().OfType<ClampedLoadOp>().ToList()) DropLimits(load, inner.InductionVariable);
        Operation middle = loop is AffineParallelOp ? AffineParallelize.Convert(inner, []) : inner;
        parts.Add(middle);
        if (To is not null) Border(Tighter(lower, To, BoundKind.Lower), turns.Upper, IsOne(turns.Upper, start: To));
        return (parts, middle);

        // The turns at a border are few: no threads share them.
        void Border(AffineValueMap from, AffineValueMap to, bool isOne)
        {
            var part = Part(from, to);
            if (isOne) part.Step = RegionWriting.Whole;
            parts.Add(part);
        }

        // It goes on with what the part before it carries.
        AffineForOp Part(AffineValueMap from, AffineValueMap to) => loop is AffineForOp counted
            ? counted.Part(from, to, parts.LastOrDefault()?.Results.ToArray()) : InnermostLoops.Counted((AffineParallelOp)loop, from, to);
    }

    // Null where it is not known which is the tighter one.
    private TurnsWithin? And(AffineSum? from, AffineSum? to) =>
        (From is null || from is null || (from - From).IsConstant) && (To is null || to is null || (to - To).IsConstant)
            ? this with
            {
                From = From is null || (from is not null && from.Offset > From.Offset) ? from ?? From : From,
                To = To is null || (to is not null && to.Offset < To.Offset) ? to ?? To : To,
            }
            : null;

    private static AffineValueMap Tighter(AffineValueMap bound, AffineSum limit, BoundKind kind)
    {
        var ends = AffineSum.Of(bound);
        for (var i = 0; i < ends?.Count; i++)
            if (limit - ends[i] is { IsConstant: true, Offset: var ahead })
                return ahead == 0 || ahead < 0 == (kind == BoundKind.Lower) ? bound
                    : AffineSum.ToMap([.. ends.Take(i), limit, .. ends.Skip(i + 1)]);
        return bound.And(AffineSum.ToMap([limit]));
    }

    // From a lower bound up to a sum, or from one up to an upper bound.
    private static bool IsOne(AffineValueMap bound, AffineSum? start = null, AffineSum? end = null) =>
        AffineSum.Of(bound)?.Any(b => (end is null ? b - start! : end - b) is { IsConstant: true, Offset: <= 1 }) == true;

    private static void DropLimits(ClampedLoadOp load, Value counter)
    {
        var strides = load.Subscripts.StridesOf(counter);
        load.ValueMap = load.Without([.. Enumerable.Range(0, strides.Length).Where(d => strides[d] != 0)]);
        if (load.HasLimits) return;
        var plain = new AffineLoadOp(load.Memref, load.Subscripts.Canonicalized());
        load.ReplaceWith([.. Builder.At(load).Insert(KernelAttributes.KeepHints(load, plain)).Results]);
    }
}
