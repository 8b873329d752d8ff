using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Makes tokens that know their text: the same word is the same string wherever it stands.</summary>
internal sealed class WordFactory(string text) : CommonTokenFactory
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public override CommonToken Create(
        Tuple<ITokenSource, ICharStream> source, int type, string written, int channel, int start, int stop, int line, int column)
    {
        var isWord = channel == TokenConstants.DefaultChannel && type is not (NEWLINE or TokenConstants.EOF);
        return base.Create(source, type, isWord ? Word(start, stop) : written, channel, start, stop, line, column);
    }

    private string Word(int start, int stop)
    {
        var word = text.AsSpan(start, stop + 1 - start);
        if (_words.TryGetValue(word, out var known)) return known;
        _words.Add(word);
        return _words.TryGetValue(word, out known) ? known : throw new InvalidOperationException("the word was just added");
    }
}
