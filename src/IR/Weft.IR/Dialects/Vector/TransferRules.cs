using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>What holds for both transfers.</summary>
public static class TransferRules
{
    /// <summary>The last dimensions of the source in their order: the map that need not be written. All of them where the vector has more,
    /// which the verifier refuses.</summary>
    public static AffineMap DefaultMap(ShapedType source, VectorType vector)
    {
        var elementRank = source.Element is VectorType element ? element.Rank : 0;
        var rank = vector.Rank - elementRank;
        // A vector of one element stands for one without dimensions.
        return source.Rank == 0 && vector.Shape is { Count: 1 } shape && shape[0] == 1
            ? new AffineMap(0, 0, [AffineExpr.Constant(0)])
            : AffineMap.MinorIdentity(source.Rank, rank < 0 ? source.Rank : Math.Min(rank, source.Rank));
    }

    /// <summary>One truth value for each element that is transferred: the dimensions are in the order of the source's.</summary>
    public static VectorType MaskType(VectorType vector, AffineMap map) =>
        VectorType.Of(map.ResultsByDimension.Select(r => vector.Dims[r]), IntegerType.I1);

    extension(IVectorTransfer op)
    {
        public bool HasOutOfBoundsDim => op.InBounds.Bools.Contains(false);

        /// <summary>Transfers all elements.</summary>
        public void DropMask()
        {
            var self = (Operation)op;
            var sizes = (DenseArrayAttr)self.Attribute(SegmentSizes.OfOperands)!;
            self.SetOperands(self.Operands.Slice(0, self.OperandSlots.Length - 1).ToArray());
            self.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32([.. sizes.Values.Take(sizes.Values.Count - 1), 0]));
        }
    }

    internal static bool Verify<T>(T op, DiagnosticBag diagnostics) where T : Operation, IVectorTransfer
    {
        var (source, vector, map) = (op.ShapedType, op.VectorType, op.PermutationMap.Map);
        if (op.Attribute("masked") is not null)
            return op.Error(diagnostics, "masked attribute has been removed. Use in_bounds instead.");
        if (source is not (MemRefType or RankedTensorType))
            return op.Error(diagnostics, "requires source to be a memref or ranked tensor type");
        if (source.Element is VectorType element ? !VerifyParts(op, element, diagnostics) : !VerifyElements(op, diagnostics)) return false;
        if (map.SymbolCount != 0) return op.Error(diagnostics, "requires permutation_map without symbols");
        if (map.DimCount != source.Rank)
            return op.Error(diagnostics, "requires a permutation_map with input dims of the same rank as the source type");
        if (op.Mask is { } mask && mask.Type != op.ExpectedMaskType)
            return op.Error(
                diagnostics, $"inferred mask type ('{op.ExpectedMaskType}') and mask operand type ('{mask.Type}') don't match");
        var inBounds = op.InBounds.Bools;
        if (map.Results.Count != inBounds.Count)
            return op.Error(
                diagnostics,
                "expects the in_bounds attr of same rank as permutation_map results: "
                + $"{op.PermutationMap} vs inBounds of size: {inBounds.Count}");
        return !map.Results.Where((r, i) => r is AffineConstant && !inBounds[i]).Any()
            || op.Error(diagnostics, "requires broadcast dimensions to be in-bounds");
    }

    internal static bool VerifyPermutation<T>(T op, DiagnosticBag diagnostics) where T : Operation, IVectorTransfer
    {
        var seen = new HashSet<int>();
        foreach (var result in op.PermutationMap.Map.Results)
        {
            if (result is not (AffineDim or AffineConstant { Value: 0 }))
                return op.Error(
                    diagnostics,
                    "requires a projected permutation_map (at most one dim or the zero constant can appear in each result)");
            if (result is AffineDim dim && !seen.Add(dim.Position))
                return op.Error(
                    diagnostics, "requires a permutation_map that is a permutation (found one dim used more than once)");
        }

        return true;
    }

    // Of memory whose elements are vectors.
    private static bool VerifyParts<T>(T op, VectorType element, DiagnosticBag diagnostics) where T : Operation, IVectorTransfer
    {
        if (RowBits(op.VectorType) % RowBits(element) != 0)
            return op.Error(
                diagnostics,
                "requires the bitwidth of the minor 1-D vector to be an integral multiple of the bitwidth of the minor 1-D vector of the "
                + "source");
        if (element.Rank > op.VectorType.Rank)
            return op.Error(diagnostics, "requires source vector element and vector result ranks to match.");
        if (op.PermutationMap.Map.Results.Count != op.VectorType.Rank - element.Rank)
            return op.Error(diagnostics, "requires a permutation_map with result dims of the same rank as the vector type");
        return op.Mask is null || op.Error(diagnostics, "does not support masks with vector element type");
    }

    private static bool VerifyElements<T>(T op, DiagnosticBag diagnostics) where T : Operation, IVectorTransfer
    {
        if (RowBits(op.VectorType) % CastRules.BitWidth(op.ShapedType.Element) != 0)
            return op.Error(
                diagnostics,
                "requires the bitwidth of the minor 1-D vector to be an integral multiple of the bitwidth of the source element type");
        return op.PermutationMap.Map.Results.Count == op.VectorType.Rank
            || op.Error(diagnostics, "requires a permutation_map with result dims of the same rank as the vector type");
    }

    private static long RowBits(VectorType type) => CastRules.BitWidth(type.Element) * (type.Rank == 0 ? 1 : type.Shape[type.Rank - 1]);
}
