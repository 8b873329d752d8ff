using Antlr4.Runtime;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>A stream over tokens that are all there already.</summary>
internal sealed class ShapedTokens : CommonTokenStream
{
    /// <param name="words">Ends with the end of the file; belongs to the stream from now on.</param>
    public ShapedTokens(List<IToken> words) : base(new ListTokenSource(words))
    {
        for (var i = 0; i < words.Count; i++) ((IWritableToken)words[i]).TokenIndex = i;
        (tokens, fetchedEOF) = (words, true);
    }
}
