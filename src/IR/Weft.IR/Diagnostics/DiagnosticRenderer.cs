using System;
using System.Collections.Generic;
using System.IO;

namespace Weft.IR;

/// <summary>Shows diagnostics to a person: the message, the source line, a caret under the place.</summary>
/// <param name="indent">Stands before the source line; mlir-opt has none.</param>
/// <param name="colors">Whether the output is a terminal that shows colours.</param>
public sealed class DiagnosticRenderer(TextWriter output, Func<string, string?> readSource, string indent = "  ", bool colors = false)
{
    private const string Reset = "\u001b[0m";
    private const string Bold = "\u001b[1m";
    private const string Green = "\u001b[1;32m";

    private readonly Dictionary<string, string[]> _lines = [];

    public void Render(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Render(diagnostic);
    }

    public void Render(Diagnostic diagnostic) => Render(diagnostic, showsSource: true);

    private void Render(Diagnostic diagnostic, bool showsSource)
    {
        output.WriteLine(colors ? Colored(diagnostic) : diagnostic.ToString());
        if (showsSource) WriteSource(diagnostic);
        var shown = diagnostic.Location;
        foreach (var note in diagnostic.Notes)
        {
            // A note about the same place needs it no second time.
            Render(note, note.Location != shown);
            shown = note.Location;
        }
    }

    // The place in bold, the severity in its colour, the words plain.
    private static string Colored(Diagnostic diagnostic)
    {
        var text = diagnostic.ToString();
        var head = text.Substring(0, text.Length - diagnostic.Message.Length);
        var place = diagnostic.Location.Position.IsUnknown ? "" : $"{diagnostic.Location.Position}: ";
        return $"{Bold}{place}{Reset}{ColorOf(diagnostic.Severity)}{head.Substring(place.Length)}{Reset}{diagnostic.Message}";
    }

    private static string ColorOf(Severity severity) => severity switch
    {
        Severity.Note => "\u001b[1;36m",
        Severity.Warning => "\u001b[1;35m",
        _ => "\u001b[1;31m",
    };

    private void WriteSource(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.Position;
        if (place.File is null || LinesOf(place.File) is not { } lines || place.Line < 1 || place.Line > lines.Length) return;
        var line = lines[place.Line - 1];
        var column = Math.Min(Math.Max(place.Column, 1), line.Length + 1);
        var length = Math.Max(1, Math.Min(diagnostic.Length, line.Length + 1 - column));
        // Tabs stay tabs under the line so that the caret stands below its character at any tab width.
        var gap = new char[column - 1];
        for (var i = 0; i < gap.Length; i++) gap[i] = line[i] == '\t' ? '\t' : ' ';
        var caret = $"^{new string('~', length - 1)}";
        output.WriteLine(indent + line);
        output.WriteLine($"{indent}{new string(gap)}{(colors ? Green + caret + Reset : caret)}");
    }

    private string[]? LinesOf(string file)
    {
        if (_lines.TryGetValue(file, out var known)) return known;
        if (readSource(file) is not { } text) return null;
        return _lines[file] = text.Replace("\r\n", "\n").Split('\n');
    }
}
