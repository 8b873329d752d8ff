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
        if (!ScfForms.ParseArguments(parser, names) || !tokens.Expect(TokenKind.Equal, "expected '='")) return false;
        if (Bounds(parser, state, names.Count) is not { } lower || !parser.ExpectWord("to")
            || Bounds(parser, state, names.Count) is not { } upper
            || !parser.ExpectWord("step") || Bounds(parser, state, names.Count) is not { } steps) return false;
        var inits = new List<UnresolvedOperand>();
        if (tokens.AcceptWord("init") && !parser.Operands.ParseParenthesized(inits)) return false;
        if (tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(lower, upper, steps, inits.Count));
        var arguments = names.Select(name => ScfForms.Argument(parser, name, IndexType.Instance)).ToList();
        if (!parser.ParseRegion(state.AddRegion(), state.Info, arguments) || !parser.ParseOptionalAttrDict(state)) return false;
        if (inits.Count != state.ResultTypes.Count)
            return parser.ErrorAtName(state, $"{inits.Count} operands present, but expected {state.ResultTypes.Count}");
        return parser.Operands.Resolve(inits, state.ResultTypes, state.Operands);
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
        printer.AttrDict(op, SegmentSizes.OfOperands);
    }

    // (%a, %b : f32, f32) { ^bb0(%x: f32, %y: f32): ... }, { ... }
    public static bool ParseReduce(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (tokens.Accept(TokenKind.LeftParen))
        {
            var start = tokens.Current.Start;
            var operands = new List<UnresolvedOperand>();
            if (!parser.Operands.ParseList(operands) || !tokens.Expect(TokenKind.Colon, "expected ':'")
                || parser.Types.ParseList() is not { } types)
                return false;
            if (!tokens.Expect(TokenKind.RightParen, "expected ')'") || !parser.Operands.Resolve(operands, types, state.Operands, start))
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
        return parser.Operands.ParseParenthesized(operands, count)
            && parser.Operands.Resolve(operands, IndexType.Instance, state.Operands) ? count : null;
    }

    private static void Group(IrPrinter printer, string open, IEnumerable<Value> values)
    {
        printer.Text(open);
        printer.Values(values);
        printer.Text(")");
    }
}
