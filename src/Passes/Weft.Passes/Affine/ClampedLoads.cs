using Weft.IR;

namespace Weft.Passes;

/// <summary>Loads at subscripts that are drawn into limits.</summary>
internal static class ClampedLoads
{
    extension(ClampedLoadOp load)
    {
        /// <summary>How far from its subscripts its elements lie in the turns around it, in each dimension; null where nobody can
        /// tell.</summary>
        public IReadOnlyList<(long Low, long High)>? Reach
        {
            get
            {
                if (load.Sums is not { } sums || ConstraintSystem.OfTurnsAround(load) is not { } turns) return null;
                var reach = new List<(long Low, long High)>();
                foreach (var (at, from, to) in sums)
                {
                    if (turns.LeastOf(to - at) is not { } below || turns.LeastOf(at - from) is not { } above) return null;
                    reach.Add((Math.Min(below, 0), Math.Max(-above, 0)));
                }

                return reach;
            }
        }

        /// <summary>For each dimension the subscript and its limits; null where one has a quotient.</summary>
        public IReadOnlyList<(AffineSum At, AffineSum From, AffineSum To)>? Sums =>
            AffineSum.Of(load.Subscripts) is { } at && AffineSum.Of(load.From) is { } from && AffineSum.Of(load.To) is { } to
                ? [.. at.Zip(from, to)] : null;

        /// <summary>Whether a limit holds along a counter.</summary>
        public bool IsClampedAlong(Value counter)
        {
            var strides = load.ValueMap.StridesOf(counter);
            var rank = strides.Length / 3;
            return strides.Where((stride, i) => stride != 0 && load.IsClamped(i % rank)).Any();
        }
    }
}
