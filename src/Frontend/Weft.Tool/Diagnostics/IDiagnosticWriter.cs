using Weft.IR;

namespace Weft.Tool;

/// <summary>Where a command's diagnostics go, and in what form.</summary>
public interface IDiagnosticWriter
{
    void Write(Diagnostic diagnostic);

    /// <summary>Called once, when the command is over.</summary>
    void Finish();
}

/// <summary>The forms of diagnostics, by the value of <c>--diagnostics</c>.</summary>
internal static class DiagnosticWriters
{
    private static readonly Form[] Table =
    [
        new("text", context => new TextDiagnosticWriter(context)),
        new("json", context => new JsonDiagnosticWriter(context.Error)),
        new("sarif", context => new SarifDiagnosticWriter(context.Error)),
    ];

    public static string[] Names => Array.ConvertAll(Table, form => form.Name);

    public static IDiagnosticWriter Create(string name, ToolContext context) =>
        Array.Find(Table, form => form.Name == name)!.Create(context);

    /// <summary>What a server or a pass reported below one message, as messages of their own: each keeps only its notes.</summary>
    public static IEnumerable<Diagnostic> Flatten(Diagnostic diagnostic)
    {
        yield return diagnostic with { Notes = [.. diagnostic.Notes.Where(n => n.Severity == Severity.Note)] };
        foreach (var inner in diagnostic.Notes.Where(n => n.Severity != Severity.Note))
            foreach (var each in Flatten(inner))
                yield return each;
    }

    private sealed record Form(string Name, Func<ToolContext, IDiagnosticWriter> Create);
}
