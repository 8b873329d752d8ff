using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// Lists that mix values and numbers, <c>(%n, 4)</c>: the values are operands, and an array holds the numbers with
/// <see cref="ShapedType.Dynamic"/> where a value stands.
/// </summary>
public static class IndexListForm
{
    /// <summary>Reads <c>(%n, 4)</c>; appends the values to <paramref name="operands"/>.</summary>
    public static DenseArrayAttr? ParseRound(IrParser parser, List<UnresolvedOperand> operands) =>
        Parse(
            parser, operands,
            (TokenKind.LeftParen, "expected '(' in dynamic index list"), (TokenKind.RightParen, "expected ')' in dynamic index list"));

    /// <summary>Reads <c>[%n, 4]</c>; appends the values to <paramref name="operands"/>.</summary>
    public static DenseArrayAttr? ParseSquare(IrParser parser, List<UnresolvedOperand> operands) =>
        Parse(
            parser, operands,
            (TokenKind.LeftSquare, "expected '[' in dynamic index list"), (TokenKind.RightSquare, "expected ']' in dynamic index list"));

    /// <summary>Writes the list without brackets.</summary>
    public static void Print(IrPrinter printer, Sequence<long> numbers, IReadOnlyList<Value> values)
    {
        var next = 0;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            if (numbers[i] == ShapedType.Dynamic) printer.Value(values[next++]);
            else printer.Output.Write(numbers[i]);
        }
    }

    /// <summary>The entries as what they are: values, and constants of type index.</summary>
    public static IReadOnlyList<FoldResult> Mixed(Sequence<long> numbers, IReadOnlyList<Value> values)
    {
        var next = 0;
        var entries = new FoldResult[numbers.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = numbers[i] == ShapedType.Dynamic ? values[next++] : IntegerAttr.Index(numbers[i]);
        return entries;
    }

    /// <summary>Whether each placeholder has its value and the list has <paramref name="count"/> entries.</summary>
    public static bool Verify(Operation op, string name, int count, Sequence<long> numbers, int values, DiagnosticBag diagnostics)
    {
        if (numbers.Count != count) return op.ErrorAsIs(diagnostics, $"expected {count} {name} values, got {numbers.Count}");
        var expected = 0;
        foreach (var number in numbers)
            if (number == ShapedType.Dynamic) expected++;
        return expected == values || op.ErrorAsIs(diagnostics, $"expected {expected} dynamic {name} values");
    }

    // As in MLIR, a second message names the operation.
    private static DenseArrayAttr? Parse(
        IrParser parser, List<UnresolvedOperand> operands, (TokenKind Kind, string Missing) open, (TokenKind Kind, string Missing) close)
    {
        var numbers = new List<long>();
        if (ParseEntries(parser, numbers, operands, open, close)) return new(IntegerType.I64, numbers.ToSequence());
        parser.ErrorAt(parser.Custom.Start, "expected SSA value or integer");
        return null;
    }

    private static bool ParseEntries(
        IrParser parser, List<long> numbers, List<UnresolvedOperand> operands, (TokenKind Kind, string Missing) open,
        (TokenKind Kind, string Missing) close)
    {
        var tokens = parser.Tokens;
        if (!tokens.Expect(open.Kind, open.Missing)) return false;
        if (tokens.Accept(close.Kind)) return true;
        do
        {
            if (!ParseEntry(parser, numbers, operands)) return false;
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(close.Kind, close.Missing);
    }

    // As in MLIR, brackets around a number, or behind a value, are read everywhere, though they mean something in few operations.
    private static bool ParseEntry(IrParser parser, List<long> numbers, List<UnresolvedOperand> operands)
    {
        var tokens = parser.Tokens;
        var isValue = tokens.Is(TokenKind.Percent);
        if (isValue && !parser.Operands.Parse(operands)) return false;
        var isScalable = tokens.Accept(TokenKind.LeftSquare);
        if ((isValue ? ShapedType.Dynamic : ParseNumber(parser)) is not { } number) return false;
        numbers.Add(number);
        return !isScalable || tokens.Accept(TokenKind.RightSquare);
    }

    /// <summary><c>4</c> or <c>-1</c>.</summary>
    public static long? ParseNumber(IrParser parser)
    {
        var tokens = parser.Tokens;
        var start = tokens.Current.Start;
        var isNegative = tokens.Accept(TokenKind.Minus);
        if (!tokens.Is(TokenKind.Integer))
        {
            if (isNegative) tokens.Error("expected integer value");
            else parser.Error("expected integer value");
            return null;
        }

        // The least number stands for a value.
        if (NumberText.ParseInt64(tokens.Text(tokens.Current)) is not { } magnitude)
        {
            parser.ErrorAt(start, "integer value too large");
            return null;
        }

        tokens.Advance();
        return isNegative ? -magnitude : magnitude;
    }
}
