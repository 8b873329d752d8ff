using Antlr4.Runtime;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>Blocks, lists over several lines, and runs of comments.</summary>
internal static class Folding
{
    public static IReadOnlyList<FoldingAnswer> Of(Document document)
    {
        List<FoldingAnswer> found = [];
        var open = new Stack<IToken>();
        foreach (var token in document.Tokens)
        {
            if (token.Type is OPEN_BRACE or OPEN_RECORD or OPEN_PAREN or OPEN_BRACKET) open.Push(token);
            else if (token.Type is CLOSE_BRACE or CLOSE_RECORD or CLOSE_PAREN or CLOSE_BRACKET && open.TryPop(out var start)
                && token.Line > start.Line + 1)
                found.Add(new(start.Line - 1, token.Line - 2));
        }

        AddComments(document, found);
        return [.. found.OrderBy(range => range.StartLine)];
    }

    private static void AddComments(Document document, List<FoldingAnswer> found)
    {
        var comments = document.Tokens.Where(Frontend.Dsl.Formatting.Comment.Is).Select(token => (First: token.Line, Last: EndOf(token)));
        (int First, int Last)? run = null;
        foreach (var comment in comments)
        {
            if (run is { } known && comment.First <= known.Last + 1) run = (known.First, comment.Last);
            else
            {
                Add(run, found);
                run = comment;
            }
        }

        Add(run, found);
    }

    private static void Add((int First, int Last)? run, List<FoldingAnswer> found)
    {
        if (run is var (first, last) && last > first) found.Add(new(first - 1, last - 1, "comment"));
    }

    private static int EndOf(IToken token) => token.Line + token.Text.AsSpan().Count('\n');
}
