using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Reports words that are not words of the language.</summary>
internal static class BadTokens
{
    public enum Action
    {
        Keep,
        Drop,
    }

    public static Action Report(CommonToken token, SyntaxDiagnostics diagnostics)
    {
        switch (token.Type)
        {
            case UNKNOWN:
                diagnostics.Report(DslDiagnostics.UnknownCharacter, token, Show(token.Text), Advice(token.Text[0]));
                return Action.Drop;
            case BAD_NUMBER:
                diagnostics.Report(DslDiagnostics.BadNumber, token, token.Text);
                return Action.Keep;
            case UNTERMINATED_STRING:
                diagnostics.Report(DslDiagnostics.UnterminatedString, token);
                token.Type = STRING;
                return Action.Keep;
            default:
                return Action.Keep;
        }
    }

    private static string Advice(char character) => character switch
    {
        '\'' => "there are no characters or strings",
        _ => "names are made of letters a-z, digits and '_'",
    };

    private static string Show(string text) => char.IsControl(text[0]) || char.IsSurrogate(text[0]) ? $"U+{(int)text[0]:X4}" : text;
}
