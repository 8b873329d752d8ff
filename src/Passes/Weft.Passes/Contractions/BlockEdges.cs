using Weft.IR;

namespace Weft.Passes;

/// <summary>What sums over the counters of statements are at most, or at least, in a tile.</summary>
/// <param name="Size">Of tiles, in each direction.</param>
internal sealed record BlockEdges(TileBand Band, long Size, Builder Builder)
{
    /// <summary>The least or greatest that a sum may be in a tile, in terms of where that begins; null where it hangs on other counters.
    /// </summary>
    public AffineSum? Extreme(TreeStatement statement, AffineSum sum, IReadOnlyList<Value> origins, bool isGreatest)
    {
        for (var direction = 0; direction < origins.Count; direction++)
        {
            var place = Band.Places[statement][direction];
            if (place.Terms is not [(var counter, 1)] || sum[counter] == 0) continue;
            var ahead = sum[counter] > 0 == isGreatest ? Size - 1 : 0;
            sum = sum.With(counter, AffineSum.Of(origins[direction]) + (ahead - place.Offset));
        }

        return statement.Counters.Any(counter => sum[counter] != 0) ? null : sum;
    }

    /// <summary>The greatest of some sums, which becomes the counter of a loop of one turn where there are several.</summary>
    public void Greatest(IReadOnlyList<AffineSum> sums, Action<AffineSum> body)
    {
        List<AffineSum> different = [.. sums.Where((sum, i) =>
            !sums.Where((other, j) => i != j && IsBelow(sum, other) && !(j > i && IsBelow(other, sum))).Any())];
        if (different.Count == 1)
        {
            body(different[0]);
            return;
        }

        var operands = different.SelectMany(sum => sum.Values).Distinct().ToList();
        var most = different.Select(sum => -new ConstraintSystem([], []).LeastOf(sum * -1)).ToList();
        Builder.Greatest(
            new(new AffineMap(operands.Count, 0, different.Select(sum => sum.ToExpr(operands)).ToSequence()), operands),
            counter => body(AffineSum.Of(counter)), most.Contains(null) ? null : most.Max());

        static bool IsBelow(AffineSum a, AffineSum b) => new ConstraintSystem([], []).LeastOf(b - a) >= 0;
    }

    /// <summary>The least of some sums, in the same way.</summary>
    public void Least(IReadOnlyList<AffineSum> sums, Action<AffineSum> body) =>
        Greatest([.. sums.Select(sum => sum * -1)], negated => body(negated * -1));
}
