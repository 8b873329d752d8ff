using Weft.IR;

namespace Weft.Tool;

/// <summary>Diagnostics for people, with their source lines.</summary>
internal sealed class TextDiagnosticWriter(ToolContext context) : IDiagnosticWriter
{
    private readonly DiagnosticRenderer _renderer = new(context.Error, context.ReadSource, colors: context.HasColors);

    public void Write(Diagnostic diagnostic)
    {
        if (!context.IsQuiet || diagnostic.Severity == Severity.Error) _renderer.Render(diagnostic);
    }

    public void Finish()
    {
    }
}
