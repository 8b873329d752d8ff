using Weft.IR;
using Weft.IR.Text;

namespace Weft.Tool;

/// <summary>Diagnostics for people, with their source lines.</summary>
internal sealed class TextDiagnosticWriter(ToolContext context) : IDiagnosticWriter
{
    private readonly DiagnosticRenderer _renderer = new(context.Error, path => ReadSource(context, path), colors: context.HasColors);

    public void Write(Diagnostic diagnostic)
    {
        if (!context.IsQuiet || diagnostic.Severity == Severity.Error) _renderer.Render(diagnostic);
    }

    public void Finish()
    {
    }

    // A diagnostic may name a file of another machine, or one that is gone: it is shown without its line then.
    private static string? ReadSource(ToolContext context, string path)
    {
        try
        {
            var full = context.Resolve(path);
            return File.Exists(full) ? ByteText.Decode(File.ReadAllBytes(full)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
