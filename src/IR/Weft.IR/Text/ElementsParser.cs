using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Weft.IR.Text;

/// <summary>Reads the element lists of <c>dense&lt;...&gt;</c> and <c>sparse&lt;...&gt;</c>.</summary>
internal sealed class ElementsParser(IrParser parser)
{
    private const int MaxDepth = 64;

    private readonly TokenReader _tokens = parser.Tokens;
    private readonly List<Literal> _literals = [];
    private Sequence<long>? _shape;

    // A number, word or string as written; a complex element is two.
    private readonly record struct Literal(Token Token, bool Negative);

    public Attribute? ParseDense(IrType? type)
    {
        if (!_tokens.Expect(TokenKind.Less, "expected '<' after 'dense'")) return null;
        if (!_tokens.Is(TokenKind.Greater) && !ParseLiteral(allowHex: true)) return null;
        if (!_tokens.Expect(TokenKind.Greater, "expected '>'")) return null;
        // Where the type is written, what does not fit it is said to be there.
        var at = _tokens.Current.Start;
        return ParseShapedType(ref type) is { } shaped ? Build(shaped, at) : null;
    }

    /// <summary><c>sparse&lt;indices, values&gt; : type</c>; the word is at hand.</summary>
    public Attribute? ParseSparse(IrType? type)
    {
        var start = _tokens.Current.Start;
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, "Expected '<' after 'sparse'")) return null;
        var (indices, values) = (new ElementsParser(parser), new ElementsParser(parser));
        var (indicesAt, valuesAt) = (_tokens.Current.Start, _tokens.Current.Start);
        if (!_tokens.Is(TokenKind.Greater))
        {
            if (!indices.ParseLiteral(allowHex: false) || !_tokens.Expect(TokenKind.Comma, "expected ','")) return null;
            valuesAt = _tokens.Current.Start;
            if (!values.ParseLiteral(allowHex: true)) return null;
        }

        if (!_tokens.Expect(TokenKind.Greater, "expected '>'") || ParseShapedType(ref type) is not { } shaped) return null;
        // One coordinate list alone, or one number for all coordinates, may be written without brackets.
        var indexShape = indices._shape ?? [indices._literals.Count == 0 ? 0 : 1, shaped.Rank];
        if (indices.Build(new RankedTensorType(indexShape, IntegerType.I64), indicesAt) is not DenseElementsAttr indexElements) return null;
        var valueShape = values._shape ?? [indexShape[0]];
        if (values.Build(new RankedTensorType(valueShape, shaped.Element), valuesAt) is not { } valueElements) return null;
        return SparseProblem(shaped, indexElements, valueShape) is { } problem
            ? Fail(start, problem) : new SparseElementsAttr(shaped, indexElements, valueElements);
    }

    private static string? SparseProblem(ShapedType type, DenseElementsAttr indices, Sequence<long> valueShape)
    {
        var shape = indices.ShapedType.Shape;
        if (valueShape.Count != 1) return "expected 1-d tensor for sparse element values";
        var hasRank = shape.Count == 2 ? shape[1] == type.Rank : shape.Count == 1 && type.Rank == 1;
        if (!hasRank || shape[0] != valueShape[0])
            return $"expected shape ({ShapeText(type.Shape)}); inferred shape of indices literal ({ShapeText(shape)}); "
                + $"inferred shape of values literal ({ShapeText(valueShape)})";
        var rows = indices.IsSplat ? Math.Min(1, shape[0]) : shape[0];
        for (var row = 0; row < rows; row++)
        {
            var index = new long[type.Rank];
            var isInside = true;
            for (var i = 0; i < index.Length; i++)
            {
                var at = indices.IsSplat ? 0 : (row * index.Length) + i;
                index[i] = BinaryPrimitives.ReadInt64LittleEndian(indices.Data.Span.Slice(at * sizeof(long)));
                isInside &= index[i] >= 0 && index[i] < type.Shape[i];
            }

            if (!isInside)
                return $"sparse index #{row} is not contained within the value shape, with index={ShapeText(index.ToSequence())}, "
                    + $"and type='{type}'";
        }

        return null;
    }

    private ShapedType? ParseShapedType(ref IrType? type)
    {
        if (type is null && (!_tokens.Expect(TokenKind.Colon, "expected ':'") || (type = parser.Types.Parse()) is null)) return null;
        if (type is not (RankedTensorType or VectorType or MemRefType))
            return _tokens.Fail<ShapedType>(type is ShapedType
                ? "elements literal type must have static shape"
                : "elements literal must be a shaped type");
        var shaped = (ShapedType)type;
        return shaped.HasStaticShape ? shaped : _tokens.Fail<ShapedType>("elements literal type must have static shape");
    }

    // Data in hexadecimal digits stands for all elements.
    private bool ParseLiteral(bool allowHex)
    {
        if (!allowHex || !_tokens.Is(TokenKind.String)) return ParseNested(0);
        _literals.Add(new(_tokens.Current, false));
        _tokens.Advance();
        return true;
    }

    private bool ParseNested(int depth)
    {
        if (!_tokens.Is(TokenKind.LeftSquare)) return ParseElement(depth);
        if (depth > MaxDepth) return TooDeep();
        _tokens.Advance();
        var count = 0L;
        Sequence<long>? inner = null;
        if (!_tokens.Accept(TokenKind.RightSquare))
        {
            do
            {
                _shape = null;
                if (!ParseNested(depth + 1)) return false;
                var shape = _shape ?? Sequence.Create<long>([]);
                if (inner is { } first && first != shape)
                    return _tokens.Error("tensor literal is invalid; ranks are not consistent between elements");
                inner = shape;
                count++;
            }
            while (_tokens.Accept(TokenKind.Comma));
            if (!_tokens.Expect(TokenKind.RightSquare, "expected ']'")) return false;
        }

        _shape = Sequence.ToSequence([count, .. inner ?? Sequence.Create<long>([])]);
        return true;
    }

    // A pair is a complex element, or any two elements: mlir-opt takes what pairs hold one after the other.
    private bool ParseElement(int depth)
    {
        if (!_tokens.Accept(TokenKind.LeftParen)) return ParseScalar();
        if (depth > MaxDepth) return TooDeep();
        return ParseElement(depth + 1) && _tokens.Expect(TokenKind.Comma, "expected ',' between complex elements")
            && ParseElement(depth + 1) && _tokens.Expect(TokenKind.RightParen, "expected ')' after complex elements");
    }

    private bool ParseScalar()
    {
        var negative = _tokens.Accept(TokenKind.Minus);
        var token = _tokens.Current;
        var isElement = token.Kind is TokenKind.Integer or TokenKind.Float
            || (!negative && (token.Kind == TokenKind.String || _tokens.IsWord("true") || _tokens.IsWord("false")));
        if (!isElement)
            return _tokens.Error(negative ? "expected integer or floating point literal" : "expected element literal of primitive type");
        _literals.Add(new(token, negative));
        _tokens.Advance();
        return true;
    }

    private bool TooDeep() => _tokens.Error("element lists are nested too deeply");

    private Attribute? Build(ShapedType type, int at)
    {
        var isComplex = type.Element is ComplexType;
        var perElement = isComplex ? 2 : 1;
        var isNumber = type.Element is IntegerType or IndexType or FloatType or ComplexType;
        if (isNumber && _shape is null && _literals is [{ Token.Kind: TokenKind.String }]) return BuildFromHex(type, at);
        if (_shape is { } shape && shape != type.Shape)
            return Fail(at, $"inferred shape of elements literal ({ShapeText(shape)}) does not match type ({ShapeText(type.Shape)})");
        if (_literals.Count == 0 && type.ElementCount != 0)
            return Fail(at, $"parsed zero elements, but type ('{type}') expected at least 1");
        foreach (var literal in _literals)
            if ((literal.Token.Kind == TokenKind.String) == isNumber)
                return Fail(
                    literal.Token.Start, isNumber ? "expected a number, but parsed a string" : "expected a string, but parsed a number");
        var isSplat = _shape is null && _literals.Count == perElement;
        if (!isSplat && _literals.Count != (BigInteger)perElement * type.ElementCount)
            return Fail(
                _literals[0].Token.Start, isComplex ? "expected two numbers for a complex element" : "expected element type to be complex");
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
        var (token, negative) = literal;
        var text = _tokens.Text(token);
        if (scalar is FloatType format)
        {
            if (token.Kind == TokenKind.Word) return _tokens.Error("expected floating-point elements, but parsed integer");
            if (NumberText.ParseFloat(text, negative, format) is not { } value)
                return text.StartsWith("0x", StringComparison.Ordinal)
                    ? _tokens.Report(NumberText.FloatError(_tokens.LocationAt(token.Start), text, negative))
                    : _tokens.Error("expected floating-point elements, but parsed integer");
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

    private Attribute? BuildFromHex(ShapedType type, int at)
    {
        var token = _literals[0].Token;
        var text = _tokens.StringValue(token);
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
            return Fail(token.Start, "expected string containing hex digits starting with `0x`");
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
            : Fail(at, $"elements hex data size is invalid for provided type: '{type}'");
    }

    private DenseStringElementsAttr BuildStrings(ShapedType type, bool isSplat)
    {
        var values = new string[_literals.Count];
        for (var i = 0; i < values.Length; i++) values[i] = _tokens.StringValue(_literals[i].Token);
        return new(type, new(values), isSplat);
    }

    private static string ShapeText(Sequence<long> shape) => $"[{string.Join(", ", shape)}]";

    private Attribute? Fail(int position, string message) => _tokens.FailAt<Attribute>(position, message);
}
