using System.Collections.Generic;
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

    // %m[%i], or %m[%i + 1] from [0] to [symbol(%n) - 1]: an access that gives one element
    public static bool ParseElement(IrParser parser, OperationState state, params string[] limits)
    {
        if (ParsePlace(parser, state, limits) is not { } access || !parser.ParseOptionalAttrDict(state)
            || access.ParseMemRefType() is not { } type || !access.Resolve(type)) return false;
        state.ResultTypes.Add(type.Element);
        return true;
    }

    public static void Print(IrPrinter printer, ClampedLoadOp op)
    {
        Place(printer, op.Memref, op.Subscripts);
        printer.Text(" from [");
        AffineForms.Subscripts(printer, op.From.Map, op.Indices);
        printer.Text("] to [");
        AffineForms.Subscripts(printer, op.To.Map, op.Indices);
        printer.Text("]");
        printer.AttrDict(op, "map");
        printer.Text(" : ").Type(op.Memref.Type);
    }

    // %m[%i], read, locality<3>, data : memref<4xf32>
    public static bool ParsePrefetch(IrParser parser, OperationState state)
    {
        return ParsePlace(parser, state) is { } access && PrefetchHints.Parse(parser) is { } hints && parser.ParseOptionalAttrDict(state)
            && access.ParseMemRefType() is { } type && access.Resolve(type) && hints.Store(parser, state);
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

    // The subscripts, and behind each word limits of them.
    private static AffineAccessForm? ParsePlace(IrParser parser, OperationState state, params string[] limits)
    {
        if (parser.Operands.Parse() is not { } memref) return null;
        var (subscripts, maps) = (new AffineSubscripts(parser), new List<AffineMap>());
        foreach (var word in (string?[])[null, .. limits])
        {
            if (word is not null && !parser.ExpectWord(word)) return null;
            if (subscripts.ParseMap(TokenKind.LeftSquare, TokenKind.RightSquare) is not { } map) return null;
            maps.Add(map);
        }

        // The last one knows all inputs.
        state.SetAttribute("map", new AffineMapAttr(maps[^1].With(maps.SelectMany(map => map.Results))));
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
