using Antlr4.Runtime;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>The parameters of the call around a place, and which of them stands there.</summary>
internal static class SignatureHelp
{
    public static SignatureAnswer? At(Document document, int offset)
    {
        var words = document.Tokens
            .Where(token => token.Channel == TokenConstants.DefaultChannel && token.Type != TokenConstants.EOF && token.StopIndex < offset)
            .ToList();
        var (depth, position) = (0, 0);
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (words[i].Type is OPEN_BRACE or CLOSE_BRACE) return null;
            if (words[i].Type is CLOSE_PAREN or CLOSE_BRACKET or CLOSE_RECORD) depth++;
            else if (depth == 0 && words[i].Type == COMMA) position++;
            else if (words[i].Type is OPEN_PAREN or OPEN_BRACKET or OPEN_RECORD && depth-- == 0)
                return words[i].Type == OPEN_PAREN && Find(document, words[i - 1]) is { } symbol ? Answer(symbol, position) : null;
        }

        return null;
    }

    private static ISymbol? Find(Document document, IToken name) => name.Type != NAME ? null
        : document.Analysis.Callables.FirstOrDefault(callable => callable.Name == name.Text) ?? (ISymbol?)BuiltinTable.Find(name.Text);

    private static SignatureAnswer Answer(ISymbol symbol, int position)
    {
        var doc = SymbolForms.DocOf(symbol);
        var parameters = SymbolForms.Parameters(symbol).Select(parameter => new ParameterText(parameter));
        return new([new(SymbolForms.Of(symbol), doc.Length > 0 ? MarkupContent.Markdown(doc) : null, [.. parameters])], 0, position);
    }
}
