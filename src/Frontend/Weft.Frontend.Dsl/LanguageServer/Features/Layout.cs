using Weft.Frontend.Dsl.Formatting;
using Weft.Frontend.Dsl.LanguageServer.Protocol;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>Formatting as edits of the gaps between words, so that the editor keeps its place.</summary>
internal static class Layout
{
    /// <summary>None for a text with syntax errors, which is left alone.</summary>
    public static IReadOnlyList<TextEdit> Of(Document document) => In(document, document.Lines.RangeOf(0, document.Text.Length));

    public static IReadOnlyList<TextEdit> In(Document document, TextRange range)
    {
        if (Formatter.Format(document.Path, document.Text).Text is not { } formatted) return [];
        var (start, end) = (document.Lines.OffsetOf(range.Start), document.Lines.OffsetOf(range.End));
        return
        [
            .. GapEdits.Between(document.Text, formatted)
                .Where(edit => edit.Start + edit.Length >= start && edit.Start <= end)
                .Select(edit => new TextEdit(document.Lines.RangeOf(edit.Start, edit.Start + edit.Length), edit.NewText)),
        ];
    }
}
