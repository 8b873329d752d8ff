using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>linalg.map</c> and <c>linalg.reduce</c>. A body of one operation on all arguments stands in front of the
/// operands, <c>{ arith.addf } ins(...) outs(...)</c>; any other behind them, with its arguments.</summary>
internal static class PayloadForm
{
    public static bool ParseMap(IrParser parser, OperationState state) =>
        ParsePayload(parser, out var payload) && ParseDestinations(parser, state, null)
        && ParseBody(parser, state, payload, Math.Max(0, state.Operands.Count - 1), initFirst: false);

    public static bool ParseReduce(IrParser parser, OperationState state) =>
        ParsePayload(parser, out var payload) && ParseDestinations(parser, state, "dimensions")
        && ParseBody(parser, state, payload, state.Operands.Count, initFirst: true);

    /// <summary><c>ins(...) outs(...) name = [0, 1] {attributes}</c>; tensors among the outputs are the results.</summary>
    public static bool ParseDestinations(IrParser parser, OperationState state, string? numbers)
    {
        if (!StructuredForm.ParseParts(parser, state, [])) return false;
        if (numbers is not null)
        {
            if (!parser.ExpectWord(numbers) || !parser.Tokens.Expect(TokenKind.Equal, "expected '='")
                || AttributeForms.Array(parser, IntegerType.I64) is not { } array) return false;
            state.SetAttribute(numbers, array);
        }

        return parser.ParseOptionalAttrDict(state);
    }

    public static void PrintMap(IrPrinter printer, MapOp op)
    {
        var payload = Payload(op.Body, initFirst: false);
        if (payload is not null) PrintPayload(printer, payload);
        StructuredForm.PrintParts(printer, op);
        printer.AttrDict(op);
        if (payload is null) PrintBody(printer, op.Mapper);
    }

    public static void PrintReduce(IrPrinter printer, LinalgReduceOp op)
    {
        var payload = Payload(op.Body, initFirst: true);
        if (payload is not null) PrintPayload(printer, payload);
        PrintDestinations(printer, op, "dimensions", op.Dimensions);
        if (payload is null) PrintBody(printer, op.Combiner);
    }

    public static void PrintDestinations(IrPrinter printer, StructuredOp op, string name, Sequence<long> numbers)
    {
        StructuredForm.PrintParts(printer, op);
        printer.Space().Text(name).Text(" = ");
        AttributeForms.Print(printer, DenseArrayAttr.I64(numbers.Span));
        // The second space is mlir-opt's.
        printer.Space();
        printer.AttrDict(op, name);
    }

    private static bool ParsePayload(IrParser parser, out OperationState? payload)
    {
        payload = null;
        var tokens = parser.Tokens;
        if (!tokens.Accept(TokenKind.LeftBrace)) return true;
        if (!tokens.Is(TokenKind.Word)) return parser.Error("expected bare identifier");
        var name = tokens.Text(tokens.Current);
        payload = new(parser.Context.FindOp(name) ?? parser.Context.UnregisteredOp(name), tokens.Here);
        tokens.Advance();
        return parser.ParseOptionalAttrDict(payload) && tokens.Expect(TokenKind.RightBrace, "expected '}'");
    }

    private static bool ParseBody(IrParser parser, OperationState state, OperationState? payload, int arguments, bool initFirst)
    {
        if (payload is not null) return AddBody(state, payload, arguments, initFirst);
        var named = new List<RegionArgument>();
        return parser.Operands.ParseArguments(named) && parser.ParseRegion(state.AddRegion(), state.Info, named);
    }

    private static bool AddBody(OperationState state, OperationState payload, int arguments, bool initFirst)
    {
        var region = state.AddRegion();
        if (state.Operands.Count == 0) return true;
        var block = region.AddBlock();
        foreach (var operand in state.Operands.Take(arguments)) block.AddArgument(TypeRules.ElementOf(operand.Type), Location.Unknown);
        payload.Operands.AddRange(initFirst ? InitFirst(block) : block.Arguments);
        payload.ResultTypes.Add(TypeRules.ElementOf(state.Operands[state.Operands.Count - 1].Type));
        payload.Location = state.Location;
        var op = payload.Build();
        block.Append(op);
        block.Append(new LinalgYieldOp([op.Results[0]]) { Location = state.Location });
        return true;
    }

    private static IEnumerable<Value> InitFirst(Block block) =>
        block.Arguments.Skip(block.Arguments.Count - 1).Concat(block.Arguments.Take(block.Arguments.Count - 1));

    // The one operation beside the yield, if it takes the arguments in order.
    private static Operation? Payload(Block body, bool initFirst)
    {
        if (body.First is not { } payload || payload.Next is null || payload.Next != body.Last) return null;
        var expected = initFirst ? InitFirst(body) : body.Arguments;
        return body.Arguments.Count > 0 && payload.Operands.SequenceEqual(expected) ? payload : null;
    }

    private static void PrintPayload(IrPrinter printer, Operation payload)
    {
        printer.Text(" { ").Text(payload.Name);
        if (payload.Attribute("fastmath") is EnumAttr { Value: 0 }) printer.AttrDict(payload, "fastmath");
        else printer.AttrDict(payload);
        printer.Text(" }");
    }

    private static void PrintBody(IrPrinter printer, Region body) => printer.Indented(() =>
    {
        printer.NewLine();
        printer.Text("(");
        var arguments = body.Entry.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            printer.Argument(arguments[i]);
        }

        printer.Text(") ");
        printer.Region(body, entryArguments: false);
    });
}
