using System.Linq;

namespace Weft.IR;

/// <summary>Where a memref type has its elements, in the forms that operations compute with.</summary>
public static class MemRefLayouts
{
    extension(MemRefType type)
    {
        /// <summary>Row-major, dense, from the start of the memory.</summary>
        public bool HasIdentityLayout => type.Layout is null || type.LayoutMap is { IsIdentity: true };

        /// <summary>From indices to positions; the identity where the type has no layout. Null for layouts of other dialects.</summary>
        public AffineMap? LayoutMap => type.Layout switch
        {
            null => AffineMap.Identity(type.Rank),
            AffineMapAttr { Map: var map } => map,
            StridedLayoutAttr strided => MapOf(strided),
            _ => null,
        };

        /// <summary>Offset and strides, in elements, open where the type does not say them; null for a layout that has none.</summary>
        public StridedLayoutAttr? Strided
        {
            get
            {
                if (type.Layout is StridedLayoutAttr strided) return strided;
                if (type.LayoutMap is not { } map) return null;
                if (map.IsIdentity) return new(0, Extents.RowMajorStrides(type.Shape));
                return map.Results.Count == 1 ? StridedOf(map) : null;
            }
        }

        /// <summary>The type without a layout where that says nothing beyond the shape, and with a map for every other.</summary>
        public MemRefType WithCanonicalLayout
        {
            get
            {
                if (type.HasIdentityLayout || type.LayoutMap is not { Results.Count: 1 } map) return type;
                if (type.Rank == 0) return map.Results[0] is AffineConstant { Value: 0 } ? type with { Layout = null } : type;
                return type.Strided == new StridedLayoutAttr(0, Extents.RowMajorStrides(type.Shape))
                    ? type with { Layout = null } : type with { Layout = new AffineMapAttr(map) };
            }
        }
    }

    /// <summary><c>(d0, d1)[s0] -> (d0 * s0 + d1)</c>: a symbol for each open number.</summary>
    public static AffineMap MapOf(StridedLayoutAttr layout)
    {
        var symbols = 0;
        var sum = Term(layout.Offset);
        for (var d = 0; d < layout.Strides.Count; d++) sum += AffineExpr.Dim(d) * Term(layout.Strides[d]);
        return new(layout.Strides.Count, symbols, [sum]);

        AffineExpr Term(long number) => Extents.IsOpen(number) ? AffineExpr.Symbol(symbols++) : AffineExpr.Constant(number);
    }

    private static StridedLayoutAttr? StridedOf(AffineMap map)
    {
        var terms = new LinearTerms(map.DimCount);
        // A dimension that does not count is not strided, as MLIR sees it.
        return terms.Collect(map.Results[0], AffineExpr.Constant(1)) && terms.Strides is var strides && !strides.Contains(0)
            ? new(terms.Offset, strides) : null;
    }

    // A sum of products taken apart: the factor of each dimension, and what stands without one.
    private sealed class LinearTerms
    {
        private readonly AffineExpr[] _factors;
        private AffineExpr _rest = AffineExpr.Constant(0);

        public LinearTerms(int rank)
        {
            _factors = new AffineExpr[rank];
            for (var d = 0; d < rank; d++) _factors[d] = AffineExpr.Constant(0);
        }

        public long Offset => Number(_rest);

        public Sequence<long> Strides => new Sequence<AffineExpr>(_factors).Select(Number);

        public bool Collect(AffineExpr expr, AffineExpr factor)
        {
            switch (expr)
            {
                case AffineDim dim:
                    _factors[dim.Position] += factor;
                    return true;
                case AffineConstant or AffineSymbol:
                    _rest += expr * factor;
                    return true;
                case AffineBinary { Operator: AffineKind.Add } sum:
                    return Collect(sum.Left, factor) && Collect(sum.Right, factor);
                case AffineBinary { Operator: AffineKind.Mul } product:
                    return product.Left.IsSymbolicOrConstant
                        ? Collect(product.Right, factor * product.Left)
                        : Collect(product.Left, factor * product.Right);
                default:
                    return false;
            }
        }

        private static long Number(AffineExpr expr) => expr is AffineConstant constant ? constant.Value : ShapedType.Dynamic;
    }
}
