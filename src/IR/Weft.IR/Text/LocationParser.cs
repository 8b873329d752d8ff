using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads what stands inside <c>loc(...)</c>.</summary>
public sealed class LocationParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    /// <summary><c>loc(...)</c>, the word included.</summary>
    public Location? Parse()
    {
        if (!_tokens.ExpectWord("loc") || !_tokens.Expect(TokenKind.LeftParen, "expected '(' in location")) return null;
        var location = ParseInstance();
        return location is not null && _tokens.Expect(TokenKind.RightParen, "expected ')' in location") ? location : null;
    }

    public Location? ParseInstance()
    {
        if (!parser.Nesting.Enter("locations")) return null;
        var location = ParseInstanceCore();
        parser.Nesting.Leave();
        return location;
    }

    private Location? ParseInstanceCore()
    {
        if (_tokens.Is(TokenKind.Hash))
        {
            if (parser.Attributes.Parse() is not { } alias) return null;
            return alias is LocationAttr { Location: var location } ? location : Fail("expected location, but found other attribute");
        }

        if (_tokens.Is(TokenKind.String)) return ParseNameOrFile();
        if (_tokens.AcceptWord("unknown")) return Location.Unknown;
        if (_tokens.AcceptWord("callsite")) return ParseCallSite();
        return _tokens.AcceptWord("fused") ? ParseFused() : Fail("expected location instance");
    }

    // "name"(child), "name", "file":1:2
    private Location? ParseNameOrFile()
    {
        var text = _tokens.StringValue(_tokens.Current);
        _tokens.Advance();
        if (_tokens.Accept(TokenKind.Colon))
        {
            if (ParseNumber("expected integer line number in FileLineColLoc") is not { } line) return null;
            if (!_tokens.Expect(TokenKind.Colon, "expected ':' in FileLineColLoc")) return null;
            return ParseNumber("expected integer column number in FileLineColLoc") is { } column ? Location.At(text, line, column) : null;
        }

        if (!_tokens.Accept(TokenKind.LeftParen)) return Location.Composed(new NameLocation(text, default));
        if (ParseInstance() is not { } child || !_tokens.Expect(TokenKind.RightParen, "expected ')' after child location of NameLoc"))
            return null;
        return Location.Composed(new NameLocation(text, child));
    }

    private Location? ParseCallSite()
    {
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' in callsite location") || ParseInstance() is not { } callee) return null;
        if (!_tokens.AcceptWord("at")) return Fail("expected 'at' in callsite location");
        if (ParseInstance() is not { } caller || !_tokens.Expect(TokenKind.RightParen, "expected ')' in callsite location")) return null;
        return Location.Composed(new CallSiteLocation(callee, caller));
    }

    private Location? ParseFused()
    {
        Attribute? metadata = null;
        if (_tokens.Accept(TokenKind.Less))
        {
            if ((metadata = parser.Attributes.Parse()) is null) return Fail("expected attribute for fused location metadata");
            if (!_tokens.Expect(TokenKind.Greater, "expected '>' after fused location metadata")) return null;
        }

        if (!_tokens.Expect(TokenKind.LeftSquare, "expected '[' in fused location")) return null;
        var parts = new List<Location>();
        if (!_tokens.Is(TokenKind.RightSquare))
        {
            do
            {
                if (ParseInstance() is not { } part) return null;
                parts.Add(part);
            }
            while (_tokens.Accept(TokenKind.Comma));
        }

        if (!_tokens.Expect(TokenKind.RightSquare, "expected ']' in fused location")) return null;
        return Location.Composed(new FusedLocation(parts.ToSequence(), metadata));
    }

    private int? ParseNumber(string message)
    {
        if (_tokens.Is(TokenKind.Integer)
            && int.TryParse(_tokens.Text(_tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _tokens.Advance();
            return value;
        }

        _tokens.Error(message);
        return null;
    }

    private Location? Fail(string message)
    {
        _tokens.Error(message);
        return null;
    }
}
