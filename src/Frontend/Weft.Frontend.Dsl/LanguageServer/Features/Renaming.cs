using System.Text;
using System.Text.RegularExpressions;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>Gives a symbol another name. The renamed documents are compiled: every name must still mean what it meant.</summary>
internal static partial class Renaming
{
    public static RenamePlace? Prepare(Document document, int offset) =>
        document.Analysis.Names.At(offset) is { Symbol: var symbol, Span: var span } && CanRename(symbol)
            ? new(document.Lines.RangeOf(span), document.Text.Substring(span.Offset, span.Length))
            : null;

    public static WorkspaceEdit? Rename(Workspace workspace, Document document, int offset, string name)
    {
        if (document.Analysis.Names.At(offset)?.Symbol is not { } symbol || !CanRename(symbol))
            throw Refuse("there is no name here that can be changed");
        if (!Name().IsMatch(name) || Keywords.All.Contains(name)) throw Refuse($"'{name}' cannot be a name");
        if (ElementTypes.Parse(name) is not null) throw Refuse($"'{name}' is the name of a type");
        var changes = new Dictionary<string, IReadOnlyList<TextEdit>>();
        foreach (var group in Navigation.PlacesOf(workspace, document, symbol).GroupBy(found => found.Document, found => found.Place))
        {
            if (!MeansTheSame(group.Key, [.. group], name)) throw Refuse($"'{name}' has a meaning already where '{symbol.Name}' is used");
            changes[group.Key.Uri] = [.. group.Select(place => new TextEdit(group.Key.Lines.RangeOf(place.Span), name))];
        }

        return new(changes);
    }

    private static bool CanRename(ISymbol symbol) => !symbol.Location.IsUnknown;

    // Another name for the same things: names stay apart that were apart, and no new message appears.
    private static bool MeansTheSame(Document document, List<NamePlace> places, string name)
    {
        var text = new StringBuilder(document.Text);
        foreach (var place in Enumerable.Reverse(places)) text.Remove(place.Span.Offset, place.Span.Length).Insert(place.Span.Offset, name);
        var renamed = document.With(text.ToString());
        return renamed.Analysis.Diagnostics.Count == document.Analysis.Diagnostics.Count
            && Structure(renamed).SequenceEqual(Structure(document));
    }

    /// <summary>For each name, which of the names before means the same.</summary>
    private static IEnumerable<int> Structure(Document document)
    {
        var places = document.Analysis.Names.All.ToList();
        Dictionary<(Location, string), int> first = [];
        for (var i = 0; i < places.Count; i++)
        {
            var symbol = places[i].Symbol;
            var key = (symbol.Location, symbol.Location.IsUnknown ? symbol.Name : "");
            first.TryAdd(key, i);
            yield return first[key];
        }
    }

    private static RequestException Refuse(string why) => new(RequestError.RequestFailed, why);

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex Name();
}
