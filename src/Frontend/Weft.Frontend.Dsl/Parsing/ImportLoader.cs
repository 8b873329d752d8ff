using System.Collections.Immutable;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Reads the files that a file imports, and those that they import. Each is read once, so that files may import each
/// other.</summary>
/// <param name="read">The text of a file, or null when there is none; null where nothing can be read.</param>
/// <param name="threads">How many parts of a long file may be read at a time.</param>
internal sealed class ImportLoader(Func<string, string?>? read, int threads)
{
    private readonly List<FileSyntax> _files = [];
    private readonly HashSet<string> _seen = [];

    public DiagnosticBag Diagnostics { get; } = [];

    /// <summary>The file itself and then those that it needs, in the order of their imports.</summary>
    public ImmutableArray<FileSyntax> Load(FileSyntax file)
    {
        _seen.Add(Normal(file.Path));
        Add(file);
        return [.. _files];
    }

    private void Add(FileSyntax file)
    {
        _files.Add(file);
        foreach (var import in file.Declarations.OfType<ImportSyntax>().Where(import => !import.IsBroken)) Follow(import, file);
    }

    private void Follow(ImportSyntax import, FileSyntax from)
    {
        var target = import.Target.Text.Trim('"');
        var path = Normal(Path.Combine(Path.GetDirectoryName(from.Path) ?? "", target));
        if (!_seen.Add(path)) return;
        if (read is null)
        {
            Report("there are no other files here; put what you need into this one");
        }
        else if (read(path) is not { } text)
        {
            Report($"there is no file '{path}'");
        }
        else
        {
            var (file, found) = FileParser.Parse(path, text, threads);
            Diagnostics.AddRange(found);
            Add(file);
        }

        void Report(string why) => Diagnostics.Add(
            DslDiagnostics.ImportNotFound.At(import.Target.Span.In(from.Path), target, why) with { Length = import.Target.Span.Length });
    }

    // a/b/../c.weft and a/c.weft are one file.
    private static string Normal(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts is [.., not ".."]) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
