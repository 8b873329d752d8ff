using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax and checks that calls share: <c>@callee(%a, %b) {attrs} : (i32, f32) -> f32</c>.</summary>
internal static class CallForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var operands = new List<UnresolvedOperand>();
        if (parser.Attributes.Parse<SymbolRefAttr>() is not { } callee) return false;
        state.SetAttribute("callee", callee);
        if (!parser.Tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
        var start = parser.Tokens.Current.Start;
        if (!parser.Operands.ParseList(operands)
            || !parser.Tokens.Expect(TokenKind.RightParen, "expected ')'") || !parser.ParseOptionalAttrDict(state)
            || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'") || parser.ParseType<FunctionType>() is not { } type) return false;
        state.ResultTypes.AddRange(type.Results);
        return parser.Operands.Resolve(operands, type.Inputs, state.Operands, start);
    }

    public static void Print(IrPrinter printer, Operation call, SymbolRefAttr callee)
    {
        printer.Space();
        printer.Attribute(callee);
        printer.Text("(");
        printer.Values(call.Operands);
        printer.Text(")");
        printer.AttrDict(call, "callee");
        printer.Text(" : ");
        printer.FunctionalType(call.Operands.Types, call.ResultList.Select(r => r.Type).ToArray());
    }

    public static bool VerifyCallee(Operation call, SymbolRefAttr callee, FunctionType? type, string what, DiagnosticBag diagnostics)
    {
        if (type is null) return call.Error(diagnostics, $"'{callee.Leaf}' does not reference a valid {what}");
        if (type.Inputs.Count != call.Operands.Count) return call.Error(diagnostics, "incorrect number of operands for callee");
        for (var i = 0; i < type.Inputs.Count; i++)
            if (call.Operands[i].Type != type.Inputs[i])
                return call.Error(
                    diagnostics,
                    $"operand type mismatch: expected operand type '{type.Inputs[i]}', "
                    + $"but provided '{call.Operands[i].Type}' for operand number {i}");
        if (type.Results.Count != call.Results.Length) return call.Error(diagnostics, "incorrect number of results for callee");
        for (var i = 0; i < type.Results.Count; i++)
            if (call.Results[i].Type != type.Results[i])
            {
                diagnostics.Add(call.Mistake(diagnostics, $"'{call.Name}' op result type mismatch at index {i}")
                    .WithNote(call.Location, $"     op result types: '{string.Join("', '", call.ResultList.Select(r => r.Type))}'")
                    .WithNote(call.Location, $"function result types: '{string.Join("', '", type.Results)}'"));
                return false;
            }

        return true;
    }
}
