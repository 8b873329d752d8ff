using Antlr4.Runtime;
using Weft.Frontend.Dsl.Symbols;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>Which variables can be named at a place. It goes by braces, since a text that is being written may have no
/// tree there.</summary>
internal static class Visibility
{
    /// <summary>The innermost of each name.</summary>
    public static IEnumerable<VariableSymbol> At(Document document, int offset) => document.Analysis.Names.All
        .Where(place => place is { IsDeclaration: true, Symbol: VariableSymbol } && place.Span.End < offset)
        .Where(place => IsVisible(document, (VariableSymbol)place.Symbol, place.Span.End, offset))
        .Select(place => (VariableSymbol)place.Symbol).Reverse().DistinctBy(variable => variable.Name);

    private static bool IsVisible(Document document, VariableSymbol variable, int from, int to)
    {
        // What a head declares - parameters, extents, indices - lives in the block that follows; an index without one, in its line;
        // a local begins behind its declaration.
        var isOfHead = variable.Kind is not (VariableKind.Let or VariableKind.Var);
        var (depth, isDeclared) = (0, isOfHead);
        foreach (var token in document.Tokens)
        {
            if (token.StartIndex < from || token.Channel != TokenConstants.DefaultChannel) continue;
            if (token.StartIndex >= to) return isDeclared;
            if (token.Type is OPEN_BRACE) depth++;
            else if (token.Type == CLOSE_BRACE && (--depth < 0 || (depth == 0 && isOfHead))) return false;
            else if (token.Type is NEWLINE or SEMICOLON && depth == 0 && variable.Kind == VariableKind.Index) return false;
            else isDeclared |= token.Type is NEWLINE or SEMICOLON;
        }

        return isDeclared;
    }
}
