using System.Text.RegularExpressions;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.IR;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>What a message suggests, as an edit.</summary>
internal static partial class QuickFixes
{
    public static IReadOnlyList<QuickFix> In(Document document, TextRange range)
    {
        var (start, end) = (document.Lines.OffsetOf(range.Start), document.Lines.OffsetOf(range.End));
        List<QuickFix> fixes = [];
        foreach (var diagnostic in document.Analysis.Diagnostics)
        {
            var message = DiagnosticMessages.Message(document, diagnostic);
            var (from, to) = (document.Lines.OffsetOf(message.Range.Start), document.Lines.OffsetOf(message.Range.End));
            if (to < start || from > end || diagnostic.Location.File != document.Path) continue;
            if (DidYouMean().Match(diagnostic.Message) is { Success: true } match) fixes.Add(Fix(document, message, match.Groups[1].Value));
        }

        return fixes;
    }

    private static QuickFix Fix(Document document, DiagnosticMessage message, string name)
    {
        var edits = new Dictionary<string, IReadOnlyList<TextEdit>> { [document.Uri] = [new(message.Range, name)] };
        return new($"Write '{name}'", new(edits), [message], IsPreferred: true);
    }

    // As Suggestion writes it: the message stands at the misspelt name.
    [GeneratedRegex("; did you mean '([^']+)'\\?")]
    private static partial Regex DidYouMean();
}
