using Antlr4.Runtime;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Parsing;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>One version of a text that is open in the editor, and what is known about it; each is found out when first asked for.</summary>
internal sealed class Document(string uri, int version, string text)
{
    public string Uri => uri;

    public int Version => version;

    public string Text => text;

    /// <summary>How locations name the file.</summary>
    public string Path { get; } = PathOf(uri);

    public LineMap Lines => field ??= new(text);

    public BindResult Analysis => field ??= WeftCompilation.Compile(Path, text);

    /// <summary>All words, comments and line ends, for requests that work on incomplete texts, too.</summary>
    public IReadOnlyList<IToken> Tokens => field ??= [.. FileParser.Read(Path, text).Tokens.GetTokens()];

    public Document With(int newVersion, ContentChange change)
    {
        if (change.Range is not { } range) return new(uri, newVersion, change.Text);
        var (start, end) = (Lines.OffsetOf(range.Start), Lines.OffsetOf(range.End));
        return new(uri, newVersion, string.Concat(text.AsSpan(0, start), change.Text, text.AsSpan(Math.Max(start, end))));
    }

    public Place PlaceOf(TextRange range) => new(uri, range);

    private static string PathOf(string uri) =>
        System.Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : uri;
}
