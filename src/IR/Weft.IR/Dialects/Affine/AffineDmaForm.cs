using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The places that copies in the background name. Their maps are attributes: <c>src_map</c>, <c>dst_map</c>,
/// <c>tag_map</c>.</summary>
internal static class AffineDmaForm
{
    /// <summary>Memory with subscripts, as it was read.</summary>
    public sealed record Place(UnresolvedOperand Memref, AffineSubscripts Subscripts)
    {
        public bool Resolve(IrParser parser, IrType type, OperationState state) => parser.Operands.Resolve(Memref, type, state.Operands)
            && parser.Operands.Resolve([.. Subscripts.Operands], IndexType.Instance, state.Operands);
    }

    public static Place? ParsePlace(IrParser parser, OperationState state, string part)
    {
        if (parser.Operands.Parse() is not { } memref) return null;
        var subscripts = new AffineSubscripts(parser);
        if (subscripts.ParseMap(TokenKind.LeftSquare, TokenKind.RightSquare) is not { } map) return null;
        state.SetAttribute(part + "_map", new AffineMapAttr(map));
        return new(memref, subscripts);
    }

    /// <summary>The memory and the subscripts of each part.</summary>
    public static IReadOnlyList<(Value Memref, AffineValueMap Subscripts)> PlacesOf(Operation op, IEnumerable<string> parts)
    {
        var (places, next) = (new List<(Value Memref, AffineValueMap Subscripts)>(), 0);
        foreach (var part in parts)
        {
            var map = MapOf(op, part)!;
            places.Add((op.Operands[next], new(map, op.Operands.Skip(next + 1).Take(map.InputCount))));
            next += 1 + map.InputCount;
        }

        return places;
    }

    public static AffineMap? MapOf(Operation op, string part) => (op.Attribute(part + "_map") as AffineMapAttr)?.Map;

    /// <summary>Prints a place whose memory is the operand <paramref name="start"/>; gives the index of the operand behind it.</summary>
    public static int Print(IrPrinter printer, Operation op, string part, int start)
    {
        var map = MapOf(op, part)!;
        printer.Space().Value(op.Operands[start]);
        printer.Text("[");
        AffineForms.Subscripts(printer, map, [.. op.Operands.Skip(start + 1).Take(map.InputCount)]);
        printer.Text("]");
        return start + 1 + map.InputCount;
    }

    public static bool VerifySubscripts(Operation op, OperandRange indices, string what, string name, DiagnosticBag diagnostics)
    {
        foreach (var index in indices)
        {
            if (index.Type is not IndexType) return op.Error(diagnostics, $"{what} to {name} must have 'index' type");
            if (!index.IsValidDimIn(op.AffineScope))
                return op.Error(diagnostics, $"{what} must be a valid dimension or symbol identifier");
        }

        return true;
    }
}
