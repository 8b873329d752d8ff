using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of parallel loops: <c>(%i) = (%a) to (%b) step (%c) init (%x) -> f32 { ... scf.reduce(...) }</c>.</summary>
internal static class ScfParallelForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var names = new List<UnresolvedOperand>();
        if (!List(parser, names) || !tokens.Expect(TokenKind.Equal, "expected '='")) return false;
        if (Bounds(parser, state, names.Count) is not { } lower || !parser.ExpectWord("to")
            || Bounds(parser, state, names.Count) is not { } upper
            || !parser.ExpectWord("step") || Bounds(parser, state, names.Count) is not { } steps) return false;
        var inits = new List<UnresolvedOperand>();
        if (tokens.AcceptWord("init") && !List(parser, inits)) return false;
        if (tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        if (!parser.Operands.Resolve(inits, state.ResultTypes, state.Operands)) return false;
        state.SetAttribute("operandSegmentSizes", DenseArrayAttr.I32(lower, upper, steps, inits.Count));
        var arguments = names.Select(name => ScfForms.Argument(parser, name, IndexType.Instance)).ToList();
        return parser.ParseRegion(state.AddRegion(), state.Info, arguments) && parser.ParseOptionalAttrDict(state);
    }

    public static void Print(IrPrinter printer, ParallelOp op)
    {
        Group(printer, " (", op.InductionVariables);
        Group(printer, " = (", op.LowerBounds);
        Group(printer, " to (", op.UpperBounds);
        Group(printer, " step (", op.Steps);
        if (op.InitVals.Count > 0) Group(printer, " init (", op.InitVals);
        if (op.Values.Count > 0)
        {
            printer.Text(" -> ");
            if (op.Values.Count > 1) printer.Text("(");
            printer.Types(op.Values.Types);
            if (op.Values.Count > 1) printer.Text(")");
        }

        printer.Space();
        printer.Region(op.Body, entryArguments: false);
        printer.AttrDict(op, "operandSegmentSizes");
    }

    // (%a, %b : f32, f32) { ^bb0(%x: f32, %y: f32): ... }, { ... }
    public static bool ParseReduce(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (tokens.Accept(TokenKind.LeftParen))
        {
            var operands = new List<UnresolvedOperand>();
            if (!parser.Operands.ParseList(operands) || !tokens.Expect(TokenKind.Colon, "expected ':'")
                || parser.Types.ParseList() is not { } types)
                return false;
            if (!tokens.Expect(TokenKind.RightParen, "expected ')'") || !parser.Operands.Resolve(operands, types, state.Operands))
                return false;
        }

        if (tokens.Is(TokenKind.LeftBrace))
        {
            do
            {
                if (!parser.ParseRegion(state.AddRegion(), state.Info)) return false;
            }
            while (tokens.Accept(TokenKind.Comma));
        }

        return parser.ParseOptionalAttrDict(state);
    }

    public static void PrintReduce(IrPrinter printer, ReduceOp op)
    {
        if (op.OperandSlots.Length > 0)
        {
            printer.Text("(");
            printer.Values(op.Operands);
            printer.Text(" : ");
            printer.Types(op.Operands.Types);
            printer.Text(")");
        }

        // The space stands before the regions even where there are none.
        printer.Space();
        for (var i = 0; i < op.Reductions.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            printer.Region(op.Reductions[i]);
        }

        printer.AttrDict(op);
    }

    private static int? Bounds(IrParser parser, OperationState state, int count)
    {
        var operands = new List<UnresolvedOperand>();
        if (!List(parser, operands)) return null;
        if (operands.Count == count) return parser.Operands.Resolve(operands, IndexType.Instance, state.Operands) ? count : null;
        parser.Error($"expected {count} operands");
        return null;
    }

    private static bool List(IrParser parser, List<UnresolvedOperand> into) =>
        parser.Tokens.Expect(TokenKind.LeftParen, "expected '('") && parser.Operands.ParseList(into)
            && parser.Tokens.Expect(TokenKind.RightParen, "expected ')'");

    private static void Group(IrPrinter printer, string open, IEnumerable<Value> values)
    {
        printer.Text(open);
        printer.Values(values);
        printer.Text(")");
    }
}
