using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads types. Every method returns null after recording an error.</summary>
public sealed class TypeParser(IrParser parser)
{
    private const int MaxRank = 1024;

    private static readonly Dictionary<string, IrType> Named = MakeNamed();

    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary>Any type, function types included.</summary>
    public IrType? Parse() => _tokens.Is(TokenKind.LeftParen) ? ParseFunction() : ParseNonFunction();

    public IrType? ParseNonFunction()
    {
        if (!parser.Nesting.Enter("types")) return null;
        var type = ParseNonFunctionCore();
        parser.Nesting.Leave();
        return type is null or FloatType or IndexType or IntegerType { IsShared: true } ? type : parser.Context.Intern(type);
    }

    /// <summary><c>(i32, f32) -> f32</c> or <c>() -> (i32, i32)</c>.</summary>
    public FunctionType? ParseFunction()
    {
        if (!parser.Nesting.Enter("types")) return null;
        var type = ParseFunctionCore();
        parser.Nesting.Leave();
        return type;
    }

    private FunctionType? ParseFunctionCore()
    {
        if (ParseParenthesized() is not { } inputs) return null;
        if (!_tokens.Expect(TokenKind.Arrow, "expected '->' in function type")) return null;
        return ParseFunctionResults() is { } results ? parser.Context.Intern(new FunctionType(inputs, results)) : null;
    }

    /// <summary>One type, or several in parentheses.</summary>
    public Sequence<IrType>? ParseFunctionResults()
    {
        if (_tokens.Is(TokenKind.LeftParen)) return ParseParenthesized();
        return ParseNonFunction() is { } single ? [single] : null;
    }

    public Sequence<IrType>? ParseParenthesized()
    {
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '('")) return null;
        if (_tokens.Accept(TokenKind.RightParen)) return Sequence.Create<IrType>([]);
        if (ParseList() is not { } list) return null;
        return _tokens.Expect(TokenKind.RightParen, "expected ')'") ? list : null;
    }

    public Sequence<IrType>? ParseList()
    {
        var types = new List<IrType>();
        do
        {
            if (Parse() is not { } type) return null;
            types.Add(type);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return types.ToSequence();
    }

    /// <summary>Whether a type begins here.</summary>
    public bool AtType() => _tokens.Kind switch
    {
        TokenKind.LeftParen or TokenKind.Exclamation => true,
        TokenKind.Word => _tokens.Text(_tokens.Current) is var word && (Named.ContainsKey(word) || IntegerTypeOf(word) is not null
            || word is "complex" or "memref" or "tensor" or "tuple" or "vector"),
        _ => false,
    };

    private IrType? ParseNonFunctionCore()
    {
        if (_tokens.Is(TokenKind.Exclamation)) return ParseDialectType();
        if (!_tokens.Is(TokenKind.Word)) return NoType();
        var word = _tokens.Text(_tokens.Current);
        if (Named.TryGetValue(word, out var named))
        {
            _tokens.Advance();
            return named;
        }

        switch (word)
        {
            case "complex": _tokens.Advance(); return ParseComplex();
            case "memref":
                var keyword = _tokens.Current.Start;
                _tokens.Advance();
                return ParseMemRef(keyword);
            case "tensor": _tokens.Advance(); return ParseTensor();
            case "tuple": _tokens.Advance(); return ParseTuple();
            case "vector": _tokens.Advance(); return ParseVector();
        }

        if (IntegerTypeOf(word) is not { } width) return _tokens.AtIntegerType() ? Fail("invalid integer width") : NoType();
        if (width.Bits > IntegerType.MaxWidth) return Fail("integer bitwidth is limited to 16777215 bits");
        _tokens.Advance();
        return IntegerType.Get(width.Bits, width.Signedness);
    }

    private IrType? NoType()
    {
        _tokens.ErrorBefore("expected non-function type");
        return null;
    }

    private static (int Bits, Signedness Signedness)? IntegerTypeOf(string word)
    {
        var (skip, signedness) = word switch
        {
            ['s', 'i', ..] => (2, Signedness.Signed),
            ['u', 'i', ..] => (2, Signedness.Unsigned),
            ['i', ..] => (1, Signedness.Signless),
            _ => (0, Signedness.Signless),
        };
        if (skip == 0 || word.Length == skip || word.Length > skip + 9) return null;
        return int.TryParse(word.Substring(skip), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            ? (bits, signedness) : null;
    }

    private IrType? ParseComplex()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in complex type")) return null;
        var start = _tokens.Current.Start;
        if (Parse() is not { } element || !_tokens.Expect(TokenKind.Greater, "expected '>' in complex type")) return null;
        if (element is not (IntegerType or FloatType)) return FailAt(start, "invalid element type for complex");
        return new ComplexType(element);
    }

    private IrType? ParseTuple()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in tuple type")) return null;
        if (_tokens.Accept(TokenKind.Greater)) return new TupleType(Sequence.Create<IrType>([]));
        if (ParseList() is not { } elements || !_tokens.Expect(TokenKind.Greater, "expected '>' in tuple type")) return null;
        return new TupleType(elements);
    }

