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
}
