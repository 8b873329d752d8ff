using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>scf.forall</c>: <c>(%i) in (%n) shared_outs(%o = %t) -> (tensor&lt;4xf32&gt;) { ... }</c>, or
/// <c>(%i) = (0) to (%n) step (2)</c> for loops that are not normalized.</summary>
internal static class ScfForallForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var variables = new List<UnresolvedOperand>();
        if (!ScfForms.ParseArguments(parser, variables) || !ParseBounds(parser, state, variables.Count)) return false;

        var names = new List<UnresolvedOperand>();
        var outputs = new List<UnresolvedOperand>();
        var start = tokens.Current.Start;
        if (tokens.AcceptWord("shared_outs"))
        {
            if (!ScfForms.ParseAssignments(parser, names, outputs)) return false;
            if (tokens.Accept(TokenKind.Arrow))
            {
                if (parser.Types.ParseFunctionResults() is not { } types) return false;
                state.ResultTypes.AddRange(types);
            }
        }

        var control = state.Operands.Count;
        if (!parser.Operands.Resolve(outputs, state.ResultTypes, state.Operands, start)) return false;
        var sizes = ((DenseArrayAttr)state.Properties[state.Info.PropertyIndex(SegmentSizes.OfOperands)]!).Values;
        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(sizes[0], sizes[1], sizes[2], state.Operands.Count - control));
        var arguments = variables.Select(v => ScfForms.Argument(parser, v, IndexType.Instance))
            .Concat(names.Select((name, i) => ScfForms.Argument(parser, name, state.ResultTypes[i]))).ToList();
        var body = state.AddRegion();
        if (!parser.ParseRegion(body, state.Info, arguments) || !parser.ParseOptionalAttrDict(state)) return false;
        if (body.Blocks.Count == 1 && body.Entry.Terminator is null) body.Entry.Append(InParallelOp.WithBody(state.Location));
        return true;
    }

    public static void Print(IrPrinter printer, ForallOp op)
    {
        printer.Text(" (");
        printer.Values(op.InductionVariables);
        if (op.IsNormalized)
        {
            Bounds(printer, ") in (", op.StaticUpperBound, op.DynamicUpperBound);
        }
        else
        {
            Bounds(printer, ") = (", op.StaticLowerBound, op.DynamicLowerBound);
            Bounds(printer, ") to (", op.StaticUpperBound, op.DynamicUpperBound);
            Bounds(printer, ") step (", op.StaticStep, op.DynamicStep);
        }

        printer.Text(") ");
        if (op.Outputs.Count > 0)
        {
            printer.Text("shared_outs(");
            ScfForms.PrintAssignments(printer, op.SharedOutputs, op.Outputs);
            printer.Text(") -> (");
            printer.Types(op.Values.Types);
            printer.Text(") ");
        }

        printer.Region(op.Body, entryArguments: false, terminators: op.Values.Count > 0);
        printer.AttrDict(op, "staticLowerBound", "staticUpperBound", "staticStep", SegmentSizes.OfOperands);
    }


    private static bool ParseBounds(IrParser parser, OperationState state, int rank)
    {
        var tokens = parser.Tokens;
        List<UnresolvedOperand> lowerValues = [], upperValues = [], stepValues = [];
        DenseArrayAttr? lower, upper, step;
        if (tokens.AcceptWord("in"))
        {
            if ((upper = IndexListForm.ParseRound(parser, upperValues)) is null) return false;
            (lower, step) = (Repeat(0, rank), Repeat(1, rank));
        }
        else
        {
            if (!tokens.Expect(TokenKind.Equal, "expected '='") || (lower = IndexListForm.ParseRound(parser, lowerValues)) is null)
                return false;
            if (!parser.ExpectWord("to") || (upper = IndexListForm.ParseRound(parser, upperValues)) is null) return false;
            if (!parser.ExpectWord("step") || (step = IndexListForm.ParseRound(parser, stepValues)) is null) return false;
        }

        if (!parser.Operands.Resolve([.. lowerValues, .. upperValues, .. stepValues], IndexType.Instance, state.Operands)) return false;
        state.SetAttribute("staticLowerBound", lower);
        state.SetAttribute("staticUpperBound", upper);
        state.SetAttribute("staticStep", step);
        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(lowerValues.Count, upperValues.Count, stepValues.Count, 0));
        return true;
    }

    private static DenseArrayAttr Repeat(long value, int count) => new(IntegerType.I64, Enumerable.Repeat(value, count).ToSequence());

    private static void Bounds(IrPrinter printer, string open, Sequence<long> numbers, OperandRange values)
    {
        printer.Text(open);
        IndexListForm.Print(printer, numbers, values);
    }
}
