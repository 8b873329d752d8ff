using Weft.Frontend.Dsl.Analysis;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>What a name is: its declaration, what its author says about it, and what it costs. On the word that begins a loop, what the
/// loop costs.</summary>
internal static class Hover
{
    public static HoverAnswer? At(Document document, int offset)
    {
        if (document.Analysis.Names.At(offset) is { } place)
            return new(
                SymbolForms.Markdown(SymbolForms.Of(place.Symbol), SymbolForms.DocOf(place.Symbol), CostOf(document, place.Symbol)),
                document.Lines.RangeOf(place.Span));
        var word = document.Tokens.FirstOrDefault(token => token.StartIndex <= offset && offset <= token.StopIndex);
        if (word?.Type is not (FOR or PARALLEL or WHILE or REASSOCIATE) || document.Analysis.Program is not { } program) return null;
        var cost = CostAnalysis.OfLoop(program, document.Path, word.Line, word.Column + 1);
        return cost is null ? null
            : new(MarkupContent.Markdown($"{cost}, for all turns"), document.Lines.RangeOf(word.StartIndex, word.StopIndex + 1));
    }

    private static string CostOf(Document document, ISymbol symbol) =>
        symbol is KernelSymbol { IsWorkflow: false } && document.Analysis.Program?.Kernels
            .FirstOrDefault(kernel => kernel.Symbol.Location == symbol.Location) is { } found
            ? $"{CostAnalysis.Of(found)}"
            : "";
}
