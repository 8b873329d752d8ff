using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads <c>array&lt;i64: 1, 2&gt;</c> behind its first word.</summary>
internal sealed class DenseArrayParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary>Null after recording an error.</summary>
    public DenseArrayAttr? Parse()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after 'array'") || ParseElementType() is not { } element) return null;
        var values = new List<long>();
        if (_tokens.Accept(TokenKind.Greater)) return new(element, values.ToSequence());
        if (!_tokens.Expect(TokenKind.Colon, "expected ':' after dense array type")) return null;
        do
        {
            if ((element is FloatType format ? ParseFloat(format) : ParseInteger(element)) is not { } value) return null;
            values.Add(value);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.Greater, "expected '>' to close an array attribute") ? new(element, values.ToSequence()) : null;
    }

    private IrType? ParseElementType()
    {
        var start = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } type) return Fail("expected an integer or floating point type");
        var width = type switch { IntegerType integer => integer.Width, FloatType format => format.Width, _ => -1 };
        if (width < 0) return Fail($"expected integer or float type, got: '{type}'");
        return width == 1 || width % 8 == 0 ? type : Fail("element type bitwidth must be a multiple of 8");

        IrType? Fail(string message) => _tokens.FailAt<IrType>(start, message);
    }

    private long? ParseInteger(IrType type)
    {
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        if (_tokens.IsWord("true") || _tokens.IsWord("false"))
        {
            if (type is not IntegerType { Width: 1 }) return Fail("expected i1 type for 'true' or 'false' values");
            _tokens.Advance();
            return IntegerAttr.Bool(_tokens.Text(token) == "true").Int64;
        }

        if (!_tokens.Accept(TokenKind.Integer)) return Fail("expected integer literal");
        if (NumberText.ParseInteger(_tokens.Text(token), negative, type) is not { } value) return Fail("integer constant out of range");
        return value.Value == value.Int64 || IntegerBits.Width(type) <= 64 ? value.Int64 : Fail("numbers in arrays are of up to 64 bits");
    }

    private long? ParseFloat(FloatType format)
    {
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        if (token.Kind is not (TokenKind.Integer or TokenKind.Float)) return Fail("expected integer or floating point literal");
        if (NumberText.ParseFloat(_tokens.Text(token), negative, format) is not { } value)
        {
            _tokens.Report(NumberText.FloatError(_tokens.Here, _tokens.Text(token), negative));
            return null;
        }

        if (format.Width > 64) return Fail("numbers in arrays are of up to 64 bits");
        _tokens.Advance();
        return unchecked((long)value.Bits);
    }

    private long? Fail(string message) => _tokens.Fail<long?>(message);
}
