using System.Collections.Immutable;
using System.Globalization;

namespace Weft.IR;

public enum Severity
{
    Note,
    Warning,
    Error,
}

public static class SeverityWords
{
    /// <summary>What every form of messages calls the severity.</summary>
    public static string Word(this Severity severity) => severity switch
    {
        Severity.Note => "note",
        Severity.Warning => "warning",
        _ => "error",
    };
}

/// <summary>One message of a catalogue. Ids are unique over all assemblies; <c>WF1</c> front ends, <c>WF2</c> IR text and
/// verifier, <c>WF3</c> passes, <c>WF4</c> back ends and runtime, <c>WF5</c> service.</summary>
/// <param name="Id">For example <c>WF1004</c>.</param>
/// <param name="Format">Plain words with <c>{0}</c> for names: what was found and what to do.</param>
public sealed record DiagnosticDescriptor(string Id, string Format, Severity Severity = Severity.Error)
{
    /// <summary>The message with its names filled in, at a place of <paramref name="length"/> characters.</summary>
    public Diagnostic AtSpan(Location location, int length, params object?[] arguments) =>
        new(Id, Severity, location, string.Format(CultureInfo.InvariantCulture, Format, arguments)) { Length = length };

    public Diagnostic At(Location location, params object?[] arguments) => AtSpan(location, 1, arguments);
}

/// <summary>A message about a place in the user's text. Diagnostics are data: who reads them decides how they are shown.</summary>
/// <param name="Id">The catalogue id, or null for messages whose text is MLIR's.</param>
public sealed record Diagnostic(string? Id, Severity Severity, Location Location, string Message)
{
    /// <summary>Characters underlined from <see cref="Location"/>; at least 1.</summary>
    public int Length { get; init; } = 1;

    public ImmutableArray<Diagnostic> Notes { get; init; } = [];

    public static Diagnostic Error(Location location, string message) => new(null, Severity.Error, location, message);

    public Diagnostic WithNote(Location location, string message) =>
        this with { Notes = Notes.Add(new Diagnostic(null, Severity.Note, location, message)) };

    /// <summary><c>file:line:col: error WF1234: message</c>, or mlir-opt's <c>file:line:col: error: message</c> without an id.</summary>
    public override string ToString()
    {
        var severity = Severity.Word();
        var place = Location.Position;
        var head = place.IsUnknown ? "" : $"{place}: ";
        return Id is null ? $"{head}{severity}: {Message}" : $"{head}{severity} {Id}: {Message}";
    }
}
