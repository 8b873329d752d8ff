using Weft.Frontend.Dsl.Parsing;
using Weft.IR;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>The text in the one form that all files have, or null when it has syntax errors.</summary>
public sealed record FormatResult(string? Text, DiagnosticBag Diagnostics);

/// <summary>
/// Lays a file out anew: spaces, line ends and empty lines, nothing else, except that semicolons and commas at the ends of lines and of
/// lists go. Every other word and every comment stays, in its order. Doing it twice changes nothing.
/// </summary>
public static class Formatter
{
    /// <summary>Comments behind code may be longer, and so may what cannot be broken.</summary>
    public const int LineWidth = 120;

    public static FormatResult Format(string path, string text)
    {
        var (root, stream, diagnostics) = FileParser.Read(path, text);
        if (root is null || diagnostics.Bag.HasErrors) return new(null, diagnostics.Bag);
        List<Antlr4.Runtime.IToken> tokens = [.. stream.GetTokens()];
        var newLine = NewLineOf(text);
        var layout = new Layout(new Trivia(tokens, KeptWords.DroppedFrom(root)), newLine);
        return new(new DocPrinter(LineWidth, newLine).Print(layout.File(root)), diagnostics.Bag);
    }

    /// <summary>A file keeps the line ends that its first line has.</summary>
    private static string NewLineOf(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";
}
