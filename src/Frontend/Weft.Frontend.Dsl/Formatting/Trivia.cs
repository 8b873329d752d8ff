using System.Collections.Immutable;
using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>What stands around one word.</summary>
/// <param name="Leading">Comments before it with lines of their own.</param>
/// <param name="Inline">Comments before it on its line.</param>
/// <param name="Trailing">Comments behind it on its line.</param>
/// <param name="BlankBefore">An empty line stands right before it.</param>
internal sealed record WordTrivia(
    ImmutableArray<Comment> Leading, ImmutableArray<Comment> Inline, ImmutableArray<TrailingPart> Trailing, bool BlankBefore)
{
    /// <summary>An empty line stands before the word and its comments.</summary>
    public bool StartsAfterBlank => Leading is [var first, ..] ? first.BlankBefore : BlankBefore;
}

/// <param name="EndsLine">Nothing may follow it on its line.</param>
internal sealed record TrailingPart(Comment Comment, bool EndsLine);

/// <summary>
/// Gives each comment to a word: to the one before it on its line, or else to the one that follows.
/// </summary>
internal sealed class Trivia
{
    private static readonly WordTrivia None = new([], [], [], false);

    private readonly Dictionary<int, WordTrivia> _words = [];

    /// <param name="dropped">The places of words that the layout makes anew.</param>
    public Trivia(IReadOnlyList<IToken> tokens, IReadOnlySet<int> dropped)
    {
        List<IToken> comments = [];
        IToken? previous = null;
        var end = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (Comment.Is(token)) comments.Add(token);
            else if (token.Channel == TokenConstants.DefaultChannel && token.Type != NEWLINE && !dropped.Contains(i))
                Attach(ref previous, ref end, token, comments);
        }
    }

    public WordTrivia Of(IToken token) => _words.GetValueOrDefault(token.TokenIndex, None);

    private void Attach(ref IToken? previous, ref int end, IToken word, List<IToken> comments)
    {
        var leading = ImmutableArray.CreateBuilder<Comment>();
        var inline = ImmutableArray.CreateBuilder<Comment>();
        for (var i = 0; i < comments.Count; i++)
        {
            var comment = comments[i];
            var text = Comment.Of(comment, end > 0 && comment.Line > end + 1);
            var (isLast, endsLine) = Ending(comments, i, word);
            var isBehind = comment.Line == end && endsLine;
            if (previous is not null && leading.Count + inline.Count == 0 && (isBehind || (!endsLine && IsCloser(word))))
            {
                AddTrailing(previous, new(text, isLast));
            }
            else if (endsLine)
            {
                leading.AddRange(inline);
                inline.Clear();
                leading.Add(text);
            }
            else
            {
                inline.Add(text);
            }

            end = EndOf(comment);
        }

        var blank = end > 0 && word.Line > end + 1;
        var known = Of(word);
        _words[word.TokenIndex] = known with { Leading = leading.ToImmutable(), Inline = inline.ToImmutable(), BlankBefore = blank };
        (previous, end) = (word, word.Line);
        comments.Clear();
    }

    private void AddTrailing(IToken word, TrailingPart part)
    {
        var known = Of(word);
        _words[word.TokenIndex] = known with { Trailing = known.Trailing.Add(part) };
    }

    /// <summary>Whether a line ends right behind a comment, and whether it does behind that and other comments.</summary>
    private static (bool AtOnce, bool AfterComments) Ending(List<IToken> comments, int i, IToken word)
    {
        var last = i;
        while (last + 1 < comments.Count && comments[last + 1].Line == EndOf(comments[last])) last++;
        var next = last + 1 < comments.Count ? comments[last + 1] : word;
        var ends = comments[last].Type != BLOCK_COMMENT || next.Type == TokenConstants.EOF || next.Line > EndOf(comments[last]);
        return (ends && i == last, ends);
    }

    private static bool IsCloser(IToken word) => word.Type is COMMA or CLOSE_PAREN or CLOSE_BRACKET or CLOSE_BRACE or CLOSE_RECORD;

    private static int EndOf(IToken token) => token.Line + token.Text.AsSpan().Count('\n');
}
