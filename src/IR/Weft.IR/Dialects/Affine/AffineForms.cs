using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax that affine operations share: maps, and lists of dimensions and symbols.</summary>
internal static class AffineForms
{
    /// <summary>An affine map, which goes to an attribute.</summary>
    public static AffineMap? ParseMap(IrParser parser, OperationState state, string attribute)
    {
        var start = parser.Tokens.Current.Start;
        if (parser.Attributes.Parse() is not { } parsed) return null;
        state.SetAttribute(attribute, parsed);
        return parsed is AffineMapAttr { Map: var map } ? map
            : parser.Tokens.FailAt<AffineMap>(start, "invalid kind of attribute specified");
    }

    /// <summary><c>(%d0, %d1)[%s0]</c>: operands of type index. Gives the number of dimensions.</summary>
    public static int? ParseDimsAndSymbols(IrParser parser, OperationState state)
    {
        var operands = new List<UnresolvedOperand>();
        if (!parser.Operands.ParseParenthesized(operands)) return null;
        var dims = operands.Count;
        if (!parser.Operands.ParseOptionalSquare(operands)) return null;
        return parser.Operands.Resolve(operands, IndexType.Instance, state.Operands) ? dims : null;
    }

    public static void Print(IrPrinter printer, Operation op, AffineMapAttr map)
    {
        printer.Space().Attribute(map);
        DimsAndSymbols(printer, map.Map.DimCount, op.Operands);
        printer.AttrDict(op, "map");
    }

    public static void DimsAndSymbols(IrPrinter printer, int dims, IReadOnlyCollection<Value> operands)
    {
        printer.Text("(").Values(operands.Take(dims));
        printer.Text(")");
        if (operands.Count <= dims) return;
        printer.Text("[").Values(operands.Skip(dims));
        printer.Text("]");
    }

    /// <summary>Expressions in which values stand for themselves, separated by commas.</summary>
    public static void Subscripts(IrPrinter printer, AffineMap map, IReadOnlyList<Value> operands)
    {
        void Leaf(AffineExpr leaf)
        {
            if (leaf is AffineDim d)
            {
                printer.Value(operands[d.Position]);
                return;
            }

            printer.Text("symbol(").Value(operands[map.DimCount + ((AffineSymbol)leaf).Position]);
            printer.Text(")");
        }

        var text = new AffineText(part => printer.Text(part), Leaf);
        text.List(map.Results, text.Expr);
    }
}
