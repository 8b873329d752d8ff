using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.IR;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>What the compiler says about a document.</summary>
internal static class DiagnosticMessages
{
    public static PublishedDiagnostics Of(Document document) =>
        new(document.Uri, document.Version, [.. document.Analysis.Diagnostics.Select(diagnostic => Message(document, diagnostic))]);

    public static DiagnosticMessage Message(Document document, Diagnostic diagnostic)
    {
        var place = diagnostic.Location.Position;
        var isHere = place.File == document.Path;
        // What is wrong in an imported file is shown at the top of this one, with the way there.
        var range = isHere ? document.Lines.RangeOf(place.Line, place.Column, diagnostic.Length) : document.Lines.RangeOf(0, 0);
        var notes = diagnostic.Notes.Where(note => !note.Location.Position.IsUnknown);
        if (!isHere && !place.IsUnknown) notes = notes.Prepend(diagnostic);
        return new(
            range, diagnostic.Severity == Severity.Error ? 1 : 2, diagnostic.Id, "weft", diagnostic.Message,
            [.. notes.Select(note => new RelatedPlace(PlaceOf(document, note.Location.Position, note.Length), note.Message))]);
    }

    /// <summary>A place in this document, or, by its line alone, in another file.</summary>
    public static Place PlaceOf(Document document, Location place, int length)
    {
        if (place.File == document.Path) return document.PlaceOf(document.Lines.RangeOf(place.Line, place.Column, length));
        var start = new Position(Math.Max(place.Line - 1, 0), Math.Max(place.Column - 1, 0));
        var uri = Path.IsPathRooted(place.File) ? new Uri(place.File!).AbsoluteUri : place.File ?? document.Uri;
        return new(uri, new(start, start with { Character = start.Character + length }));
    }
}
