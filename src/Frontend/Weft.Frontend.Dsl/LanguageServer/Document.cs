using Antlr4.Runtime;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Parsing;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>One version of a text that is open in the editor, and what is known about it; each is found out when first asked for.</summary>
/// <param name="read">The text of another file, as imports ask for it; null where there is none.</param>
internal sealed class Document(string uri, int version, string text, Func<string, string?> read)
{
    public string Uri => uri;

    public int Version => version;

    public string Text => text;

    /// <summary>How locations name the file.</summary>
    public string Path { get; } = PathOf(uri);

    public LineMap Lines => field ??= new(text);

    public BindResult Analysis => field ??= WeftCompilation.Compile(Path, text, new() { ReadFile = read });

    /// <summary>All words, comments and line ends, for requests that work on incomplete texts, too.</summary>
    public IReadOnlyList<IToken> Tokens => field ??= [.. FileParser.Read(Path, text).Tokens.GetTokens()];

    public Document With(int newVersion, ContentChange change)
    {
        if (change.Range is not { } range) return new(uri, newVersion, change.Text, read);
        var (start, end) = (Lines.OffsetOf(range.Start), Lines.OffsetOf(range.End));
        return new(uri, newVersion, string.Concat(text.AsSpan(0, start), change.Text, text.AsSpan(Math.Max(start, end))), read);
    }

    /// <summary>Another text in its place; of the same text, what is known about it is found out anew.</summary>
    public Document With(string newText) => new(uri, version, newText, read);

    public Place PlaceOf(TextRange range) => new(uri, range);

    private static string PathOf(string uri) =>
        System.Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : uri;
}
