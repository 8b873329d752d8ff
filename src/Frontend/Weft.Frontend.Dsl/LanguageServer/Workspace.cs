using Weft.Frontend.Dsl.LanguageServer.Features;
using Weft.Frontend.Dsl.LanguageServer.Protocol;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>The documents that are open in the editor.</summary>
internal sealed class Workspace
{
    private readonly Dictionary<string, Document> _open = [];
    private readonly HashSet<string> _changed = [];

    public IEnumerable<Document> Documents => _open.Values;

    public Document Find(DocumentId id) => _open.GetValueOrDefault(id.Uri)
        ?? throw new RequestException(RequestError.InvalidParams, $"'{id.Uri}' is not open");

    public void Open(DidOpenParams parameters)
    {
        var opened = parameters.TextDocument;
        Set(new(opened.Uri, opened.Version, opened.Text));
    }

    public void Change(DidChangeParams parameters)
    {
        var document = Find(new(parameters.TextDocument.Uri));
        foreach (var change in parameters.ContentChanges) document = document.With(parameters.TextDocument.Version, change);
        Set(document);
    }

    public void Close(DocumentParams parameters)
    {
        if (_open.Remove(parameters.TextDocument.Uri)) _changed.Add(parameters.TextDocument.Uri);
    }

    /// <summary>The messages about the documents that changed since the last call; none about closed ones, which clears them.</summary>
    public IEnumerable<PublishedDiagnostics> TakeDiagnostics()
    {
        string[] uris = [.. _changed];
        _changed.Clear();
        return uris.Select(uri => _open.TryGetValue(uri, out var document) ? DiagnosticMessages.Of(document) : new(uri, 0, []));
    }

    private void Set(Document document)
    {
        _open[document.Uri] = document;
        _changed.Add(document.Uri);
    }
}
