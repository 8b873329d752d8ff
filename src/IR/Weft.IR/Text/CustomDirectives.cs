using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// What <c>custom&lt;Name&gt;(...)</c> reads and prints in the assembly formats of several dialects. Parsing gets the lists of operands and
/// types to fill and, for an attribute, the index of its property; printing gets the values.
/// </summary>
public static class CustomDirectives
{
    /// <summary><c>[%n, 4]</c>: values and numbers in one list.</summary>
    public static bool ParseDynamicIndexList(IrParser parser, OperationState state, List<UnresolvedOperand> values, int numbers) =>
        (state.Properties[numbers] = IndexListForm.ParseSquare(parser, values)) is not null;

    public static void PrintDynamicIndexList(IrPrinter printer, OperandRange values, Attribute? numbers)
    {
        printer.Text("[");
        IndexListForm.Print(printer, ((DenseArrayAttr)numbers!).Values, values);
        printer.Text("]");
    }

    /// <summary><c>async [%before]</c>: whether the operation gives a token, and the tokens it waits for.</summary>
    public static bool ParseAsyncDependencies(
        IrParser parser, OperationState state, List<IrType> token, List<UnresolvedOperand> dependencies)
    {
        var start = parser.Tokens.Current.Start;
        if (parser.Tokens.AcceptWord("async"))
        {
            if (!parser.IsNamed) return parser.ErrorAt(start, "needs to be named when marked 'async'");
            token.Add(AsyncTokenType.Instance);
        }

        return parser.Operands.ParseOptionalSquare(dependencies);
    }

    public static void PrintAsyncDependencies(IrPrinter printer, IReadOnlyCollection<IrType> token, OperandRange dependencies)
    {
        if (token.Count > 0) printer.Text("async");
        if (dependencies.Count == 0) return;
        printer.Text(token.Count > 0 ? " [" : "[");
        printer.Values(dependencies);
        printer.Text("]");
    }

    /// <summary>The word of a reduction, which may be left out where a region says it.</summary>
    public static bool ParseAllReduceOperation(IrParser parser, OperationState state, int operation)
    {
        if (!parser.Tokens.Is(TokenKind.Word)) return true;
        var word = parser.Tokens.Text(parser.Tokens.Current);
        parser.Tokens.Advance();
        if (AllReduceOperationKeywords.Keywords.Find(word) is not { } value) return parser.Error("invalid op kind");
        state.Properties[operation] = ((AllReduceOperation)value).ToAttribute();
        return true;
    }

    public static void PrintAllReduceOperation(IrPrinter printer, Attribute? operation)
    {
        if (operation is not null) printer.Space().Text(((AllReduceOperation)IrEnums.ValueOf(operation)).Keyword());
    }
}
