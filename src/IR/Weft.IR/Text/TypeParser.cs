using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads types. Every method returns null after recording an error.</summary>
public sealed class TypeParser(IrParser parser)
{
    private static readonly Dictionary<string, IrType> Named = MakeNamed();

    private readonly TokenReader _tokens = parser.Tokens;
    private readonly MemRefTypeParser _memRefs = new(parser);
    private readonly ShapedTypeParser _shaped = new(parser);

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
            case "memref": return _memRefs.Parse();
            case "tensor": return _shaped.ParseTensor();
            case "tuple": _tokens.Advance(); return ParseTuple();
            case "vector": return _shaped.ParseVector();
        }

        if (IntegerTypeOf(word) is not { } width) return _tokens.AtIntegerType() ? _tokens.Fail<IrType>("invalid integer width") : NoType();
        if (width.Bits > IntegerType.MaxWidth) return _tokens.Fail<IrType>("integer bitwidth is limited to 16777215 bits");
        _tokens.Advance();
        return IntegerType.Get(width.Bits, width.Signedness);
    }

    private IrType? NoType() => _tokens.FailBefore<IrType>("expected non-function type");

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
        if (element is not (IntegerType or FloatType)) return _tokens.FailAt<IrType>(start, "invalid element type for complex");
        return new ComplexType(element);
    }

    private IrType? ParseTuple()
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in tuple type")) return null;
        if (_tokens.Accept(TokenKind.Greater)) return new TupleType(Sequence.Create<IrType>([]));
        if (ParseList() is not { } elements || !_tokens.Expect(TokenKind.Greater, "expected '>' in tuple type")) return null;
        return new TupleType(elements);
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
            return _tokens.FailAt<IrType>(
                own, $"`!\"{dialectName}\"<\"{body}\">` type created with unregistered dialect. If this is intended, please call "
                + "allowUnregisteredDialects() on the MLIRContext, or use -allow-unregistered-dialect with the MLIR opt tool used");
        return new OpaqueType(dialectName, body);
    }

    private static Dictionary<string, IrType> MakeNamed()
    {
        var names = new Dictionary<string, IrType> { ["index"] = IndexType.Instance, ["none"] = NoneType.Instance };
        foreach (var type in FloatType.All) names[type.Name] = type;
        return names;
    }
}
