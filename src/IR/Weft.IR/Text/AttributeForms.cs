using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Attributes that assembly formats write in a short form.</summary>
public static class AttributeForms
{
    /// <summary><c>@name</c>.</summary>
    public static StringAttr? SymbolName(IrParser parser)
    {
        if (SymbolParser.ParseName(parser.Tokens) is { } name) return new StringAttr(name);
        parser.Error("expected valid '@'-identifier for symbol name");
        return null;
    }

    /// <summary><c>[1, 2]</c>.</summary>
    public static DenseArrayAttr? Array(IrParser parser, IrType element)
    {
        if (!parser.Tokens.Expect(TokenKind.LeftSquare, "expected '['")) return null;
        var values = new List<long>();
        if (parser.Tokens.Accept(TokenKind.RightSquare)) return new(element, []);
        var isRead = ParseNumbers(parser, values);
        // As in MLIR, that the list does not end is said besides.
        return parser.Tokens.Expect(TokenKind.RightSquare, "expected ']'") && isRead
            ? new(element, values.ToSequence()) : null;
    }

    private static bool ParseNumbers(IrParser parser, List<long> into)
    {
        do
        {
            if (IndexListForm.ParseNumber(parser) is not { } value) return false;
            into.Add(value);
        }
        while (parser.Tokens.Accept(TokenKind.Comma));
        return true;
    }

    public static void Print(IrPrinter printer, DenseArrayAttr array)
    {
        printer.Text("[");
        for (var i = 0; i < array.Values.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            printer.Output.Write(array.Values[i]);
        }

        printer.Text("]");
    }
}
