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
        Set(new(opened.Uri, opened.Version, opened.Text, Read));
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
        foreach (var importer in _open.Values.Where(other => other != document && HasImports(other)).ToList())
        {
            _open[importer.Uri] = importer.With(importer.Text);
            _changed.Add(importer.Uri);
        }
    }

    private static bool HasImports(Document document) => document.Text.Contains("import", StringComparison.Ordinal);

    /// <summary>As the editor has it, or else as it is on disk.</summary>
    private string? Read(string path)
    {
        if (_open.Values.FirstOrDefault(document => document.Path == path) is { } open) return open.Text;
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
