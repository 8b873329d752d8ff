using System;
using System.Collections.Generic;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Reads the element lists of <c>dense&lt;...&gt;</c> and <c>sparse&lt;...&gt;</c>.</summary>
internal sealed class ElementsParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;
    private readonly List<Literal> _literals = [];
    private Sequence<long>? _shape;

    // A number, word or string as written; a complex element is two.
    private readonly record struct Literal(Token Token, bool Negative, bool IsComplexPart);

    public Attribute? ParseDense(IrType? type)
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after 'dense'")) return null;
        var start = _tokens.Current.Start;
        if (!_tokens.Is(TokenKind.Greater) && !ParseNested(0)) return null;
        if (!_tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        return ParseShapedType(ref type) is { } shaped ? Build(shaped, start) : null;
    }

    public Attribute? ParseSparse(IrType? type)
    {
        if (!_tokens.Expect(TokenKind.Less, "Expected '<' after 'sparse'")) return null;
        var start = _tokens.Current.Start;
        var (indices, values) = (new ElementsParser(parser), new ElementsParser(parser));
        if (!_tokens.Is(TokenKind.Greater))
        {
            if (!indices.ParseNested(0) || !_tokens.Expect(TokenKind.Comma, "expected ','") || !values.ParseNested(0)) return null;
        }

        if (!_tokens.Expect(TokenKind.Greater, "expected '>'") || ParseShapedType(ref type) is not { } shaped) return null;
        // Indices are a list of coordinates; one coordinate alone may be written without brackets.
        var indexShape = indices._shape is { Count: > 0 } written ? written.Count == 1
            ? [1, written[0]] : written : [indices._literals.Count == 0 ? 0 : 1, shaped.Rank];
        var valueShape = values._shape is { Count: > 0 } listed ? listed : [indexShape[0]];
        var indexType = new RankedTensorType(indexShape, IntegerType.I64);
        if (indices.Build(indexType, start) is not DenseElementsAttr indexElements) return null;
        return values.Build(new RankedTensorType(valueShape, shaped.Element), start) is { } valueElements
            ? new SparseElementsAttr(shaped, indexElements, valueElements)
            : null;
    }

    private ShapedType? ParseShapedType(ref IrType? type)
    {
        if (type is null && (!_tokens.Expect(TokenKind.Colon, "expected ':'") || (type = parser.Types.Parse()) is null)) return null;
        if (type is not (RankedTensorType or VectorType or MemRefType))
            return Null(type is ShapedType ? "elements literal type must have static shape" : "elements literal must be a shaped type");
        var shaped = (ShapedType)type;
        return shaped.HasStaticShape ? shaped : Null("elements literal type must have static shape");
    }

    private bool ParseNested(int depth)
    {
        if (!_tokens.Is(TokenKind.LeftSquare)) return ParseElement();
        if (depth > 64) return _tokens.Error("element lists are nested too deeply");
        _tokens.Advance();
        var count = 0L;
        Sequence<long>? inner = null;
        if (!_tokens.Accept(TokenKind.RightSquare))
        {
            do
            {
                _shape = null;
                var at = _tokens.Current.Start;
                if (!ParseNested(depth + 1)) return false;
                var shape = _shape ?? Sequence.Create<long>([]);
                if (inner is { } first && first != shape)
                    return _tokens.ErrorAt(at, $"tensor literal is invalid; ranks are not consistent between elements");
                inner = shape;
                count++;
            }
            while (_tokens.Accept(TokenKind.Comma));
            if (!_tokens.Expect(TokenKind.RightSquare, "expected ']'")) return false;
        }

        _shape = Sequence.ToSequence([count, .. inner ?? Sequence.Create<long>([])]);
        return true;
    }

    private bool ParseElement()
    {
        if (_tokens.Accept(TokenKind.LeftParen))
            return ParseScalar(isComplexPart: true) && _tokens.Expect(TokenKind.Comma, "expected ',' between complex elements")
                && ParseScalar(isComplexPart: true) && _tokens.Expect(TokenKind.RightParen, "expected ')' after complex elements");
        return ParseScalar(isComplexPart: false);
    }

    private bool ParseScalar(bool isComplexPart)
    {
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        var isElement = token.Kind is TokenKind.Integer or TokenKind.Float
            || (!negative && (token.Kind == TokenKind.String || _tokens.IsWord("true") || _tokens.IsWord("false")));
        if (!isElement)
            return _tokens.Error(negative ? "expected integer or floating point literal" : "expected element literal of primitive type");
        _literals.Add(new(token, negative, isComplexPart));
        _tokens.Advance();
        return true;
    }

    private Attribute? Build(ShapedType type, int start)
    {
        var isComplex = type.Element is ComplexType;
        var perElement = isComplex ? 2 : 1;
        var isNumber = type.Element is IntegerType or IndexType or FloatType or ComplexType;
        if (isNumber && _shape is null && _literals is [{ Token.Kind: TokenKind.String }]) return BuildFromHex(type);
        if (_literals.Count == 0 && type.ElementCount != 0)
            return Fail(start, $"parsed zero elements, but type ('{type}') expected at least 1");
        var isSplat = _shape is null && _literals.Count > 0;
        if (!isSplat && _shape is { } shape && shape != type.Shape)
            return Fail(start, $"inferred shape of elements literal ({ShapeText(shape)}) does not match type ({ShapeText(type.Shape)})");
        foreach (var literal in _literals)
        {
            var at = literal.Token.Start;
            if ((literal.Token.Kind == TokenKind.String) == isNumber)
                return Fail(at, isNumber ? "expected a number, but parsed a string" : "expected a string, but parsed a number");
            if (literal.IsComplexPart != isComplex)
                return Fail(at, isComplex ? "expected two numbers for a complex element" : "expected element type to be complex");
        }

        if (!isNumber && _literals.Count > 0) return BuildStrings(type, isSplat);

        var scalar = isComplex ? ((ComplexType)type.Element).Element : type.Element;
        var size = DenseElementsAttr.SizeOf(scalar);
        var data = new byte[_literals.Count * size];
        for (var i = 0; i < _literals.Count; i++)
            if (!Store(_literals[i], scalar, data.AsSpan(i * size, size)))
                return null;
        return Splatted(type, data, isSplat, size * perElement);
    }

    // One value everywhere is a splat, however it was written.
    private static DenseElementsAttr Splatted(ShapedType type, byte[] data, bool isSplat, int elementSize)
    {
        if (!isSplat && data.Length > 0)
        {
            var first = data.AsSpan(0, elementSize);
            var same = true;
            for (var at = elementSize; same && at < data.Length; at += elementSize)
                same = data.AsSpan(at, elementSize).SequenceEqual(first);
            if (same) return new(type, new(first.ToArray()), true);
        }

        return new(type, new(data), isSplat);
    }

    private bool Store(Literal literal, IrType scalar, Span<byte> target)
    {
        var (token, negative, _) = literal;
        var text = _tokens.Text(token);
        if (scalar is FloatType format)
        {
            if (token.Kind == TokenKind.Word) return _tokens.ErrorAt(token.Start, "expected floating point literal");
            if (NumberText.ParseFloat(text, negative, format) is not { } value) return _tokens.ErrorAt(token.Start,
                text.StartsWith("0x", StringComparison.Ordinal)
                    ? NumberText.FloatError(text, negative) : "expected floating-point elements, but parsed integer");
            for (var i = 0; i < target.Length; i++) target[i] = (byte)(i < 8 ? value.Bits >> (8 * i) : value.HighBits >> (8 * (i - 8)));
            return true;
        }

        if (scalar is not (IntegerType or IndexType))
            return _tokens.ErrorAt(token.Start, $"expected element type to be integer, float, complex or index");
        if (token.Kind == TokenKind.Float) return _tokens.ErrorAt(token.Start, "expected integer elements, but parsed floating-point");
        if (token.Kind == TokenKind.Word && scalar is not IntegerType { Width: 1 })
            return _tokens.ErrorAt(token.Start, "expected i1 type for 'true' or 'false' values");
        if (negative && scalar is IntegerType { Signedness: Signedness.Unsigned })
            return _tokens.ErrorAt(token.Start, "expected unsigned integer elements, but parsed negative value");
        var integer = token.Kind == TokenKind.Word ? IntegerAttr.Bool(text == "true") : NumberText.ParseInteger(text, negative, scalar);
        if (integer is null) return _tokens.ErrorAt(token.Start, "integer constant out of range for type");
        ElementBytes.Store(integer.Value, scalar, target);
        return true;
    }

    private Attribute? BuildFromHex(ShapedType type)
    {
        var token = _literals[0].Token;
        var text = _tokens.StringValue(token);
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
            return Fail(token.Start, "elements hex string only allows an even number of hex digits, after 0x");
        var raw = new byte[(text.Length / 2) - 1];
        for (var i = 0; i < raw.Length; i++)
        {
            if (!Uri.IsHexDigit(text[2 + (2 * i)]) || !Uri.IsHexDigit(text[3 + (2 * i)]))
                return Fail(token.Start, "expected string containing hex digits starting with `0x`");
            raw[i] = (byte)((TokenReader.HexValue((byte)text[2 + (2 * i)]) << 4) | TokenReader.HexValue((byte)text[3 + (2 * i)]));
        }

        var size = DenseElementsAttr.SizeOf(type.Element);
        if (type.Element is IntegerType { Width: 1 })
        {
            if (raw.Length == (type.ElementCount + 7) / 8)
                return Splatted(type, ElementBytes.UnpackBits(raw, (int)type.ElementCount), false, 1);
            if (raw.Length == 1 && raw[0] is 0 or 0xFF) return new DenseElementsAttr(type, [(byte)(raw[0] & 1)], true);
        }

        if (raw.Length == size) return new DenseElementsAttr(type, new(raw), true);
        return raw.Length == (BigInteger)size * type.ElementCount
            ? Splatted(type, raw, false, size)
            : Fail(token.Start, $"elements hex data size is invalid for provided type: '{type}'");
    }

    private DenseStringElementsAttr BuildStrings(ShapedType type, bool isSplat)
    {
        var values = new string[_literals.Count];
        for (var i = 0; i < values.Length; i++) values[i] = _tokens.StringValue(_literals[i].Token);
        return new(type, new(values), isSplat);
    }

    private static string ShapeText(Sequence<long> shape) => $"[{string.Join(", ", shape)}]";

    private Attribute? Fail(int position, string message)
    {
        _tokens.ErrorAt(position, message);
        return null;
    }

    private ShapedType? Null(string message)
    {
        _tokens.Error(message);
        return null;
    }
}
