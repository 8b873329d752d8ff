using System.Linq;

namespace Weft.IR;

/// <summary>Maps that can be turned round.</summary>
public static class Permutations
{
    extension(AffineMap map)
    {
        /// <summary>From the results back to the dimensions: where each dimension stands first alone. Null when one does nowhere.</summary>
        public AffineMap? Inverse
        {
            get
            {
                var found = new AffineExpr?[map.DimCount];
                for (var i = 0; i < map.Results.Count; i++)
                    if (map.Results[i] is AffineDim dim) found[dim.Position] ??= AffineExpr.Dim(i);
                return found.Contains(null) ? null : new(map.Results.Count, 0, [.. found.Select(expr => expr!)]);
            }
        }
    }
}
