using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Runtime;
using Weft.Tool.Opt;

namespace Weft.Tool;

/// <summary>A source file on the command line.</summary>
internal static class SourceFile
{
    /// <summary>In the place of a file: IR comes from standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The program of a file; null after saying what is wrong with it.</summary>
    /// <param name="entry">The entry that is wanted, which may be a generic kernel for certain types; null for any.</param>
    public static KernelProgram? Load(ToolContext context, string path, string? entry = null)
    {
        var (bytes, kind) = Read(context, path);
        MakeRoom(bytes, kind);
        var diagnostics = new DiagnosticBag();
        var program = ProgramSource.Load(NameOf(path), bytes, kind, diagnostics, Options(context, entry));
        CommandLine.Report(context, diagnostics);
        return program;
    }

    /// <summary>The module of a file; null after saying what is wrong with it.</summary>
    public static ModuleOp? Module(ToolContext context, string path, IrContext ir)
    {
        var (bytes, kind) = Read(context, path);
        MakeRoom(bytes, kind);
        var diagnostics = new DiagnosticBag();
        var module = ProgramSource.Module(NameOf(path), bytes, kind, ir, diagnostics, Options(context, null));
        CommandLine.Report(context, diagnostics);
        return module;
    }

    /// <summary>The bytes of a file and what they are. Throws <see cref="WeftException"/> when it cannot be read.</summary>
    public static (byte[] Bytes, SourceKind Kind) Read(ToolContext context, string path)
    {
        if (path == StandardInput) return (context.ReadIn(), SourceKind.Mlir);
        var kind = ProgramSource.KindOf(path) ?? throw new WeftException(ToolDiagnostics.UnknownKind.At(default, path));
        try
        {
            return (File.ReadAllBytes(context.Resolve(path)), kind);
        }
        catch (Exception problem) when (FileProblem.Is(problem))
        {
            var why = FileProblem.Describe(problem, context.Resolve(path));
            throw new WeftException(ToolDiagnostics.NotReadable.At(default, path, why), problem);
        }
    }

    private static void MakeRoom(byte[] bytes, SourceKind kind)
    {
        if (kind == SourceKind.Weft) RoomForModule.MakeForSource(bytes.Length);
        else RoomForModule.MakeForText(bytes.Length);
    }

    /// <summary>How .weft files are compiled.</summary>
    /// <param name="entry">As in <see cref="Load"/>.</param>
    public static CompilationOptions Options(ToolContext context, string? entry) => new()
    {
        ReadFile = path => File.Exists(context.Resolve(path)) ? File.ReadAllText(context.Resolve(path)) : null,
        Instances = entry is null ? [] : [entry],
    };

    /// <summary>What locations say.</summary>
    public static string NameOf(string path) => path == StandardInput ? "<stdin>" : path;

    /// <summary>The entry that was named, or the only one. Throws <see cref="WeftException"/> that says which there are.</summary>
    public static KernelSignature Entry(KernelProgram program, string path, string? name)
    {
        if (program.Entries.IsEmpty) throw new WeftException(ToolDiagnostics.NoKernels.At(default, path));
        if (name is null && program.Entries.Length == 1) return program.Entries[0];
        // The types of a generic kernel stand without spaces.
        if (name is not null && program.Find(name.Replace(" ", "", StringComparison.Ordinal)) is { } found) return found;
        var names = program.Entries.Select(e => e.Name).ToList();
        var known = string.Join(", ", names);
        throw new WeftException(name is null
            ? ToolDiagnostics.ChooseKernel.At(default, path, known)
            : ToolDiagnostics.UnknownKernel.At(default, path, name, known, Suggestion.For(name, names)));
    }
}
