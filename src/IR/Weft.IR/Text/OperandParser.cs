using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads operands and gives them values.</summary>
public sealed class OperandParser(IrParser parser)
{
    // More results than any operation has; a name with a larger number would only cost memory.
    private const int MaxNumber = 1 << 20;

    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary><c>%name</c>, or <c>%name#1</c> where a number makes sense.</summary>
    public UnresolvedOperand? Parse(bool allowNumber = true)
    {
        var token = _tokens.Current;
        if (!_tokens.Expect(TokenKind.Percent, "expected SSA operand")) return null;
        var number = 0;
        // The lexer sees '#1' as an attribute name of digits.
        if (_tokens.Is(TokenKind.Hash))
        {
            if (!allowNumber) return _tokens.Fail<UnresolvedOperand>("result number not allowed in argument list");
            if (!int.TryParse(_tokens.Text(_tokens.Current, skip: 1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || number > MaxNumber)
                return _tokens.Fail<UnresolvedOperand>("invalid SSA value result number");
            _tokens.Advance();
        }

        return new(parser.Scope.Name(_tokens.Bytes(token.Start + 1, token.End)), number, token.Start);
    }

    public bool Parse(List<UnresolvedOperand> into)
    {
        if (Parse() is not { } operand) return false;
        into.Add(operand);
        return true;
    }

    public bool ParseOptional(List<UnresolvedOperand> into) => !_tokens.Is(TokenKind.Percent) || Parse(into);

    /// <summary><c>(%a, %b)</c> with exactly so many operands, or any number.</summary>
    public bool ParseParenthesized(List<UnresolvedOperand> into, int? count = null)
    {
        var start = _tokens.Current.Start;
        return _tokens.Expect(TokenKind.LeftParen, "expected '(' in operand list")
            && ParseUntil(TokenKind.RightParen, "expected ')' in operand list", into)
            && (count is not { } wanted || into.Count == wanted || parser.ErrorAt(start, $"expected {wanted} operands"));
    }

    /// <summary><c>[%i, %j]</c>.</summary>
    public bool ParseSquare(List<UnresolvedOperand> into) =>
        _tokens.Expect(TokenKind.LeftSquare, "expected '[' in operand list") && ParseUntilSquare(into);

    /// <summary><c>[%i, %j]</c>, or nothing.</summary>
    public bool ParseOptionalSquare(List<UnresolvedOperand> into) => !_tokens.Accept(TokenKind.LeftSquare) || ParseUntilSquare(into);

    private bool ParseUntilSquare(List<UnresolvedOperand> into) =>
        ParseUntil(TokenKind.RightSquare, "expected ']' in operand list", into);

    private bool ParseUntil(TokenKind close, string missing, List<UnresolvedOperand> into)
    {
        if (_tokens.Accept(close)) return true;
        do
        {
            if (!Parse(into)) return false;
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(close, missing);
    }

    /// <summary><c>(%a: f32, %b: i32)</c>: the arguments of a region.</summary>
    public bool ParseArguments(List<RegionArgument> into)
    {
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' in argument list")) return false;
        if (_tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (Parse(allowNumber: false) is not { } name || !_tokens.Expect(TokenKind.Colon, "expected ':'")
                || parser.Types.Parse() is not { } type)
                return false;
            var argument = new RegionArgument(name.Name, type, _tokens.LocationAt(name.Position), name.Position);
            if (!parser.Locations.ParseTrailing(argument.SetLocation)) return false;
            into.Add(argument);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightParen, "expected ')' in argument list");
    }

    /// <summary>A fixed number of operands separated by commas.</summary>
    public bool ParseList(List<UnresolvedOperand> into, int count)
    {
        var start = _tokens.Current.Start;
        if (!_tokens.Is(TokenKind.Percent))
            return _tokens.Is(TokenKind.LeftParen) || _tokens.Is(TokenKind.LeftSquare)
                ? _tokens.Error("unexpected delimiter") : _tokens.ErrorBefore("expected operand");
        return ParseList(into) && (into.Count == count || parser.ErrorAt(start, $"expected {count} operands"));
    }

    /// <summary>Operands separated by commas, possibly none.</summary>
    public bool ParseList(List<UnresolvedOperand> into)
    {
        if (!_tokens.Is(TokenKind.Percent)) return true;
        do
        {
            if (!Parse(into)) return false;
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    public bool Resolve(UnresolvedOperand operand, IrType type, List<Value> into)
    {
        if (parser.Scope.Use(operand, type) is not { } value)
            return _tokens.ErrorAt(operand.Position, "reference to invalid result number");
        if (value.Type != type)
            return _tokens.Report(Diagnostic
                .Error(_tokens.LocationAt(operand.Position),
                    $"use of value '%{operand.Name}' expects different type than prior uses: '{type}' vs '{value.Type}'")
                .WithNote(PriorUse(operand.Entry, value), "prior use here"));

        into.Add(value);
        return true;
    }

    /// <param name="start">Where the list stands in the text, for messages; where its first operand does by default.</param>
    public bool Resolve(
        IReadOnlyList<UnresolvedOperand> operands, IReadOnlyList<IrType> types, List<Value> into, int? start = null)
    {
        if (operands.Count != types.Count)
            return parser.ErrorAt(
                start ?? (operands.Count > 0 ? operands[0].Position : _tokens.Current.Start),
                $"{operands.Count} operands present, but expected {types.Count}");
        for (var i = 0; i < operands.Count; i++)
            if (!Resolve(operands[i], types[i], into))
                return false;
        return true;
    }

    public bool Resolve(IReadOnlyList<UnresolvedOperand> operands, IrType type, List<Value> into)
    {
        foreach (var operand in operands)
            if (!Resolve(operand, type, into))
                return false;
        return true;
    }

    /// <summary>Where a name got its value, or was used before it had one.</summary>
    internal Location PriorUse(SsaName name, Value value) =>
        _tokens.LocationAt(parser.Scope.Placeholders.TryGetValue(value, out var use) ? use.Position : name.Position);
}
