namespace Weft.IR.Text;

/// <summary>Reads attributes that say their type behind themselves: numbers, strings, resources. Null after recording an error.</summary>
internal sealed class LiteralParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <param name="type">Null for what is written behind it, or else none.</param>
    public StringAttr? ParseString(IrType? type)
    {
        var value = _tokens.StringValue(_tokens.Current);
        _tokens.Advance();
        if (type is null && _tokens.Accept(TokenKind.Colon) && (type = parser.Types.Parse()) is null) return null;
        return new(value, type is NoneType ? null : type);
    }

    /// <param name="type">Null for what is written behind it, or else <c>i64</c> or <c>f64</c>.</param>
    public Attribute? ParseNumber(IrType? type)
    {
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        if (token.Kind is not (TokenKind.Integer or TokenKind.Float))
            return _tokens.FailBefore<Attribute>("expected constant integer or floating point value");
        _tokens.Advance();
        if (type is null)
        {
            if (!_tokens.Accept(TokenKind.Colon)) type = token.Kind == TokenKind.Float ? FloatType.F64 : IntegerType.I64;
            else if ((type = parser.Types.Parse()) is null) return null;
        }

        var text = _tokens.Text(token);
        if (type is FloatType format)
        {
            if (NumberText.ParseFloat(text, negative, format) is { } value) return value;
            _tokens.Report(NumberText.FloatError(_tokens.LocationAt(token.Start), text, negative));
            return null;
        }

        if (token.Kind == TokenKind.Float) return _tokens.Fail<Attribute>("floating point value not valid for specified type");
        if (type is not (IntegerType or IndexType)) return FailAt(token, "integer literal not valid for specified type");
        if (negative && type is IntegerType { Signedness: Signedness.Unsigned })
            return FailAt(token, "negative integer literal not valid for unsigned integer type");
        return NumberText.ParseInteger(text, negative, type) ?? FailAt(token, "integer constant out of range for attribute");
    }

    /// <summary><c>dense_resource&lt;key&gt; : type</c>; the word is at hand.</summary>
    public DenseResourceAttr? ParseResource(IrType? type)
    {
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after 'dense_resource'")) return null;
        if (_tokens.AcceptKey() is not { } key) return _tokens.Fail<DenseResourceAttr>("expected identifier key for 'resource' entry");
        if (!_tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        var start = _tokens.Current.Start;
        if (type is null && (!_tokens.Expect(TokenKind.Colon, "expected ':'") || (type = parser.Types.Parse()) is null)) return null;
        if (type is ShapedType shaped) return new(key, shaped);
        return _tokens.FailAt<DenseResourceAttr>(start, "`dense_resource` expected a shaped type");
    }

    private Attribute? FailAt(Token token, string message) => _tokens.FailAt<Attribute>(token.Start, message);
}
