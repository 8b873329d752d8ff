using Weft.Frontend.Dsl.Grammar;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>The words that the lexer reserves, in its order.</summary>
internal static class Keywords
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enumerable.Range(1, WeftLexer.FALSE).Select(type => WeftLexer.DefaultVocabulary.GetLiteralName(type)?.Trim('\''))
            .OfType<string>().Where(word => char.IsLetter(word[0])),
    ];
}
