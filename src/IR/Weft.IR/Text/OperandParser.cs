using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads operands and gives them values.</summary>
public sealed class OperandParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary><c>%name</c> or <c>%name#1</c>.</summary>
    public UnresolvedOperand? Parse()
    {
        var token = _tokens.Current;
        if (!_tokens.Expect(TokenKind.Percent, "expected SSA operand")) return null;
        var number = 0;
        // The lexer sees '#1' as an attribute name of digits.
        if (_tokens.Is(TokenKind.Hash) && _tokens.Current.Start == token.End)
        {
            if (!int.TryParse(_tokens.Text(_tokens.Current, skip: 1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || number > 1 << 20)
            {
                _tokens.Error("invalid SSA value result number");
                return null;
            }

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

    /// <summary><c>[%i, %j]</c>.</summary>
    public bool ParseSquare(List<UnresolvedOperand> into) =>
        _tokens.Expect(TokenKind.LeftSquare, "expected '['") && ParseList(into) && _tokens.Expect(TokenKind.RightSquare, "expected ']'");

    public bool Resolve(UnresolvedOperand operand, IrType type, List<Value> into)
    {
        if (parser.Scope.Use(operand, type) is not { } value)
            return _tokens.ErrorAt(operand.Position, "reference to invalid result number");
        if (value.Type != type)
        {
            parser.Diagnostics.Add(Diagnostic
                .Error(_tokens.LocationAt(operand.Position),
                    $"use of value '%{operand.Name}' expects different type than prior uses: '{type}' vs '{value.Type}'")
                .WithNote(PriorUse(value), "prior use here"));
            return false;
        }

        into.Add(value);
        return true;
    }

    public bool Resolve(IReadOnlyList<UnresolvedOperand> operands, IReadOnlyList<IrType> types, List<Value> into)
    {
        if (operands.Count != types.Count)
            return parser.Error($"{operands.Count} operands present, but expected {types.Count}");
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

    /// <summary><c>%name: type</c> with an optional location.</summary>
    public RegionArgument? ParseArgument()
    {
        if (Parse() is not { } operand || !_tokens.Expect(TokenKind.Colon, "expected ':' and type for SSA operand")) return null;
        if (parser.Types.Parse() is not { } type) return null;
        var location = _tokens.LocationAt(operand.Position);
        if (_tokens.IsWord("loc"))
        {
            if (parser.Locations.Parse() is not { } written) return null;
            location = written;
        }

        return new(operand.Name, type, location, operand.Position);
    }

    private Location PriorUse(Value value) =>
        parser.Scope.Placeholders.TryGetValue(value, out var use) ? _tokens.LocationAt(use.Position) : value.Location;
}
