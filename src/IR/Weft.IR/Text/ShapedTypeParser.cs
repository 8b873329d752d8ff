using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads the types of tensors and vectors; their first word is at hand. Null after recording an error.</summary>
internal sealed class ShapedTypeParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary><c>tensor&lt;4x?xf32, #encoding&gt;</c>.</summary>
    public IrType? ParseTensor()
    {
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in tensor type")) return null;
        var isUnranked = _tokens.Accept(TokenKind.Star);
        Sequence<long>? shape = null;
        if (isUnranked ? !ShapeParser.ParseX(_tokens) : (shape = ShapeParser.Parse(_tokens)) is null) return null;
        var start = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } element) return null;
        Attribute? encoding = null;
        if (_tokens.Accept(TokenKind.Comma) && parser.Attributes.AtOptional() && (encoding = parser.Attributes.Parse()) is null)
            return null;
        if (!_tokens.Expect(TokenKind.Greater, "expected '>' in tensor type")) return null;
        if (element is FunctionType or NoneType or TupleType or RankedTensorType or UnrankedTensorType or MemRefType or UnrankedMemRefType)
            return _tokens.FailAt<IrType>(start, "invalid tensor element type");
        if (shape is { } extents) return new RankedTensorType(extents, element, encoding);
        return encoding is null ? new UnrankedTensorType(element) : _tokens.Fail<IrType>("cannot apply encoding to unranked tensor");
    }

    /// <summary><c>vector&lt;4x[8]xf32&gt;</c>.</summary>
    public IrType? ParseVector()
    {
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in vector type")) return null;
        var extents = new List<long>();
        var scalable = new List<bool>();
        while (_tokens.Is(TokenKind.Integer) || _tokens.Is(TokenKind.LeftSquare))
        {
            var isScalable = _tokens.Accept(TokenKind.LeftSquare);
            if (ShapeParser.ParseExtent(_tokens) is not { } extent) return null;
            if (isScalable && !_tokens.Expect(TokenKind.RightSquare, "missing ']' closing scalable dimension")) return null;
            extents.Add(extent);
            scalable.Add(isScalable);
            if (!ShapeParser.ParseX(_tokens)) return null;
        }

        if (extents.Exists(extent => extent <= 0)) return _tokens.Fail<IrType>("vector types must have positive constant sizes");
        var start = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } element || !_tokens.Expect(TokenKind.Greater, "expected '>' in vector type")) return null;
        if (element is not (IntegerType or FloatType or IndexType))
            return _tokens.FailAt<IrType>(start, "vector elements must be int/index/float type");
        return new VectorType(extents.ToSequence(), element, scalable.Contains(true) ? scalable.ToSequence() : default);
    }
}