    private IrType? ParseMemRef(int keyword)
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in memref type")) return null;
        var isUnranked = _tokens.Accept(TokenKind.Star);
        Sequence<long>? shape = null;
        if (isUnranked ? !ParseX() : (shape = ParseShape(allowDynamic: true)) is null) return null;
        var start = _tokens.Current.Start;
        if (Parse() is not { } element) return null;
        if (!IsMemoryElement(element)) return FailAt(start, "invalid memref element type");
        Attribute? layout = null, space = null;
        if (!_tokens.Accept(TokenKind.Greater)
            && !(_tokens.Expect(TokenKind.Comma, "expected ',' or '>' in memref type")
                && ParseLayoutAndSpace(isUnranked, ref layout, ref space)))
            return null;
        // Memory space 0 is the default and not stored.
        if (space is IntegerAttr { IsZero: true }) space = null;
        if (shape is not { } extents) return new UnrankedMemRefType(element, space);
        var rank = layout switch
        {
            AffineMapAttr { Map: var map } => map.DimCount,
            StridedLayoutAttr strided => strided.Strides.Count,
            _ => extents.Count,
        };
        if (rank != extents.Count)
            return FailAt(keyword, layout is AffineMapAttr
                ? $"memref layout mismatch between rank and affine map: {extents.Count} != {rank}"
                : "expected the number of strides to match the rank");
        // Nor is an identity layout.
        return new MemRefType(extents, element, layout is AffineMapAttr { Map.IsIdentity: true } ? null : layout, space);
    }

    private static bool IsMemoryElement(IrType type) => type is IntegerType or FloatType or IndexType or ComplexType or VectorType
        or MemRefType or UnrankedMemRefType || (type is OpaqueType { Dialect: var dialect } && UnloadedDialects.Contains(dialect));

    private bool ParseLayoutAndSpace(bool isUnranked, ref Attribute? layout, ref Attribute? space)
    {
        if (_tokens.Is(TokenKind.Greater)) return _tokens.ErrorBefore("expected list element");
        do
        {
            if (parser.Attributes.Parse() is not { } attribute) return false;
            if (attribute is AffineMapAttr or StridedLayoutAttr)
            {
                layout = attribute;
                if (isUnranked) return _tokens.Error("cannot have affine map for unranked memref type");
                if (space is not null) return _tokens.Error("expected memory space to be last in memref type");
            }
            else if (space is not null)
            {
                return _tokens.Error("multiple memory spaces specified in memref type");
            }
            else
            {
                space = attribute;
            }
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.Greater, "expected ',' or '>'");
    }

    private IrType? ParseTensor()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in tensor type")) return null;
        var isUnranked = _tokens.Accept(TokenKind.Star);
        Sequence<long>? shape = null;
        if (isUnranked ? !ParseX() : (shape = ParseShape(allowDynamic: true)) is null) return null;
        var start = _tokens.Current.Start;
        if (Parse() is not { } element) return null;
        Attribute? encoding = null;
        if (_tokens.Accept(TokenKind.Comma) && parser.Attributes.AtOptional() && (encoding = parser.Attributes.Parse()) is null)
            return null;
        if (!_tokens.Expect(TokenKind.Greater, "expected '>' in tensor type")) return null;
        if (element is FunctionType or NoneType or TupleType or RankedTensorType or UnrankedTensorType or MemRefType or UnrankedMemRefType)
            return FailAt(start, "invalid tensor element type");
        if (shape is { } extents) return new RankedTensorType(extents, element, encoding);
        return encoding is null ? new UnrankedTensorType(element) : Fail("cannot apply encoding to unranked tensor");
    }

    private IrType? ParseVector()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in vector type")) return null;
        var extents = new List<long>();
        var scalable = new List<bool>();
        while (_tokens.Is(TokenKind.Integer) || _tokens.Is(TokenKind.LeftSquare))
        {
            var isScalable = _tokens.Accept(TokenKind.LeftSquare);
            if (ParseExtent() is not { } extent) return null;
            if (isScalable && !_tokens.Expect(TokenKind.RightSquare, "missing ']' closing scalable dimension")) return null;
            extents.Add(extent);
            scalable.Add(isScalable);
            if (!ParseX()) return null;
        }

        if (extents.Exists(extent => extent <= 0)) return Fail("vector types must have positive constant sizes");
        var start = _tokens.Current.Start;
        if (Parse() is not { } element || !_tokens.Expect(TokenKind.Greater, "expected '>' in vector type")) return null;
        if (element is not (IntegerType or FloatType or IndexType)) return FailAt(start, "vector elements must be int/index/float type");
        return new VectorType(extents.ToSequence(), element, scalable.Contains(true) ? scalable.ToSequence() : default);
    }

    /// <summary><c>4x?x</c>: extents, each followed by an <c>x</c>.</summary>
    public Sequence<long>? ParseShape(bool allowDynamic)
    {
        var extents = new List<long>();
        while (_tokens.Is(TokenKind.Integer) || _tokens.Is(TokenKind.Question))
        {
            // Each x is cut off a word that may be as long as the rest of the file.
            if (extents.Count == MaxRank) return Null($"a shape has at most {MaxRank} dimensions");
            if (_tokens.Is(TokenKind.Question))
            {
                if (!allowDynamic) return Null("expected static shape");
                _tokens.Advance();
                extents.Add(ShapedType.Dynamic);
            }
            else if (ParseExtent() is { } extent)
            {
                extents.Add(extent);
            }
            else
            {
                return null;
            }

            if (!ParseX()) return null;
        }

        return extents.ToSequence();
    }

    // In 0x4 the lexer sees one hexadecimal number, but in a shape it is an extent of 0 and the rest.
    private long? ParseExtent()
    {
        var token = _tokens.Current;
        if (token.Length > 1 && _tokens.ByteAt(token.Start + 1) == 'x')
        {
            _tokens.Reset(token.Start + 1);
            return 0;
        }

        if (!long.TryParse(_tokens.Text(token), NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
        {
            _tokens.Error("invalid dimension");
            return null;
        }

        _tokens.Advance();
        return extent;
    }

    private bool ParseX()
    {
        var token = _tokens.Current;
        if (token.Kind != TokenKind.Word || _tokens.ByteAt(token.Start) != 'x')
            return _tokens.ErrorBefore("expected 'x' in dimension list");
        _tokens.Reset(token.Start + 1);
        return true;
    }

    // !alias, !dialect.mnemonic<body>, !dialect<"body">
    private IrType? ParseDialectType()
    {
        var token = _tokens.Current;
        var name = _tokens.Text(token, skip: 1);
        _tokens.Advance();
        var dot = name.IndexOf('.');
        if (dot < 0 && _tokens.ByteAt(token.End) != '<')
            return parser.Aliases.UseType(name);

        var dialectName = dot < 0 ? name : name.Substring(0, dot);
        // Of a name with a dot, MLIR points at what is the dialect's.
        var own = dot < 0 ? token.Start : token.Start + dot + 2;
        if (parser.Context.FindDialect(dialectName) is { } dialect)
            return DialectBody.Parse(parser, name, dot, own, dialect.ParseType, dialect.UnknownType);
        if (DialectBody.Read(_tokens, token, dot) is not { } body) return null;
        if (!parser.Context.AllowUnregistered)
            return FailAt(
                own, $"`!\"{dialectName}\"<\"{body}\">` type created with unregistered dialect. If this is intended, please call "
                + "allowUnregisteredDialects() on the MLIRContext, or use -allow-unregistered-dialect with the MLIR opt tool used");
        return new OpaqueType(dialectName, body);
    }

    private IrType? Fail(string message)
    {
        _tokens.Error(message);
        return null;
    }

    private IrType? FailAt(int position, string message)
    {
        _tokens.ErrorAt(position, message);
        return null;
    }

    private Sequence<long>? Null(string message)
    {
        _tokens.Error(message);
        return null;
    }

    private static Dictionary<string, IrType> MakeNamed()
    {
        var names = new Dictionary<string, IrType> { ["index"] = IndexType.Instance, ["none"] = NoneType.Instance };
        foreach (var type in FloatType.All) names[type.Name] = type;
        return names;
    }
}
