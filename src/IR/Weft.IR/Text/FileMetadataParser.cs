using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.IR.Text;

/// <summary>Reads <c>{-# dialect_resources: {...}, external_resources: {...} #-}</c>.</summary>
internal sealed class FileMetadataParser(IrParser parser)
{
    private const int AlignmentBytes = 4;

    private readonly TokenReader _tokens = parser.Tokens;
    private readonly ImmutableArray<ResourceGroup>.Builder _dialects = ImmutableArray.CreateBuilder<ResourceGroup>();
    private readonly ImmutableArray<ResourceGroup>.Builder _external = ImmutableArray.CreateBuilder<ResourceGroup>();

    public ImmutableArray<ResourceGroup> Dialects => _dialects.ToImmutable();

    public ImmutableArray<ResourceGroup> External => _external.ToImmutable();

    public bool Parse()
    {
        _tokens.Advance();
        return ParseEntries(
            TokenKind.MetadataEnd, "file metadata dictionary", "expected identifier key in file metadata dictionary", ParseSection)
            && _tokens.Expect(TokenKind.MetadataEnd, "expected ',' or '#-}'");
    }

    private bool ParseSection(string name, int position)
    {
        if (name == "dialect_resources") return ParseGroups("resource", ParseDialectGroup);
        return name == "external_resources"
            ? ParseGroups("resource", (group, _) => ParseGroup(_external, group, "external_resources", onlyBlobs: false))
            : _tokens.ErrorAt(position, $"unknown key '{name}' in file metadata dictionary");
    }

    private bool ParseGroups(string what, Func<string, int, bool> parse) => InBraces($"expected identifier key for '{what}' entry", parse);

    private bool ParseDialectGroup(string name, int position)
    {
        return ParseGroup(_dialects, name, "resource", onlyBlobs: true, TakesResources);

        // Of mlir-opt's dialects two have some.
        bool TakesResources() =>
            parser.Context.FindDialect(name) is null && !UnloadedDialects.Contains(name)
                ? _tokens.ErrorAt(position, $"dialect '{name}' is unknown")
                : name is "builtin" or "test" || _tokens.Error($"unexpected 'resource' section for dialect '{name}'");
    }

    /// <param name="mayBe">Whether there may be such a group; asked behind its brace.</param>
    private bool ParseGroup(
        ImmutableArray<ResourceGroup>.Builder into, string name, string what, bool onlyBlobs, Func<bool>? mayBe = null)
    {
        var entries = ImmutableArray.CreateBuilder<Resource>();
        bool ParseEntry(string key, int at) => ParseResource(key, onlyBlobs) is { } entry && Add(entries, entry);
        if (!InBraces($"expected identifier key for '{what}' entry", ParseEntry, mayBe)) return false;
        into.Add(new(name, entries.ToImmutable()));
        return true;
    }

    private static bool Add(ImmutableArray<Resource>.Builder entries, Resource entry)
    {
        entries.Add(entry);
        return true;
    }

    private Resource? ParseResource(string key, bool onlyBlobs)
    {
        var token = _tokens.Current;
        if (!onlyBlobs && (_tokens.IsWord("true") || _tokens.IsWord("false")))
        {
            _tokens.Advance();
            return new(key, ResourceKind.Bool, _tokens.Text(token));
        }

        if (token.Kind != TokenKind.String)
            return Fail(onlyBlobs ? $"expected hex string blob for key '{key}'" : $"expected string value for key '{key}'");
        var text = _tokens.StringValue(token);
        var isBlob = text.StartsWith("0x", StringComparison.Ordinal) && text.Length % 2 == 0 && IsHex(text);
        if (!isBlob && onlyBlobs) return Fail($"expected hex string blob for key '{key}'");
        if (isBlob && (text.Length < 2 + (2 * AlignmentBytes)))
            return Fail($"expected hex string blob for key '{key}' to encode alignment in first 4 bytes");
        _tokens.Advance();
        return isBlob ? new(key, ResourceKind.Blob, "0x" + text.Substring(2).ToUpperInvariant()) : new(key, ResourceKind.String, text);
    }

    private static bool IsHex(string text)
    {
        for (var i = 2; i < text.Length; i++)
            if (!Uri.IsHexDigit(text[i]))
                return false;
        return true;
    }

    private bool InBraces(string expected, Func<string, int, bool> parse, Func<bool>? mayBe = null) =>
        _tokens.Expect(TokenKind.LeftBrace, "expected '{'") && mayBe?.Invoke() is not false
            && ParseEntries(TokenKind.RightBrace, "", expected, parse)
            && _tokens.Expect(TokenKind.RightBrace, "expected ',' or '}'");

    private bool ParseEntries(TokenKind end, string where, string expected, Func<string, int, bool> parse)
    {
        if (_tokens.Is(end)) return true;
        var seen = new HashSet<string>();
        do
        {
            var at = _tokens.Current.Start;
            if (_tokens.AcceptKey() is not { } key) return _tokens.Error(expected);
            if (!seen.Add(key)) return _tokens.ErrorAt(at, $"duplicate key '{key}'{(where.Length > 0 ? $" in {where}" : "")}");
            if (!_tokens.Expect(TokenKind.Colon, "expected ':'") || !parse(key, at)) return false;
        }
        while (_tokens.Accept(TokenKind.Comma));
        return true;
    }

    // Where the value begins, if it is the end of the file.
    private Resource? Fail(string message) => _tokens.FailAt<Resource>(_tokens.Current.Start, message);
}
