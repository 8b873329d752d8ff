using Weft.IR.Text;

namespace Weft.IR;

/// <summary>What prefetches say of their access: <c>, read, locality&lt;3&gt;, data</c>.</summary>
internal sealed record PrefetchHints(string Access, IntegerAttr Locality, string Cache)
{
    public static PrefetchHints? Parse(IrParser parser)
    {
        var tokens = parser.Tokens;
        return tokens.Expect(TokenKind.Comma, "expected ','") && Keyword(parser) is { } access
            && tokens.Expect(TokenKind.Comma, "expected ','") && parser.ExpectWord("locality")
            && tokens.Expect(TokenKind.Less, "expected '<'") && parser.Attributes.Parse<IntegerAttr>(IntegerType.I32) is { } locality
            && tokens.Expect(TokenKind.Greater, "expected '>'") && tokens.Expect(TokenKind.Comma, "expected ','")
            && Keyword(parser) is { } cache ? new(access, locality, cache) : null;
    }

    /// <summary>Gives them to the operation, whose text has been read to its end.</summary>
    public bool Store(IrParser parser, OperationState state)
    {
        if (Access is not ("read" or "write")) return parser.ErrorAtName(state, "rw specifier has to be 'read' or 'write'");
        if (Cache is not ("data" or "instr")) return parser.ErrorAtName(state, "cache type has to be 'data' or 'instr'");
        state.SetAttribute("isWrite", IntegerAttr.Bool(Access == "write"));
        state.SetAttribute("localityHint", Locality);
        state.SetAttribute("isDataCache", IntegerAttr.Bool(Cache == "data"));
        return true;
    }

    private static string? Keyword(IrParser parser)
    {
        if (parser.Tokens.Is(TokenKind.Word)) return parser.Tokens.AcceptKey();
        parser.Error("expected valid keyword");
        return null;
    }
}
