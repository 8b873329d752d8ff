using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>From a name to its declaration, and to its other uses in the open documents.</summary>
internal static class Navigation
{
    public static Place? Definition(Workspace workspace, Document document, int offset)
    {
        if (document.Analysis.Names.At(offset)?.Symbol is not { Location.IsUnknown: false } symbol) return null;
        var home = workspace.Documents.FirstOrDefault(other => other.Path == symbol.Location.File);
        return DiagnosticMessages.PlaceOf(home ?? document, symbol.Location, LengthOf(symbol));
    }

    public static IReadOnlyList<Place> References(Workspace workspace, Document document, int offset, bool withDeclaration)
    {
        if (document.Analysis.Names.At(offset)?.Symbol is not { } symbol) return [];
        return
        [
            .. PlacesOf(workspace, document, symbol).Where(found => withDeclaration || !found.Place.IsDeclaration)
                .Select(found => found.Document.PlaceOf(found.Document.Lines.RangeOf(found.Place.Span))),
        ];
    }

    public static IReadOnlyList<HighlightAnswer> Highlights(Document document, int offset) =>
        document.Analysis.Names.At(offset)?.Symbol is not { } symbol ? []
        : [.. document.Analysis.Names.Of(symbol).Select(place => new HighlightAnswer(document.Lines.RangeOf(place.Span)))];

    /// <summary>In this document; of what other files can import, in all that are open.</summary>
    public static IEnumerable<(Document Document, NamePlace Place)> PlacesOf(Workspace workspace, Document document, ISymbol symbol)
    {
        var isShared = symbol is not (VariableSymbol or BuiltinSymbol);
        var documents = isShared ? workspace.Documents.Where(other => other != document).Prepend(document) : [document];
        return documents.SelectMany(each => each.Analysis.Names.Of(symbol).Select(place => (each, place)));
    }

    // Generic kernels are known with their types: f<f32>.
    private static int LengthOf(ISymbol symbol) => symbol.Name.Split('<')[0].Length;
}
