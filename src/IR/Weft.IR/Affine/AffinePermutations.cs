using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Maps whose results are single dimensions, or zeros that stand for broadcast ones.</summary>
public static class AffinePermutations
{
    extension(AffineMap map)
    {
        /// <summary><c>(d0, d1, d2) -> (d1, d2)</c>.</summary>
        public static AffineMap MinorIdentity(int dims, int results) =>
            new(dims, 0, Enumerable.Range(dims - results, results).Select(AffineExpr.Dim).ToSequence());

        /// <summary>No dimension occurs twice, and there is nothing but dimensions (and, if they are allowed, zeros).</summary>
        public bool IsProjectedPermutation(bool allowZeros = false)
        {
            if (map.SymbolCount > 0 || map.Results.Count > map.DimCount) return false;
            var seen = new HashSet<int>();
            return map.Results.All(r => r is AffineDim dim ? seen.Add(dim.Position) : allowZeros && r is AffineConstant { Value: 0 });
        }

        /// <summary>Every dimension occurs, and once.</summary>
        public bool IsPermutation => map.DimCount == map.Results.Count && map.IsProjectedPermutation();

        /// <summary><c>(d0, d1, d2) -> (d1, d2)</c>: the last dimensions in their order.</summary>
        public bool IsMinorIdentity =>
            map.SymbolCount == 0 && map.DimCount >= map.Results.Count && map == AffineMap.MinorIdentity(map.DimCount, map.Results.Count);

        /// <summary><c>(d0, d1, d2) -> (0, d2)</c>: as a minor identity, but some results may be zeros.</summary>
        public bool IsMinorIdentityWithBroadcasting
        {
            get
            {
                var offset = map.DimCount - map.Results.Count;
                return offset >= 0 && map.SymbolCount == 0 && !map.Results.Where((r, i) =>
                    r is not AffineConstant { Value: 0 } && r is not AffineDim dim || r is AffineDim d && d.Position != offset + i).Any();
            }
        }

        /// <summary>
        /// For each result where it would be if the map were a minor identity with some zeros; null when no order makes it one. Zeros go
        /// where no dimension is.
        /// </summary>
        public IReadOnlyList<int>? ToMinorIdentity
        {
            get
            {
                var (positions, shift) = (new int[map.Results.Count], map.Results.Count - map.DimCount);
                var taken = new bool[Math.Max(map.Results.Count, map.DimCount)];
                for (var i = 0; i < positions.Length; i++)
                {
                    if (map.Results[i] is AffineConstant { Value: 0 }) continue;
                    if (map.Results[i] is not AffineDim dim || dim.Position + shift < 0) return null;
                    taken[positions[i] = dim.Position + shift] = true;
                }

                var free = 0;
                for (var i = 0; i < positions.Length; i++)
                {
                    if (map.Results[i] is AffineDim) continue;
                    while (taken[free]) free++;
                    positions[i] = free++;
                }

                return positions;
            }
        }

        /// <summary>The dimension that a result is.</summary>
        public int DimPosition(int result) => ((AffineDim)map.Results[result]).Position;

        /// <summary>Where a dimension occurs as a result; negative when it does not.</summary>
        public int ResultOf(int dimension)
        {
            for (var i = 0; i < map.Results.Count; i++)
                if (map.Results[i] is AffineDim dim && dim.Position == dimension)
                    return i;
            return -1;
        }

        /// <summary>For each dimension that occurs, in their order, the first result that it is.</summary>
        public IReadOnlyList<int> ResultsByDimension =>
            [.. Enumerable.Range(0, map.DimCount).Select(d => map.ResultOf(d)).Where(r => r >= 0)];
    }
}
