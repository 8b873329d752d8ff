using Weft.IR;

namespace Weft.Passes;

/// <summary>How often affine loops turn.</summary>
internal static class TripCounts
{
    extension(AffineForOp loop)
    {
        /// <summary>The number of turns, one result per result of the upper bound, the least of which it is. Null when the lower bound
        /// is a greatest of several.</summary>
        public AffineValueMap? TripCountMap
        {
            get
            {
                if (loop.ConstantLowerBound is { } lower && loop.ConstantUpperBound is { } upper)
                    return new(new AffineMap(0, 0, [Turns(AffineExpr.Constant(Math.Max(0, upper - lower)))]), default(Sequence<Value>));
                if (loop.LowerBoundMap.Map.Results.Count != 1) return null;
                var bound = loop.LowerBound;
                var starts = bound with { Map = bound.Map.With(loop.UpperBoundMap.Map.Results.Select(_ => bound.Map.Results[0])) };
                var span = loop.UpperBound.Minus(starts);
                return span with { Map = span.Map.Map(Turns) };

                AffineExpr Turns(AffineExpr span) => span.CeilDiv(AffineExpr.Constant(loop.Step));
            }
        }

        public ulong? ConstantTripCount
        {
            get
            {
                if (loop.TripCountMap is not { Map: { IsConstant: true, Results: { IsEmpty: false } results } }) return null;
                return results.Min(r => (ulong)Math.Max(0, ((AffineConstant)r).Value));
            }
        }

        /// <summary>The largest number known to divide the number of turns; every number divides none.</summary>
        public ulong TripCountDivisor
        {
            get
            {
                if (loop.TripCountMap is not { } count) return 1;
                ulong? divisor = null;
                foreach (var result in count.Map.Results)
                {
                    var known = result is AffineConstant { Value: 0 } ? ulong.MaxValue : unchecked((ulong)result.KnownDivisor);
                    divisor = divisor is { } other ? Gcd(other, known) : known;
                }

                return divisor ?? 1;
            }
        }

        /// <summary>Whether no upper bound ever lies below a lower one, as far as the turns around the loop tell.</summary>
        public bool HasOrderedBounds
        {
            get
            {
                if (ConstraintSystem.OfTurnsAround(loop) is not { } turns) return false;
                // A number from the upper bound on that is below the lower one.
                var between = turns.DimCount;
                turns.AppendDim(null);
                if (!turns.TryAddBound(BoundKind.Lower, between, loop.UpperBound)
                    || !turns.TryAddBound(BoundKind.Upper, between, loop.LowerBound)) return false;
                for (var column = 0; column < turns.InputCount; column++)
                    if (turns.Values[column]?.Def is IShapedDim) turns.AddBound(BoundKind.Lower, column, 0);
                return turns.IsEmpty();
            }
        }
    }

    private static ulong Gcd(ulong a, ulong b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
