using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads attributes. Every method returns null after recording an error.</summary>
public sealed class AttributeParser
{
    private readonly IrParser _parser;
    private readonly TokenReader _tokens;
    private readonly DistinctParser _distinct;
    private readonly LiteralParser _literals;

    /// <param name="file">That of the whole file, where a part of it is read.</param>
    internal AttributeParser(IrParser parser, AttributeParser? file) =>
        (_parser, _tokens, _distinct, _literals) = (parser, parser.Tokens, new(parser, file?._distinct), new(parser));

    /// <param name="type">The type of a number or string that does not say its own.</param>
    public Attribute? Parse(IrType? type = null)
    {
        if (!_parser.Nesting.Enter("attributes")) return null;
        var attribute = ParseCore(type);
        _parser.Nesting.Leave();
        // Large element lists are compared rarely; keying them would cost more than it saves.
        return attribute is null or DenseElementsAttr or DistinctAttr ? attribute : _parser.Context.Intern(attribute);
    }

    /// <summary>An attribute of a class, where another will not do.</summary>
    public T? Parse<T>(IrType? type = null) where T : Attribute
    {
        var start = _tokens.Current.Start;
        if (Parse(type) is not { } attribute) return null;
        if (attribute is not T) _parser.ErrorAt(start, "invalid kind of attribute specified");
        return attribute as T;
    }

    /// <summary><c>{a = 1 : i32, b}</c>; the opening brace is at hand.</summary>
    public DictionaryAttr? ParseDictionary()
    {
        var entries = new List<NamedAttribute>();
        if (!ParseNamedList(entries)) return null;
        return DictionaryAttr.Of([.. entries]);
    }

    /// <summary>Appends the entries of <c>{...}</c>.</summary>
    public bool ParseNamedList(List<NamedAttribute> entries)
    {
        if (!_tokens.Expect(TokenKind.LeftBrace, "expected '{' in attribute dictionary")) return false;
        if (_tokens.Accept(TokenKind.RightBrace)) return true;
        var names = new HashSet<string>();
        do
        {
            if (_tokens.Kind is not (TokenKind.Word or TokenKind.String)) return _tokens.ErrorBefore("expected attribute name");
            var name = _tokens.KeyText();
            if (name.Length == 0) return _tokens.Error("expected valid attribute name");
            if (!names.Add(name)) return _tokens.Error($"duplicate key '{name}' in dictionary attribute");
            _tokens.Advance();
            Attribute? value = UnitAttr.Instance;
            if (_tokens.Accept(TokenKind.Equal) && (value = Parse()) is null) return false;
            entries.Add(new(name, value));
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightBrace, "expected '}' in attribute dictionary");
    }

    private Attribute? ParseCore(IrType? type)
    {
        switch (_tokens.Kind)
        {
            case TokenKind.LeftBrace: return ParseDictionary();
            case TokenKind.LeftSquare: return ParseArray();
            case TokenKind.At: return SymbolParser.ParsePath(_tokens);
            case TokenKind.Hash: return ParseDialectAttribute();
            case TokenKind.String: return _literals.ParseString(type);
            case TokenKind.Integer or TokenKind.Float or TokenKind.Minus: return _literals.ParseNumber(type);
            case TokenKind.Word: return ParseWord(type);
        }

        if (_tokens.Is(TokenKind.LeftParen) || _tokens.Is(TokenKind.Exclamation))
            return _parser.Types.Parse() is { } written ? new TypeAttr(written) : null;
        return NoAttribute();
    }

    /// <summary>Whether an attribute begins here; not all can stand where one is optional.</summary>
    public bool AtOptional() => _tokens.Kind switch
    {
        TokenKind.At or TokenKind.Float or TokenKind.Integer or TokenKind.Hash or TokenKind.LeftBrace or TokenKind.LeftSquare
            or TokenKind.Minus or TokenKind.String => true,
        TokenKind.Word when _tokens.Text(_tokens.Current) is "affine_map" or "affine_set" or "dense" or "dense_resource" or "false" or "loc"
            or "sparse" or "true" or "unit" => true,
        _ => _parser.Types.AtType(),
    };

