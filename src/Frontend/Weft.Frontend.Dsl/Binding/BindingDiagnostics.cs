using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Collects what the binder finds in one file.</summary>
/// <param name="bag">Shared by all files of a program.</param>
internal sealed class BindingDiagnostics(FileSyntax file, DiagnosticBag bag)
{
    // What is bound several times, as for each use of a generic kernel, is reported once.
    private readonly HashSet<(string? Id, Location At)> _reported = [];
    private int _muted;

    public FileSyntax File => file;

    public DiagnosticBag Bag => bag;

    /// <summary>What the names of the file mean.</summary>
    public NameIndex Names { get; } = new();

    /// <summary>Does something whose diagnostics nobody should see.</summary>
    public T Muted<T>(Func<T> action)
    {
        _muted++;
        try
        {
            return action();
        }
        finally
        {
            _muted--;
        }
    }

    public Location LocationOf(SourceSpan span) => span.In(file.Path);

    /// <summary>The source text of a span, for messages that show what to write instead.</summary>
    public string TextOf(SourceSpan span)
    {
        if (span.Offset < 0 || span.End > file.Text.Length) return "";
        var text = file.Text.Substring(span.Offset, span.Length).Trim();
        return text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? text[..end].TrimEnd() + " ..." : text;
    }

    public void Report(DiagnosticDescriptor descriptor, SourceSpan span, params object?[] arguments) =>
        Add(descriptor.At(LocationOf(span), arguments) with { Length = span.Length });

    public void ReportWithNote(
        DiagnosticDescriptor descriptor, SourceSpan span, Location noteAt, string note, params object?[] arguments) =>
        Add((descriptor.At(LocationOf(span), arguments) with { Length = span.Length }).WithNote(noteAt, note));

    /// <summary>Reports at a node of the bound tree: the name that stands there is underlined.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, params object?[] arguments) =>
        Add(descriptor.At(location, arguments) with { Length = NameLength(location) });

    private void Add(Diagnostic diagnostic)
    {
        if (_muted == 0 && _reported.Add((diagnostic.Id, diagnostic.Location))) bag.Add(diagnostic);
    }

    private string[] Lines => field ??= file.Text.Split('\n');

    private int NameLength(Location location)
    {
        if (location.Line < 1 || location.Line > Lines.Length) return 1;
        var line = Lines[location.Line - 1];
        var end = location.Column - 1;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] == '_')) end++;
        return Math.Max(1, end - (location.Column - 1));
    }
}
