namespace Weft.IR.Text;

/// <summary>Reads <c>memref&lt;4x?xf32, layout, space&gt;</c>; its first word is at hand.</summary>
internal sealed class MemRefTypeParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary>Null after recording an error.</summary>
    public IrType? Parse()
    {
        var keyword = _tokens.Current.Start;
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.Less, "expected '<' in memref type")) return null;
        var isUnranked = _tokens.Accept(TokenKind.Star);
        Sequence<long>? shape = null;
        if (isUnranked ? !ShapeParser.ParseX(_tokens) : (shape = ShapeParser.Parse(_tokens)) is null) return null;
        var start = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } element) return null;
        if (!IsElement(element)) return _tokens.FailAt<IrType>(start, "invalid memref element type");
        Attribute? layout = null, space = null;
        if (!_tokens.Accept(TokenKind.Greater)
            && !(_tokens.Expect(TokenKind.Comma, "expected ',' or '>' in memref type")
                && ParseLayoutAndSpace(isUnranked, ref layout, ref space)))
            return null;
        // Memory space 0 is the default and not stored.
        if (space is IntegerAttr { IsZero: true }) space = null;
        return shape is { } extents ? Ranked(keyword, extents, element, layout, space) : new UnrankedMemRefType(element, space);
    }

    private static bool IsElement(IrType type) => type is IntegerType or FloatType or IndexType or ComplexType or VectorType
        or MemRefType or UnrankedMemRefType || (type is OpaqueType { Dialect: var dialect } && UnloadedDialects.Contains(dialect));

    private IrType? Ranked(int keyword, Sequence<long> extents, IrType element, Attribute? layout, Attribute? space)
    {
        var rank = layout switch
        {
            AffineMapAttr { Map: var map } => map.DimCount,
            StridedLayoutAttr strided => strided.Strides.Count,
            _ => extents.Count,
        };
        if (rank != extents.Count)
            return _tokens.FailAt<IrType>(keyword, layout is AffineMapAttr
                ? $"memref layout mismatch between rank and affine map: {extents.Count} != {rank}"
                : "expected the number of strides to match the rank");
        // An identity layout is the default and not stored.
        return new MemRefType(extents, element, layout is AffineMapAttr { Map.IsIdentity: true } ? null : layout, space);
    }

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
}
