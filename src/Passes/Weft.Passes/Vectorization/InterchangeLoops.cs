using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Of loops in each other that one goes to the inside which walks memory in the smallest steps, where all accesses to an element keep their
/// order: <c>for i, j { y[i] += a[j, i] }</c> -> <c>for j, i</c>. Loops with other work between them are cut apart where that helps; of
/// elements that join what those before them are worth, see <see cref="PushedJoins"/>.
/// </summary>
/// <param name="Innermost">The place in its nest, counted from 0, of the loop that goes to the inside of an outermost nest;
/// -1 for the best, in all.</param>
[Pass("interchange-loops", "Brings the affine loop to the inside that walks memory in the smallest steps.")]
public sealed record InterchangeLoops(int Innermost = -1) : IPass
{
    // The share of the cost that must go.
    private const double Gain = 0.2;

    private const string Name = "interchange-loops";

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (!ScheduledOrder.IsFixed(nest) && Helps(nest, context.Remarks)) Interchange(nest, context.Remarks);
        return true;
    });

    // On a copy: a nest that stays needs no version for arrays that overlap. What has vectors already has its order.
    private bool Helps(Operation nest, RemarkLog remarks)
    {
        if (nest.HasVectors) return false;
        if (!nest.Walk().OfType<AffineForOp>().Any(MayHelp))
        {
            foreach (var root in nest.Walk().OfType<AffineForOp>().Where(loop => !IsInside(loop))) Compare(LoopBand.At(root), remarks);
            return false;
        }

        var log = new RemarkLog();
        Trial.On([nest], block => Visit(block.First!, log));
        var changes = log.Count(Name, "interchanged") > 0;
        if (!changes) remarks.AddRange(log.Items);
        return changes;
    }

    // The loop is in the band of the one around it.
    private static bool IsInside(AffineForOp loop) =>
        loop.ParentOp is AffineForOp around && LoopBand.At(around).Loops.Contains(loop);

    private void Interchange(Operation nest, RemarkLog remarks)
    {
        ApartMemory.Require(nest, remarks);
        Visit(nest, remarks);
    }

    // All loops of a nest at once; else those in it, and then once more. Whether anything changed.
    private bool Visit(Operation nest, RemarkLog remarks)
    {
        var loop = nest as AffineForOp;
        if (loop is not null && (TryMove(loop, remarks) || TryCut(loop, remarks) || TryPush(loop, remarks))) return true;
        var changed = false;
        if (loop is not null && Innermost >= 0) return false;
        foreach (var inner in nest.Regions.SelectMany(region => region.Ops).ToList()) changed |= Visit(inner, remarks);
        if (changed && loop is not null && !TryMove(loop, remarks)) TryCut(loop, remarks);
        return changed;
    }

    private bool TryCut(AffineForOp loop, RemarkLog remarks)
    {
        if (loop.Inits.Count > 0 || !IsMixed(loop) || !MayHelp(loop)) return false;
        var copy = (AffineForOp)Builder.After(loop).Insert(new IrMapping().Clone(loop));
        var parts = LoopDistribution.Cut(copy);
        var better = parts.OfType<AffineForOp>().Where(part => Choice(LoopBand.At(part)) is not null).ToList();
        if (better.Count == 0 || parts.Count < 2)
        {
            foreach (var part in parts) part.Erase();
            return false;
        }

        foreach (var part in better) TryMove(part, remarks);
        loop.Erase();
        return true;
    }

    // Not where one was asked for.
    private bool TryPush(AffineForOp loop, RemarkLog remarks)
    {
        if (Innermost >= 0 || !MayHelp(loop) || PushedJoins.Of(loop) is not { } joins) return false;
        remarks.Chosen(
            Name, joins.Inner, "interchanged",
            "each turn of the loop around gives what its element is worth to those behind: that walks memory in smaller steps",
            CostOf(joins.Inner, loop));
        remarks.Rejected(Name, joins.Inner, "each fetches it from those before, as in the source", CostOf(joins.Inner, joins.Inner));
        joins.Replace();
        return true;
    }

    // Whether the loop would walk memory in smaller steps than the innermost, in its place: dependences take long to find.
    private bool MayHelp(AffineForOp loop) => Innermost >= 0 || loop.Body.Ops.OfType<AffineForOp>().Any(inner =>
    {
        var last = LoopBand.At(inner).Loops[^1];
        return WalkCost.Of(last, loop.InductionVariable) < WalkCost.Of(last, last.InductionVariable) * (1 - Gain);
    });

    private static bool IsMixed(AffineForOp loop) => loop.Body.Ops.Any(op => op is AffineForOp) && LoopBand.At(loop).Loops.Count == 1;

    private bool TryMove(AffineForOp loop, RemarkLog remarks)
    {
        var band = LoopBand.At(loop);
        if (Choice(band) is not { } best)
        {
            Compare(band, remarks);
            return false;
        }

        var (moved, now) = (band.Loops[best], band.Loops[^1]);
        remarks.Chosen(
            Name, moved, "interchanged",
            $"the loop {best + 1} of {band.Loops.Count} goes to the inside: it walks memory in smaller steps", CostOf(now, moved));
        remarks.Rejected(Name, now, "this loop as the innermost, which it is in the source", CostOf(now, now));
        band.MakeInnermost(best);
        return true;
    }

    // Why other loops stay outside. One that would be better has a dependence against it.
    private static void Compare(LoopBand band, RemarkLog remarks)
    {
        // Loops over tiles are as their pass made them.
        if (band.Loops.Any(loop => loop.Step != 1)) return;
        var last = band.Loops[^1];
        var now = CostOf(last, last);
        foreach (var loop in band.Loops.SkipLast(1))
        {
            var cost = CostOf(last, loop);
            if (cost.Value < now.Value * (1 - Gain) && band.ObstacleTo(loop) is { } obstacle) remarks.Not(Name, loop, obstacle);
            else
                remarks.Rejected(
                    Name, loop, FormattableString.Invariant($"this loop as the innermost, in the place of one at {now.Value:0.##}")
                        + (cost.Value < now.Value ? FormattableString.Invariant($", of which {Gain:P0} must go") : ""), cost);
        }
    }

    private static Estimate CostOf(AffineForOp last, AffineForOp innermost) =>
        new(WalkCost.Of(last, innermost.InductionVariable), "cache lines a turn");

    private int? Choice(LoopBand band)
    {
        var last = band.Loops.Count - 1;
        if (last == 0) return null;
        if (Innermost >= 0) return Innermost < last && band.MayBeInnermost(Innermost) ? Innermost : null;
        var now = WalkCost.Of(band.Loops[last], band.Loops[last].InductionVariable);
        return Enumerable.Range(0, last)
            .Select(loop => (Loop: loop, Cost: WalkCost.Of(band.Loops[last], band.Loops[loop].InductionVariable)))
            .Where(choice => choice.Cost < now * (1 - Gain)).OrderBy(choice => choice.Cost)
            .Where(choice => band.MayBeInnermost(choice.Loop)).Select(choice => (int?)choice.Loop).FirstOrDefault();
    }
}
