using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>affine.for</c>: <c>%i = 0 to min #map(%n) step 4 iter_args(%x = %y) -> (f32) { ... }</c>.</summary>
internal static class AffineForForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (parser.Operands.Parse(allowNumber: false) is not { } name) return false;
        var variable = ScfForms.Argument(parser, name, IndexType.Instance);
        if (!parser.Locations.ParseTrailing(variable.SetLocation) || !tokens.Expect(TokenKind.Equal, "expected '='")) return false;
        if (!ParseBound(parser, state, "lowerBoundMap", "lower", "max")) return false;
        var lower = state.Operands.Count;
        if (!tokens.AcceptWord("to")) return parser.Error("expected 'to' between bounds");
        if (!ParseBound(parser, state, "upperBoundMap", "upper", "min")) return false;
        var upper = state.Operands.Count - lower;
        if (!ParseStep(parser, state)) return false;

        var names = new List<UnresolvedOperand>();
        var inits = new List<UnresolvedOperand>();
        if (tokens.AcceptWord("iter_args"))
        {
            if (!ScfForms.ParseAssignments(parser, names, inits) || !tokens.Expect(TokenKind.Arrow, "expected '->'")) return false;
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
            for (var i = 0; i < System.Math.Min(inits.Count, types.Count); i++)
                if (!parser.Operands.Resolve(inits[i], types[i], state.Operands)) return false;
        }

        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(lower, upper, inits.Count));
        if (names.Count != state.ResultTypes.Count)
            return parser.ErrorAtName(state, "mismatch between the number of loop-carried values and results");
        var arguments = new List<RegionArgument> { variable };
        arguments.AddRange(names.Select((name, i) => ScfForms.Argument(parser, name, state.ResultTypes[i])));
        return parser.ParseRegion(state.AddRegion(), state.Info, arguments) && parser.ParseOptionalAttrDict(state);
    }

    public static void Print(IrPrinter printer, AffineForOp op)
    {
        printer.Space().ArgumentWithoutType(op.InductionVariable);
        printer.Text(" = ");
        Print(printer, op.LowerBoundMap, op.LowerBoundOperands, "max ");
        printer.Text(" to ");
        Print(printer, op.UpperBoundMap, op.UpperBoundOperands, "min ");
        if (op.Step != 1) printer.Text(" step ").Output.Write(op.Step);
        if (op.Inits.Count > 0)
        {
            printer.Text(" iter_args(");
            ScfForms.PrintAssignments(printer, op.IterArgs, op.Inits);
            printer.Text(") -> (").Types(op.Values.Types);
            printer.Text(")");
        }

        printer.Space().Region(op.Region, entryArguments: false, terminators: op.Inits.Count > 0);
        printer.AttrDict(op, "lowerBoundMap", "upperBoundMap", "step", SegmentSizes.OfOperands);
    }

    // A value, a number, or a map with its inputs.
    private static bool ParseBound(IrParser parser, OperationState state, string attribute, string which, string keyword)
    {
        var tokens = parser.Tokens;
        var hasKeyword = tokens.AcceptWord(keyword);
        var values = new List<UnresolvedOperand>();
        if (!parser.Operands.ParseList(values)) return false;
        if (values.Count > 0)
        {
            if (values.Count > 1) return parser.ErrorAtName(state, "expected only one loop bound operand");
            state.SetAttribute(attribute, new AffineMapAttr(AffineMap.SymbolIdentity));
            return parser.Operands.Resolve(values[0], IndexType.Instance, state.Operands);
        }

        var start = tokens.Current.Start;
        switch (parser.Attributes.Parse(IndexType.Instance))
        {
            case null: return false;
            case IntegerAttr number:
                state.SetAttribute(attribute, new AffineMapAttr(AffineMap.Constant(number.Int64)));
                return true;
            case AffineMapAttr { Map: var map } attr:
                state.SetAttribute(attribute, attr);
                var before = state.Operands.Count;
                if (AffineForms.ParseDimsAndSymbols(parser, state) is not { } dims) return false;
                if (map.DimCount != dims) return parser.ErrorAtName(state, "dim operand count and affine map dim count must match");
                if (map.InputCount != state.Operands.Count - before)
                    return parser.ErrorAtName(state, "symbol operand count and affine map symbol count must match");
                return map.Results.Count <= 1 || hasKeyword
                    || parser.ErrorAt(start, $"{which} loop bound affine map with multiple results requires '{keyword}' prefix");
            default: return parser.ErrorAtName(state, "expected valid affine map representation for loop bounds");
        }
    }

    private static bool ParseStep(IrParser parser, OperationState state)
    {
        if (!parser.Tokens.AcceptWord("step"))
        {
            state.SetAttribute("step", IntegerAttr.Index(1));
            return true;
        }

        var start = parser.Tokens.Current.Start;
        switch (parser.Attributes.Parse(IndexType.Instance))
        {
            case null: return false;
            case IntegerAttr step:
                state.SetAttribute("step", step);
                return step.Value.Sign >= 0
                    || parser.ErrorAt(start, "expected step to be representable as a positive signed integer");
            default: return parser.Tokens.ErrorAt(start, "invalid kind of attribute specified");
        }
    }

    private static void Print(IrPrinter printer, AffineMapAttr bound, OperandRange operands, string keyword)
    {
        var map = bound.Map;
        if (map is { InputCount: 0, SingleConstant: { } constant })
        {
            printer.Output.Write(constant);
            return;
        }

        if (map is { DimCount: 0, SymbolCount: 1, Results: { Count: 1 } } && map.Results[0] is AffineSymbol)
        {
            printer.Value(operands[0]);
            return;
        }

        if (map.Results.Count != 1) printer.Text(keyword);
        printer.Attribute(bound);
        AffineForms.DimsAndSymbols(printer, map.DimCount, operands);
    }
}
