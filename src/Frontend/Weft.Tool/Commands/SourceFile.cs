using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>A source file on the command line.</summary>
internal static class SourceFile
{
    /// <summary>The program of a file; null after saying what is wrong with it.</summary>
    public static KernelProgram? Load(ToolContext context, string path)
    {
        if (Read(context, path) is not ({ } bytes, var kind)) return null;
        var diagnostics = new DiagnosticBag();
        var program = ProgramSource.Load(path, bytes, kind, diagnostics);
        CommandLine.Render(context, diagnostics);
        return program;
    }

    /// <summary>The bytes of a file and what they are.</summary>
    public static (byte[]? Bytes, SourceKind Kind) Read(ToolContext context, string path)
    {
        if (ProgramSource.KindOf(path) is not { } kind)
        {
            context.Error.WriteLine($"error: '{path}' is not a .weft, .mlir or .weftpkg file");
            return default;
        }

        try
        {
            return (File.ReadAllBytes(context.Resolve(path)), kind);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"error: cannot read '{path}': {problem.Message}");
            return default;
        }
    }

    /// <summary>The entry that was named, or the only one; null after saying which there are.</summary>
    public static KernelSignature? Entry(ToolContext context, KernelProgram program, string? name)
    {
        if (name is null && program.Entries.Length == 1) return program.Entries[0];
        if (name is not null && program.Find(name) is { } found) return found;
        var known = string.Join(", ", program.Entries.Select(e => e.Name));
        context.Error.WriteLine(name is null ? $"error: say which kernel; the file has: {known}" : $"error: there is no kernel or workflow '{name}'; the file has: {known}");
        return null;
    }
}
