using System.Collections.Concurrent;

namespace Weft.IR.Text;

/// <summary>Reads <c>distinct[1]&lt;value&gt;</c>. The number stands for one attribute in the whole file.</summary>
/// <param name="file">That of the whole file, where a part of it is read.</param>
internal sealed class DistinctParser(IrParser parser, DistinctParser? file)
{
    private readonly TokenReader _tokens = parser.Tokens;
    private readonly ConcurrentDictionary<string, DistinctAttr> _known = file?._known ?? new();

    /// <summary>Null after recording an error; the word is at hand.</summary>
    public DistinctAttr? Parse()
    {
        var start = _tokens.Current.Start;
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.LeftSquare, "expected '[' after 'distinct'")) return null;
        var id = _tokens.Text(_tokens.Current);
        if (!_tokens.Expect(TokenKind.Integer, "expected distinct ID")
            || !_tokens.Expect(TokenKind.RightSquare, "expected ']' to close distinct ID")
            || !_tokens.Expect(TokenKind.Less, "expected '<' after distinct ID")
            || ParseReferenced() is not { } referenced
            || !_tokens.Expect(TokenKind.Greater, "expected '>' to close distinct attribute"))
            return null;
        var known = _known.GetOrAdd(id, _ => new DistinctAttr(referenced));
        if (known.Referenced == referenced) return known;
        return _tokens.FailAt<DistinctAttr>(start, $"referenced attribute does not match previous definition: {known.Referenced}");
    }

    private Attribute? ParseReferenced()
    {
        if (_tokens.Is(TokenKind.Greater)) return UnitAttr.Instance;
        if (parser.Attributes.Parse() is { } referenced) return referenced;
        return _tokens.Fail<Attribute>("expected attribute");
    }
}
