using Weft.IR;

namespace Weft.Passes;

/// <summary>Whether the bodies of affine loops can work on vectors.</summary>
internal static class VectorizableLoops
{
    extension(AffineForOp loop)
    {
        /// <summary>Scalars only, and no regions but those of loops.</summary>
        public bool HasVectorizableBody => loop.Walk().All(op =>
            (op.Regions.Count == 0 || op is AffineForOp)
            && op.Operands.All(v => (v.Type is MemRefType memory ? memory.Element : v.Type).IsVectorElement)
            && op.Results.ToArray().All(v => v.Type.IsVectorElement));

        /// <summary>Which dimension of memory the accesses go along, counted from the last; null for none. False when an access goes
        /// along more than one, or two along different ones.</summary>
        public bool TryVaryingDimension(out int? varying)
        {
            varying = null;
            foreach (var op in loop.WalkPostOrder())
            {
                if (op is not (AffineLoadOp or AffineStoreOp)) continue;
                if (!TryVaryingDimension(loop, (IAffineAccess)op, out var dimension)) return false;
                if (dimension is null) continue;
                if (varying is not null && varying != dimension) return false;
                varying = dimension;
            }

            return true;
        }
    }

    extension(IrType type)
    {
        /// <summary>Whether there are vectors of the type.</summary>
        public bool IsVectorElement => type is IntegerType or IndexType or FloatType;
    }

    extension(Value index)
    {
        /// <summary>Whether an index depends on a loop's counter, by itself or through <c>affine.apply</c>.</summary>
        public bool DependsOn(BlockArgument counter) =>
            AffineValueMap.Of(index).FullyComposed().Canonicalized().Operands.Contains(counter);
    }

    // A counter that one subscript names twice counts as two.
    private static bool TryVaryingDimension(AffineForOp loop, IAffineAccess access, out int? dimension)
    {
        dimension = null;
        var type = (MemRefType)access.Memref.Type;
        if (!type.HasIdentityLayout) return false;
        var (map, operands) = access.ValueMap;
        for (var i = 0; i < map.Results.Count; i++)
        {
            foreach (var input in Inputs(map.Results[i]))
            {
                var operand = operands[input is AffineDim dim ? dim.Position : map.DimCount + ((AffineSymbol)input).Position];
                if (!operand.DependsOn(loop.InductionVariable)) continue;
                if (dimension is not null) return false;
                dimension = type.Rank - 1 - i;
            }
        }

        return true;
    }

    private static IEnumerable<AffineExpr> Inputs(AffineExpr expr) => expr switch
    {
        AffineBinary binary => Inputs(binary.Left).Concat(Inputs(binary.Right)),
        AffineConstant => [],
        _ => [expr],
    };
}
