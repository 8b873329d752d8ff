using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary><c>%a, %b {attributes} : type</c>: as many elements as the type of the result has, each of its element type.</summary>
internal static class ElementsListForm
{
    /// <summary>Whether the operands are the elements of a shape, in number and type.</summary>
    public static bool Fits(OperandRange elements, IrType type) =>
        type is ShapedType shaped && elements.Count == shaped.ElementCount && elements.Types.All(t => t == shaped.Element);

    public static bool Parse(IrParser parser, OperationState state, TypeConstraint result)
    {
        var elements = new List<UnresolvedOperand>();
        var start = parser.Tokens.Current.Start;
        if (!parser.Operands.ParseList(elements) || !parser.ParseOptionalAttrDict(state)
            || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'") || parser.ParseType(result) is not { } type
            || !parser.RequireType(state, "result", result, type))
            return false;
        var shaped = (ShapedType)type;
        state.ResultTypes.Add(type);
        if (elements.Count != shaped.ElementCount)
            return parser.ErrorAt(start, $"{elements.Count} operands present, but expected {shaped.ElementCount}");
        return parser.Operands.Resolve(elements, shaped.Element, state.Operands);
    }

    public static void Print(IrPrinter printer, Operation op)
    {
        printer.Space();
        printer.Values(op.Operands);
        printer.AttrDict(op);
        printer.Text(" : ");
        printer.Type(op.Results[0].Type);
    }
}
