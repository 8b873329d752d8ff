namespace Weft.Frontend.Dsl.LanguageServer.Protocol;

/// <summary>A place in a text; lines and UTF-16 code units on them count from 0.</summary>
internal sealed record Position(int Line, int Character);

/// <param name="End">The first place behind it.</param>
internal sealed record TextRange(Position Start, Position End);

internal sealed record Place(string Uri, TextRange Range);

internal sealed record TextEdit(TextRange Range, string NewText);

/// <param name="Changes">The edits of each document, by its URI.</param>
internal sealed record WorkspaceEdit(IReadOnlyDictionary<string, IReadOnlyList<TextEdit>> Changes);

/// <param name="Kind"><c>markdown</c> or <c>plaintext</c>.</param>
internal sealed record MarkupContent(string Kind, string Value)
{
    public static MarkupContent Markdown(string value) => new("markdown", value);
}
