using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of affine accesses: <c>%m[%i + 1, symbol(%n)] : memref&lt;...&gt;</c>. What was read, and how to go on.</summary>
internal sealed class AffineAccessForm(IrParser parser, OperationState state, UnresolvedOperand memref, AffineSubscripts subscripts)
{
    public static AffineAccessForm? Parse(IrParser parser, OperationState state) =>
        ParsePlace(parser, state) is { } access && parser.ParseOptionalAttrDict(state) ? access : null;

    public MemRefType? ParseMemRefType()
    {
        var start = parser.Tokens.Current.Start;
        if (!parser.Tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.Parse() is not { } type) return null;
        if (type is MemRefType found) return found;
        parser.ErrorAt(start, "invalid kind of type specified");
        return null;
    }

    public bool Resolve(MemRefType type) => parser.Operands.Resolve(memref, type, state.Operands)
        && parser.Operands.Resolve([.. subscripts.Operands], IndexType.Instance, state.Operands);

    public static void Print(IrPrinter printer, Operation op, Value memref, AffineValueMap place)
    {
        Place(printer, memref, place);
        printer.AttrDict(op, "map");
        printer.Text(" : ").Type(memref.Type);
    }

    // %m[%i], read, locality<3>, data : memref<4xf32>
    public static bool ParsePrefetch(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (ParsePlace(parser, state) is not { } access || !tokens.Expect(TokenKind.Comma, "expected ','")
            || tokens.AcceptKey() is not { } kind || !tokens.Expect(TokenKind.Comma, "expected ','") || !tokens.ExpectWord("locality")
            || !tokens.Expect(TokenKind.Less, "expected '<'") || parser.Attributes.Parse(IntegerType.I32) is not { } hint
            || !tokens.Expect(TokenKind.Greater, "expected '>'") || !tokens.Expect(TokenKind.Comma, "expected ','")
            || tokens.AcceptKey() is not { } cache || !parser.ParseOptionalAttrDict(state) || access.ParseMemRefType() is not { } type
            || !access.Resolve(type)) return false;
        if (kind is not ("read" or "write")) return parser.ErrorAtName(state, "rw specifier has to be 'read' or 'write'");
        if (cache is not ("data" or "instr")) return parser.ErrorAtName(state, "cache type has to be 'data' or 'instr'");
        state.SetAttribute("isWrite", IntegerAttr.Bool(kind == "write"));
        state.SetAttribute("localityHint", hint);
        state.SetAttribute("isDataCache", IntegerAttr.Bool(cache == "data"));
        return true;
    }

    public static void Print(IrPrinter printer, AffinePrefetchOp op)
    {
        Place(printer, op.Memref, op.ValueMap);
        printer.Text(op.IsWrite.IsZero ? ", read, locality<" : ", write, locality<");
        printer.Output.Write(op.LocalityHint.Int64);
        printer.Text(op.IsDataCache.IsZero ? ">, instr" : ">, data");
        printer.AttrDict(op, "map", "isWrite", "localityHint", "isDataCache");
        printer.Text(" : ").Type(op.Memref.Type);
    }

    private static AffineAccessForm? ParsePlace(IrParser parser, OperationState state)
    {
        if (parser.Operands.Parse() is not { } memref) return null;
        var subscripts = new AffineSubscripts(parser);
        if (subscripts.ParseMap(TokenKind.LeftSquare, TokenKind.RightSquare) is not { } map) return null;
        state.SetAttribute("map", new AffineMapAttr(map));
        return new(parser, state, memref, subscripts);
    }

    private static void Place(IrPrinter printer, Value memref, AffineValueMap place)
    {
        printer.Space().Value(memref);
        printer.Text("[");
        AffineForms.Subscripts(printer, place.Map, place.Operands);
        printer.Text("]");
    }
}
