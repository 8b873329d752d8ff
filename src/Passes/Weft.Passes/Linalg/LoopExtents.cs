using Weft.IR;

namespace Weft.Passes;

/// <summary>How far the loops of a structured operation go, as bounds of affine loops.</summary>
internal static class LoopExtents
{
    /// <summary>Null, with nothing inserted, where an extent is no symbol.</summary>
    public static AffineValueMap[]? Of(IStructuredOp op, Builder builder)
    {
        var bounds = new AffineValueMap[op.LoopCount];
        for (var loop = 0; loop < bounds.Length; loop++)
        {
            var (operand, dimension) = Source(op, loop);
            if (((MemRefType)op.Self.Operands[operand].Type).Shape[dimension] is var extent and not ShapedType.Dynamic)
            {
                bounds[loop] = AffineValueMap.Constant(extent);
                continue;
            }

            var index = builder.Insert(ConstantOp.Index(dimension));
            var length = builder.Insert(new DimOp(op.Self.Operands[operand], index.Result));
            bounds[loop] = new(AffineMap.SymbolIdentity, [length.Result]);
            if (length.Result.IsValidSymbol) continue;
            foreach (var made in bounds[..(loop + 1)].SelectMany(bound => bound.Operands).Select(value => value.Def!)) Erase(made);
            return null;
        }

        return bounds;
    }

    // The outputs first: stores are in range by their extents alone.
    private static (int Operand, int Dimension) Source(IStructuredOp op, int loop)
    {
        var maps = op.IndexingMaps;
        for (var operand = maps.Count - 1; operand >= 0; operand--)
            for (var dimension = 0; dimension < maps[operand].Results.Count; dimension++)
                if (maps[operand].Results[dimension] == AffineExpr.Dim(loop))
                    return (operand, dimension);
        throw new InvalidOperationException("a valid operation says how far each loop goes");
    }

    private static void Erase(Operation length)
    {
        var index = length.Operands[1].Def!;
        length.Erase();
        index.Erase();
    }
}
