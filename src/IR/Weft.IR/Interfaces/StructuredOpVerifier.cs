using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Checks a structured operation whose region is valid already, in MLIR's order and with its words.</summary>
internal static class StructuredOpVerifier
{
    public static bool Verify(IStructuredOp op, DiagnosticBag diagnostics) =>
        op.VerifyDestinations(diagnostics) && Check(op, diagnostics);

    private static bool Check(IStructuredOp op, DiagnosticBag diagnostics)
    {
        var self = op.Self;
        if (!op.HasPureTensors && !op.HasPureBuffers && self.OperandSlots.Length > 0)
            return self.Error(diagnostics, "expected to have pure tensor or buffer semantics");
        var maps = op.IndexingMaps;
        if (maps.Count != self.OperandSlots.Length)
            return self.Error(
                diagnostics,
                $"expected the number of indexing_map ({maps.Count}) to be equal to the number of input/output operands "
                    + $"({self.OperandSlots.Length})");
        for (var i = 0; i < maps.Count; i++)
            if (!VerifyMap(op, i, maps[i], diagnostics))
                return false;
        if (op.StaticLoopRanges is not { } ranges) return self.Error(diagnostics, "expected the shape-to-loops map to be non-null");
        if (!ranges.Contains(ShapedType.Dynamic))
        {
            long[] last = [.. ranges.Select(range => range - 1)];
            for (var i = 0; i < maps.Count; i++)
                if (!VerifyShape(op, i, maps[i], last, diagnostics))
                    return false;
        }

        return VerifyBody(op, diagnostics);
    }

    private static bool VerifyMap(IStructuredOp op, int operand, AffineMap map, DiagnosticBag diagnostics)
    {
        if (map.SymbolCount != 0) return op.Self.Error(diagnostics, $"unexpected symbols in indexing_map #{operand}");
        if (map.DimCount != op.LoopCount)
            return op.Self.Error(
                diagnostics, $"expected indexing_map #{operand} to have {op.LoopCount} dim(s) to match the number of loops");
        var rank = op.ShapeOf(operand).Count;
        return map.Results.Count == rank
            || op.Self.Error(
                diagnostics,
                $"expected operand rank ({rank}) to match the result rank of indexing_map #{operand} ({map.Results.Count})");
    }

    // Subscripts grow or fall with every loop, so that the ends of the domain show their range.
    private static bool VerifyShape(IStructuredOp op, int operand, AffineMap map, long[] last, DiagnosticBag diagnostics)
    {
        var shape = op.ShapeOf(operand);
        var first = new long[last.Length];
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape[i] == ShapedType.Dynamic || shape[i] == 0) continue;
            var (start, end) = (map.Results[i].Evaluate(first, []), map.Results[i].Evaluate(last, []));
            if (start is null || end is null) continue;
            if (Math.Min(start.Value, end.Value) < 0)
                return op.Self.Error(diagnostics, $"unexpected result less than 0 at expression #{i} in {map}");
            var inferred = Math.Max(start.Value, end.Value) + 1;
            var isExact = map.Results[i] is AffineDim;
            if (isExact ? inferred != shape[i] : inferred > shape[i])
                return op.Self.Error(
                    diagnostics,
                    $"inferred input/output operand #{operand} has shape's dimension #{i} to be "
                        + $"{(isExact ? "" : "greater than or equal to ")}{inferred}, but found {shape[i]}");
        }

        return true;
    }

    private static bool VerifyBody(IStructuredOp op, DiagnosticBag diagnostics)
    {
        if (op.Self.Regions.Count != 1 || op.BodyRegion.Blocks.Count != 1)
            return op.Self.Error(diagnostics, "expects to have 1 region with 1 block");
        var (arguments, operands) = (op.Body.Arguments, op.BodyOperands);
        if (arguments.Count != operands.Count)
            return op.Self.Error(
                diagnostics, "expected as many non-induction variable region arguments as the number of input/output operands");
        for (var i = 0; i < arguments.Count; i++)
        {
            var element = ElementOf(operands[i].Type);
            if (arguments[i].Type != element)
                return op.Self.Error(
                    diagnostics,
                    $"expected type of bb argument #{i} ('{arguments[i].Type}') to match element or self type of the corresponding operand "
                        + $"('{element}')");
        }

        return true;
    }

    /// <summary>What the body sees of an operand: an element of an array, anything else as it is.</summary>
    public static IrType ElementOf(IrType type) => type is MemRefType or RankedTensorType ? ((ShapedType)type).Element : type;
}
