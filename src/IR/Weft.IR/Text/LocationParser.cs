using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads what stands inside <c>loc(...)</c>.</summary>
public sealed class LocationParser(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;
    private readonly List<Deferred> _deferred = [];

    // What an alias that was not yet defined will stand for.
    private sealed record Deferred(string Alias, int Position, Action<Location> Set);

    /// <summary><c>loc(...)</c> behind an operation or argument, where there is one. An alias may be defined at the end of the file.
    /// </summary>
    public bool ParseTrailing(Action<Location> set)
    {
        if (!_tokens.AcceptWord("loc")) return true;
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' in location")) return false;
        if (_tokens.Is(TokenKind.Hash))
        {
            if (!ParseAlias(set)) return false;
        }
        else if (ParseInstance() is { } location)
        {
            set(location);
        }
        else
        {
            return false;
        }

        return _tokens.Expect(TokenKind.RightParen, "expected ')' in location");
    }

    /// <summary>Looks up the aliases that had no definition when they were used.</summary>
    public void Settle()
    {
        foreach (var (alias, position, set) in _deferred)
        {
            if (parser.Aliases.FindAttribute(alias) is not { } attribute)
                _tokens.ErrorAt(position, "operation location alias was never defined");
            else if (!Settle(attribute, position, set)) return;
        }
    }

    private bool ParseAlias(Action<Location> set)
    {
        var token = _tokens.Current;
        var alias = _tokens.Text(token, skip: 1);
        _tokens.Advance();
        if (alias.IndexOf('.') >= 0)
            return _tokens.ErrorAt(token.Start, $"expected location, but found dialect attribute: '#{alias}'");
        if (parser.Aliases.FindAttribute(alias) is { } known) return Settle(known, token.Start, set);
        _deferred.Add(new(alias, token.Start, set));
        return true;
    }

    private bool Settle(Attribute attribute, int position, Action<Location> set)
    {
        if (attribute is not LocationAttr { Location: var location })
            return _tokens.ErrorAt(position, $"expected location, but found '{attribute}'");
        set(location);
        return true;
    }

    /// <summary><c>loc(...)</c> as an attribute; the word is at hand.</summary>
    public Location? ParseInline()
    {
        _tokens.Advance();
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' in inline location") || ParseInstance() is not { } location) return null;
        return _tokens.Expect(TokenKind.RightParen, "expected ')' in inline location") ? location : null;
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
            if (alias is LocationAttr { Location: var location }) return location;
            return _tokens.Fail<Location?>($"expected location attribute, but got{alias}");
        }

        if (_tokens.Is(TokenKind.String)) return ParseNameOrFile();
        if (_tokens.AcceptWord("unknown")) return Location.Unknown;
        if (_tokens.AcceptWord("callsite")) return ParseCallSite();
        return _tokens.AcceptWord("fused") ? ParseFused() : _tokens.FailBefore<Location?>("expected location instance");
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
        if (!_tokens.AcceptWord("at")) return _tokens.FailBefore<Location?>("expected 'at' in callsite location");
        if (ParseInstance() is not { } caller || !_tokens.Expect(TokenKind.RightParen, "expected ')' in callsite location")) return null;
        return Location.Composed(new CallSiteLocation(callee, caller));
    }

    private Location? ParseFused()
    {
        Attribute? metadata = null;
        if (_tokens.Accept(TokenKind.Less))
        {
            if ((metadata = parser.Attributes.Parse()) is null) return null;
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
        return FusedLocation.Of(parts, metadata);
    }

    private int? ParseNumber(string message)
    {
        if (_tokens.Is(TokenKind.Integer)
            && int.TryParse(_tokens.Text(_tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _tokens.Advance();
            return value;
        }

        return _tokens.FailBefore<int?>(message);
    }
}
