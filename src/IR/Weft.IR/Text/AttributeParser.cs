using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Reads attributes. Every method returns null after recording an error.</summary>
public sealed class AttributeParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;
    private readonly Dictionary<string, DistinctAttr> _distinct = [];

    /// <param name="type">The type of a number or string that does not say its own.</param>
    public Attribute? Parse(IrType? type = null)
    {
        if (!parser.Nesting.Enter("attributes")) return null;
        var attribute = ParseCore(type);
        parser.Nesting.Leave();
        // Large element lists are compared rarely; keying them would cost more than it saves.
        return attribute is null or DenseElementsAttr or DistinctAttr ? attribute : parser.Context.Intern(attribute);
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
            var at = _tokens.Current.Start;
            if (_tokens.AcceptKey() is not { } name) return _tokens.Error("expected attribute name");
            if (name.Length == 0) return _tokens.ErrorAt(at, "expected valid attribute name");
            if (!names.Add(name)) return _tokens.ErrorAt(at, $"duplicate key '{name}' in dictionary attribute");
            Attribute? value = UnitAttr.Instance;
            if (_tokens.Accept(TokenKind.Equal) && (value = Parse()) is null) return false;
            entries.Add(new(name, value));
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightBrace, "expected '}' in attribute dictionary");
    }

    /// <summary>A symbol name without its sigil, or null.</summary>
    public string? ParseSymbolName()
    {
        if (!_tokens.Is(TokenKind.At)) return null;
        var token = _tokens.Current;
        _tokens.Advance();
        return _tokens.ByteAt(token.Start + 1) == '"' ? _tokens.StringValue(token) : _tokens.Text(token, skip: 1);
    }

    public SymbolRefAttr? ParseSymbolRef()
    {
        var path = new List<string>();
        do
        {
            if (ParseSymbolName() is not { } name)
            {
                _tokens.Error(
                    path.Count == 0 ? "expected valid '@'-identifier for symbol name" : "expected nested symbol reference identifier");
                return null;
            }

            path.Add(name);
        }
        while (_tokens.Accept(TokenKind.ColonColon));
        return new(path.ToSequence());
    }

    private Attribute? ParseCore(IrType? type)
    {
        switch (_tokens.Kind)
        {
            case TokenKind.LeftBrace: return ParseDictionary();
            case TokenKind.LeftSquare: return ParseArray();
            case TokenKind.At: return ParseSymbolRef();
            case TokenKind.Hash: return ParseDialectAttribute();
            case TokenKind.String: return ParseString(type);
            case TokenKind.Integer or TokenKind.Float or TokenKind.Minus: return ParseNumber(type);
            case TokenKind.Word: return ParseWord(type);
        }

        if (_tokens.Is(TokenKind.LeftParen) || _tokens.Is(TokenKind.Exclamation))
            return parser.Types.Parse() is { } written ? new TypeAttr(written) : null;
        return Fail("expected attribute value");
    }

    private Attribute? ParseWord(IrType? type)
    {
        switch (_tokens.Text(_tokens.Current))
        {
            case "true": return Bool(true);
            case "false": return Bool(false);
            case "unit": return Take(UnitAttr.Instance);
            case "affine_map": return InAngles(() => new AffineParser(_tokens).ParseMap() is { } map ? new AffineMapAttr(map) : null);
            case "affine_set": return InAngles(() => new AffineParser(_tokens).ParseSet() is { } set ? new IntegerSetAttr(set) : null);
            case "array": return InAngles(ParseDenseArray);
            case "dense": _tokens.Advance(); return new ElementsParser(parser).ParseDense(type);
            case "sparse": _tokens.Advance(); return new ElementsParser(parser).ParseSparse(type);
            case "dense_resource": _tokens.Advance(); return ParseDenseResource(type);
            case "strided": return InAngles(ParseStrided);
            case "distinct": _tokens.Advance(); return ParseDistinct();
            case "loc": return parser.Locations.Parse() is { } location ? new LocationAttr(location) : null;
        }

        if (!parser.Types.AtType()) return Fail("expected attribute value");
        return parser.Types.Parse() is { } written ? new TypeAttr(written) : null;
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
            if (!_tokens.Expect(TokenKind.RightSquare, "expected ']'")) return null;
        }

        return new(elements.ToSequence());
    }

    private StringAttr? ParseString(IrType? type)
    {
        var value = _tokens.StringValue(_tokens.Current);
        _tokens.Advance();
        if (type is null && _tokens.Accept(TokenKind.Colon) && (type = parser.Types.Parse()) is null) return null;
        return new(value, type is NoneType ? null : type);
    }

    private Attribute? ParseNumber(IrType? type)
    {
        var start = _tokens.Current.Start;
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        if (token.Kind is not (TokenKind.Integer or TokenKind.Float)) return Fail("expected constant integer or floating point value");
        _tokens.Advance();
        if (type is null)
        {
            if (!_tokens.Accept(TokenKind.Colon)) type = token.Kind == TokenKind.Float ? FloatType.F64 : IntegerType.I64;
            else if ((type = parser.Types.Parse()) is null) return null;
        }

        var text = _tokens.Text(token);
        if (type is FloatType format)
            return NumberText.ParseFloat(text, negative, format) ?? (Attribute?)FailAt(start, NumberText.FloatError(text, negative));
        if (token.Kind == TokenKind.Float) return FailAt(start, "floating point value not valid for specified type");
        if (type is not (IntegerType or IndexType)) return FailAt(start, "integer literal not valid for specified type");
        if (negative && type is IntegerType { Signedness: Signedness.Unsigned })
            return FailAt(start, "negative integer literal not valid for unsigned integer type");
        return NumberText.ParseInteger(text, negative, type) ?? (Attribute?)FailAt(start, "integer constant out of range for attribute");
    }

    private DenseArrayAttr? ParseDenseArray()
    {
        var start = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } element) return null;
        if (element is not (IntegerType { Width: 1 or 8 or 16 or 32 or 64 } or FloatType { Width: 8 or 16 or 32 or 64 }))
        {
            FailAt(start, element switch
            {
                IntegerType => "element type bitwidth must be a multiple of 8",
                FloatType => $"an array holds floats of 8, 16, 32 or 64 bits, not '{element}'",
                _ => $"expected integer or float type, got: '{element}'",
            });
            return null;
        }

        var values = new List<long>();
        if (_tokens.Accept(TokenKind.Colon))
        {
            do
            {
                var value = element is IntegerType { Width: 1 } && _tokens.Is(TokenKind.Word) ? Parse() : ParseNumber(element);
                if (value is IntegerAttr integer) values.Add(integer.Int64);
                else if (value is FloatAttr real) values.Add(unchecked((long)real.Bits));
                else return null;
            }
            while (_tokens.Accept(TokenKind.Comma));
        }

        return new(element, values.ToSequence());
    }

    private DenseResourceAttr? ParseDenseResource(IrType? type)
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after 'dense_resource'")) return null;
        if (_tokens.AcceptKey() is not { } key)
        {
            _tokens.Error("expected identifier key for 'resource' entry");
            return null;
        }

        if (!_tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        if (type is null && (!_tokens.Expect(TokenKind.Colon, "expected ':'") || (type = parser.Types.Parse()) is null)) return null;
        if (type is ShapedType shaped) return new(key, shaped);
        Fail("`dense_resource` expected a shaped type");
        return null;
    }

    private StridedLayoutAttr? ParseStrided()
    {
        if (!_tokens.Expect(TokenKind.LeftSquare, "expected '['")) return null;
        var strides = new List<long>();
        while (!_tokens.Accept(TokenKind.RightSquare))
        {
            if (strides.Count > 0 && !_tokens.Expect(TokenKind.Comma, "expected ']'")) return null;
            if (ParseStride() is not { } stride) return null;
            strides.Add(stride);
        }

        var offset = 0L;
        if (_tokens.Accept(TokenKind.Comma))
        {
            if (!(_tokens.AcceptWord("offset") || _tokens.ErrorBefore("expected 'offset' after comma"))
                || !_tokens.Expect(TokenKind.Colon, "expected ':' after 'offset'"))
                return null;
            if (ParseStride() is not { } given) return null;
            offset = given;
        }

        return new(offset, strides.ToSequence());
    }

    private long? ParseStride()
    {
        if (_tokens.Accept(TokenKind.Question)) return ShapedType.Dynamic;
        var negative = _tokens.Accept(TokenKind.Minus);
        if (!_tokens.Is(TokenKind.Integer)
            || !long.TryParse(_tokens.Text(_tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _tokens.Error("expected a 64-bit signed integer or '?'");
            return null;
        }

        _tokens.Advance();
        return negative ? -value : value;
    }

    private DistinctAttr? ParseDistinct()
    {
        if (!_tokens.Expect(TokenKind.LeftSquare, "expected '[' after 'distinct'")) return null;
        var id = _tokens.Text(_tokens.Current);
        if (!_tokens.Expect(TokenKind.Integer, "expected distinct ID")
            || !_tokens.Expect(TokenKind.RightSquare, "expected ']' to close distinct ID"))
            return null;
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after distinct ID")) return null;
        Attribute? referenced = UnitAttr.Instance;
        if (!_tokens.Is(TokenKind.Greater) && (referenced = Parse()) is null) return null;
        if (!_tokens.Expect(TokenKind.Greater, "expected '>' to close distinct attribute")) return null;
        if (!_distinct.TryGetValue(id, out var known)) _distinct[id] = known = new DistinctAttr(referenced);
        else if (known.Referenced != referenced) Fail($"referenced attribute does not match previous definition: {known.Referenced}");
        return known;
    }

    // #alias, #dialect.mnemonic<body>, #dialect<"body">
    private Attribute? ParseDialectAttribute()
    {
        var token = _tokens.Current;
        var name = _tokens.Text(token, skip: 1);
        _tokens.Advance();
        var dot = name.IndexOf('.');
        if (dot < 0 && _tokens.ByteAt(token.End) != '<')
            return parser.Aliases.UseAttribute(name, token.Start);

        var dialectName = dot < 0 ? name : name.Substring(0, dot);
        if (parser.Context.FindDialect(dialectName) is { } dialect)
            return DialectBody.Parse(
                parser, name, dot, dialect.ParseAttribute, mnemonic => $"unknown attribute `{mnemonic}` in dialect `{dialectName}`");

        if (DialectBody.Read(_tokens, token, dot) is not { } body) return null;
        IrType? type = null;
        if (_tokens.Accept(TokenKind.Colon) && (type = parser.Types.Parse()) is null) return null;
        if (!parser.Context.AllowUnregistered)
            return FailAt(
                token.Start,
                $"#\"{dialectName}\"<\"{body}\"> : '{type ?? NoneType.Instance}' attribute created with unregistered dialect. "
                + "If this is intended, please call allowUnregisteredDialects() on the MLIRContext, "
                + "or use -allow-unregistered-dialect with the MLIR opt tool used");
        return new OpaqueAttr(dialectName, body, type);
    }

    private T? InAngles<T>(Func<T?> parse) where T : class
    {
        var word = _tokens.Text(_tokens.Current);
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, word is "array" or "strided" ? $"expected '<' after '{word}'" : "expected '<'")) return null;
        return parse() is { } value && _tokens.Expect(TokenKind.Greater, "expected '>'") ? value : null;
    }

    private Attribute? Fail(string message)
    {
        _tokens.Error(message);
        return null;
    }

    private Attribute? FailAt(int position, string message)
    {
        _tokens.ErrorAt(position, message);
        return null;
    }
}