    private Attribute? NoAttribute() => _tokens.FailBefore<Attribute>("expected attribute value");

    private Attribute? ParseWord(IrType? type)
    {
        switch (_tokens.Text(_tokens.Current))
        {
            case "true": return Bool(true);
            case "false": return Bool(false);
            case "unit": return Take(UnitAttr.Instance);
            case "affine_map":
                return InAngles(" in affine map", () => new AffineParser(_tokens).ParseMap() is { } map ? new AffineMapAttr(map) : null);
            case "affine_set":
                return InAngles(" in integer set", () => new AffineParser(_tokens).ParseSet() is { } set ? new IntegerSetAttr(set) : null);
            case "array": _tokens.Advance(); return new DenseArrayParser(_parser).Parse();
            case "dense": _tokens.Advance(); return new ElementsParser(_parser).ParseDense(type);
            case "sparse": return new ElementsParser(_parser).ParseSparse(type);
            case "dense_resource": return _literals.ParseResource(type);
            case "strided": return StridedLayoutParser.Parse(_tokens);
            case "distinct": return _distinct.Parse();
            case "loc": return _parser.Locations.ParseInline() is { } location ? new LocationAttr(location) : null;
        }

        if (!_parser.Types.AtType()) return NoAttribute();
        return _parser.Types.Parse() is { } written ? new TypeAttr(written) : null;
    }

    private IntegerAttr Bool(bool value)
    {
        _tokens.Advance();
        return IntegerAttr.Bool(value);
    }

    private Attribute Take(Attribute attribute)
    {
        _tokens.Advance();
        return attribute;
    }

    private ArrayAttr? ParseArray()
    {
        _tokens.Advance();
        var elements = new List<Attribute>();
        if (!_tokens.Accept(TokenKind.RightSquare))
        {
            do
            {
                if (Parse() is not { } element) return null;
                elements.Add(element);
            }
            while (_tokens.Accept(TokenKind.Comma));
            if (!_tokens.Expect(TokenKind.RightSquare, "expected ',' or ']'")) return null;
        }

        return new(elements.ToSequence());
    }

    // #alias, #dialect.mnemonic<body>, #dialect<"body">
    private Attribute? ParseDialectAttribute()
    {
        var token = _tokens.Current;
        var name = _tokens.Text(token, skip: 1);
        _tokens.Advance();
        var dot = name.IndexOf('.');
        if (dot < 0 && _tokens.ByteAt(token.End) != '<')
            return _parser.Aliases.UseAttribute(name);

        var dialectName = dot < 0 ? name : name.Substring(0, dot);
        var own = dot < 0 ? token.Start : token.Start + dot + 2;
        if (_parser.Context.FindDialect(dialectName) is { } dialect)
            return DialectBody.Parse(
                _parser, name, dot, own, dialect.ParseAttribute, mnemonic => $"unknown attribute `{mnemonic}` in dialect `{dialectName}`");
        if (DialectBody.Read(_tokens, token, dot) is not { } body) return null;
        IrType? type = null;
        if (_tokens.Accept(TokenKind.Colon) && (type = _parser.Types.Parse()) is null) return null;
        if (!_parser.Context.AllowUnregistered)
            return _tokens.FailAt<Attribute>(
                own,
                $"#\"{dialectName}\"<\"{body}\"> : '{type ?? NoneType.Instance}' attribute created with unregistered dialect. "
                + "If this is intended, please call allowUnregisteredDialects() on the MLIRContext, "
                + "or use -allow-unregistered-dialect with the MLIR opt tool used");
        return new OpaqueAttr(dialectName, body, type);
    }

    private T? InAngles<T>(string where, Func<T?> parse) where T : class
    {
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, $"expected '<'{where}")) return null;
        return parse() is { } value && _tokens.Expect(TokenKind.Greater, $"expected '>'{where}") ? value : null;
    }
}
