using System.Collections.Generic;

namespace Weft.IR;

/// <summary>What several affine operations ask of their operands, in MLIR's words.</summary>
internal static class AffineRules
{
    /// <summary>mlir-opt does not count the operands of a bound, and prints what cannot be read.</summary>
    public static bool VerifyInputs(Operation op, AffineMap map, IReadOnlyCollection<Value> operands, DiagnosticBag diagnostics) =>
        VerifyInputs(op, map.DimCount, operands, diagnostics)
        && (operands.Count == map.InputCount
            || op.Error(diagnostics, "operand count and affine map dimension and symbol count must match"));

    public static bool VerifyInputs(Operation op, int dims, IEnumerable<Value> operands, DiagnosticBag diagnostics)
    {
        var index = 0;
        foreach (var operand in operands)
        {
            if (index++ < dims)
            {
                if (!operand.IsValidDimIn(op.AffineScope)) return op.Error(diagnostics, "operand cannot be used as a dimension id");
            }
            else if (!operand.IsValidSymbolIn(op.AffineScope))
            {
                return op.Error(diagnostics, "operand cannot be used as a symbol");
            }
        }

        return true;
    }

    public static bool VerifySubscripts(Operation op, IAffineAccess access, DiagnosticBag diagnostics) =>
        access.ValueMap.Map.Results.Count != ((MemRefType)access.Memref.Type).Rank
            ? op.Error(diagnostics, "affine map num results must equal memref rank")
            : VerifyInputs(op, access, diagnostics);

    /// <summary>Inputs of subscripts, each of which may be a dimension.</summary>
    public static bool VerifyInputs(Operation op, IAffineAccess access, DiagnosticBag diagnostics)
    {
        var (map, operands) = access.ValueMap;
        if (map.InputCount != operands.Count) return op.Error(diagnostics, "expects as many subscripts as affine map inputs");
        foreach (var index in operands)
            if (!index.IsValidDimIn(op.AffineScope))
                return op.Error(diagnostics, "index must be a valid dimension or symbol identifier");
        return true;
    }

    public static bool VerifyElements(Operation op, IrType memory, IrType vector, DiagnosticBag diagnostics) =>
        ((ShapedType)memory).Element == ((ShapedType)vector).Element
        || op.Error(diagnostics, "requires memref and vector types of the same elemental type");
}
