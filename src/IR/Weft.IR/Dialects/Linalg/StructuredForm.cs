using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>What the syntax of all structured operations has in common:
/// <c>{attributes} ins(%a : t) outs(%b : t) -> t</c>; and that of named ones, which have no more.</summary>
internal static class StructuredForm
{
    /// <summary><c>&lt;{properties}&gt; {attributes} ins(%a : t) outs(%b : t)</c>, each of them optional.</summary>
    /// <param name="declared">What attributes must be: those of the wrong kind are mistakes of the text.</param>
    public static bool ParseParts(IrParser parser, OperationState state, params IReadOnlyList<NamedOpAttribute> declared)
    {
        var tokens = parser.Tokens;
        DictionaryAttr? properties = null;
        if (tokens.Accept(TokenKind.Less)
            && ((properties = parser.Attributes.ParseDictionary()) is null || !tokens.Expect(TokenKind.Greater, "expected '>'")))
            return false;
        var start = tokens.Current.Start;
        if (!parser.ParseOptionalAttrDict(state)) return false;
        var (inputs, outputs) = (new List<UnresolvedOperand>(), new List<UnresolvedOperand>());
        var (inputTypes, outputTypes) = (new List<IrType>(), new List<IrType>());
        if (!ParseGroup(parser, "ins", inputs, inputTypes, out var inputsStart)
            || !ParseGroup(parser, "outs", outputs, outputTypes, out var outputsStart)
            || !parser.Operands.Resolve(inputs, inputTypes, state.Operands, inputsStart)
            || !parser.Operands.Resolve(outputs, outputTypes, state.Operands, outputsStart)) return false;
        if (state.Info.PropertyIndex(SegmentSizes.OfOperands) >= 0)
            state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(inputs.Count, outputs.Count));
        if (properties is not null) return StoreProperties(parser, state, properties, declared);
        foreach (var attribute in declared)
            if (state.Properties[state.Info.PropertyIndex(attribute.Name)] is { } value && !attribute.Accepts(value))
                return parser.ErrorAt(start, $"'{state.Info.Name}' op {Refusal(attribute.Name, attribute.Summary)}");
        return true;
    }

    public static void PrintParts(IrPrinter printer, IDestinationStyle op)
    {
        PrintGroup(printer, " ins(", ((Operation)op).Operands.Slice(0, op.DpsInits.Start));
        PrintGroup(printer, " outs(", op.DpsInits);
    }

    public static bool ParseResults(IrParser parser, OperationState state)
    {
        if (!parser.Tokens.Accept(TokenKind.Arrow)) return true;
        if (parser.Types.ParseFunctionResults() is not { } types) return false;
        state.ResultTypes.AddRange(types);
        return true;
    }

    public static void PrintResults(IrPrinter printer, Operation op)
    {
        if (op.Results.Length == 0) return;
        printer.Text(" -> ");
        printer.ResultTypes([.. op.ResultList.Select(result => result.Type)]);
    }

    /// <summary>The words of the verifier about an attribute of the wrong kind.</summary>
    public static string Refusal(string name, string summary) => $"attribute '{name}' failed to satisfy constraint: {summary}";

    public static bool ParseNamed(IrParser parser, OperationState state, NamedOpDefinition definition)
    {
        if (!ParseParts(parser, state, definition.Attributes) || !ParseResults(parser, state)) return false;
        if (state.Operands.Count != definition.Operands.Count)
            return parser.Error(
                "[parseNamedStructuredOpRegion] ods-gen generated region expects "
                    + $"{definition.Operands.Count} args, got {state.Operands.Count}");
        ScalarBody.AddTo(state, definition);
        return true;
    }

    public static void PrintNamed(IrPrinter printer, NamedStructuredOp op)
    {
        printer.AttrDict(op, SegmentSizes.OfOperands, NamedStructuredOp.MemoizedMaps);
        PrintParts(printer, op);
        PrintResults(printer, op);
    }

    // What stands in <{...}> must have a place in the operation; the verifier looks at the rest.
    private static bool StoreProperties(
        IrParser parser, OperationState state, DictionaryAttr properties, IReadOnlyList<NamedOpAttribute> declared)
    {
        foreach (var entry in properties.Entries) state.SetAttribute(entry.Name, entry.Value);
        foreach (var attribute in declared)
        {
            if (properties[attribute.Name] is not { } value || attribute.Stores(value)) continue;
            var segments = new NamedAttribute(
                SegmentSizes.OfOperands, state.Properties[state.Info.PropertyIndex(SegmentSizes.OfOperands)]!);
            return parser.Diagnostics.Error(
                state.Location,
                $"invalid properties {DictionaryAttr.Of([.. properties.Entries, segments])} for op {state.Info.Name}: "
                    + $"Invalid attribute `{attribute.Name}` in property conversion: {value}");
        }

        return true;
    }

    /// <summary>An operation that only moves elements: <c>ins(...) outs(...) name = [1, 0]</c>.</summary>
    public static bool ParseRearrangement(IrParser parser, OperationState state, string numbers)
    {
        if (!PayloadForm.ParseDestinations(parser, state, numbers)) return false;
        AddTensorResults(state, 1);
        FillIdentityRegion(state.AddRegion(), state.Operands, state.Location);
        return true;
    }

    /// <summary>The body of an operation that only moves elements.</summary>
    /// <param name="location">Where the operation stands.</param>
    public static void FillIdentityRegion(Region region, IEnumerable<Value> operands, Location location)
    {
        var block = region.AddBlock();
        foreach (var operand in operands) block.AddArgument(StructuredOpVerifier.ElementOf(operand.Type), operand.Location);
        if (block.Arguments.Count > 0) block.Append(new LinalgYieldOp([block.Arguments[0]]) { Location = location });
    }

    /// <summary>Tensors among the destinations are results.</summary>
    public static void AddTensorResults(OperationState state, int firstInit)
    {
        for (var i = Math.Max(0, firstInit); i < state.Operands.Count; i++)
            if (state.Operands[i].Type is RankedTensorType type) state.ResultTypes.Add(type);
    }

    private static bool ParseGroup(
        IrParser parser, string word, List<UnresolvedOperand> operands, List<IrType> types, out int start)
    {
        var tokens = parser.Tokens;
        start = tokens.Current.Start;
        if (!tokens.AcceptWord(word)) return true;
        // As in MLIR, inputs are said to stand behind the parenthesis and outputs at it.
        var open = tokens.Current.Start;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
        start = word == "ins" ? tokens.Current.Start : open;
        if (!parser.Operands.ParseList(operands)
            || !tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.ParseList() is not { } list) return false;
        types.AddRange(list);
        return tokens.Expect(TokenKind.RightParen, "expected ')'");
    }

    private static void PrintGroup(IrPrinter printer, string open, OperandRange values)
    {
        if (values.Count == 0) return;
        printer.Text(open);
        printer.Values(values);
        printer.Text(" : ");
        printer.Types(values.Types);
        printer.Text(")");
    }
}
