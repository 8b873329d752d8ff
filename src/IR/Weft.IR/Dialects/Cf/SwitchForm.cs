using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>cf.switch</c>: <c>%flag : i32, [ default: ^bb1(%a : i32), 42: ^bb2 ]</c>.</summary>
internal static class SwitchForm
{
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (parser.Operands.Parse() is not { } flag || !tokens.Expect(TokenKind.Colon, "expected ':'")
            || parser.ParseType<IntegerType>() is not { } type)
            return false;
        if (!tokens.Expect(TokenKind.Comma, "expected ','") || !tokens.Expect(TokenKind.LeftSquare, "expected '['")) return false;
        var start = tokens.Current.Start;
        if (!parser.ExpectWord("default") || !tokens.Expect(TokenKind.Colon, "expected ':'")) return false;
        var (operands, types) = (new List<UnresolvedOperand>(), new List<IrType>());
        if (!ParseTarget(parser, state, operands, types)) return false;

        var (values, counts) = (new List<IntegerAttr>(), new List<long>());
        var (caseOperands, caseTypes) = (new List<UnresolvedOperand>(), new List<IrType>());
        while (tokens.Accept(TokenKind.Comma))
        {
            if (!tokens.Is(TokenKind.Integer) && !tokens.Is(TokenKind.Minus)) return parser.Error("expected integer value");
            if (parser.Attributes.Parse(type) is not IntegerAttr value || !tokens.Expect(TokenKind.Colon, "expected ':'")) return false;
            var before = caseOperands.Count;
            if (!ParseTarget(parser, state, caseOperands, caseTypes)) return false;
            values.Add(value);
            counts.Add(caseOperands.Count - before);
        }

        if (!tokens.Expect(TokenKind.RightSquare, "expected ']'") || !parser.ParseOptionalAttrDict(state)) return false;
        SetCases(state, values, type, operands.Count, counts);
        return parser.Operands.Resolve(flag, type, state.Operands)
            && parser.Operands.Resolve(operands, types, state.Operands, start)
            && parser.Operands.Resolve(caseOperands, caseTypes, state.Operands, start);
    }

    public static void SetCases(OperationState state, List<IntegerAttr> values, IrType type, long defaults, IReadOnlyList<long> counts)
    {
        if (values.Count > 0) state.SetAttribute("case_values", Values(values, type));
        state.SetAttribute("case_operand_segments", new DenseArrayAttr(IntegerType.I32, counts.ToSequence()));
        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(1, defaults, counts.Sum()));
    }

    public static void Print(IrPrinter printer, SwitchOp op)
    {
        printer.Space();
        printer.Value(op.Flag);
        printer.Text(" : ");
        printer.Type(op.Flag.Type);
        printer.Text(", [");
        printer.NewLine();
        printer.Text("  default: ");
        PrintTarget(printer, op, 0);
        var next = 1;
        foreach (var value in op.Cases)
        {
            printer.Text(",");
            printer.NewLine();
            printer.Text("  ");
            printer.Text(CastRules.Unsigned(value).ToString(CultureInfo.InvariantCulture));
            printer.Text(": ");
            PrintTarget(printer, op, next++);
        }

        // As in mlir-opt, the bracket has its own line only after cases.
        if (next > 1) printer.NewLine();
        printer.Text("]");
        printer.AttrDict(op, "case_values", "case_operand_segments", SegmentSizes.OfOperands);
    }

    // ^bb1(%a : i32)
    private static bool ParseTarget(IrParser parser, OperationState state, List<UnresolvedOperand> operands, List<IrType> types)
    {
        if (parser.ParseSuccessor() is not { } block) return false;
        state.Successors.Add(block);
        if (!parser.Tokens.Accept(TokenKind.LeftParen)) return true;
        if (!parser.Operands.ParseList(operands) || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'")
            || parser.Types.ParseList() is not { } list) return false;
        types.AddRange(list);
        return parser.Tokens.Expect(TokenKind.RightParen, "expected ')'");
    }

    private static void PrintTarget(IrPrinter printer, SwitchOp op, int index)
    {
        printer.Successor(op.Successors[index]);
        var operands = op.SuccessorOperands(index);
        if (operands.Count == 0) return;
        printer.Text("(");
        printer.Values(operands);
        printer.Text(" : ");
        printer.Types(operands.Types);
        printer.Text(")");
    }

    /// <summary>The values of the cases as one attribute.</summary>
    internal static DenseElementsAttr Values(List<IntegerAttr> values, IrType type)
    {
        var size = DenseElementsAttr.SizeOf(type);
        var data = new byte[values.Count * size];
        for (var i = 0; i < values.Count; i++)
            ElementBytes.Store(values[i].Value, type, System.MemoryExtensions.AsSpan(data, i * size, size));
        var isSplat = values.TrueForAll(v => v == values[0]);
        return new(new VectorType([values.Count], type), new(isSplat ? [.. System.Linq.Enumerable.Take(data, size)] : data), isSplat);
    }
}
