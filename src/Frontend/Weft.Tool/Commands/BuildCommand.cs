using System.CommandLine;
using System.Text;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft build FILE...</c>: a package, the text of a stage, or code for other programs.</summary>
internal static class BuildCommand
{
    public static ToolCommand Command { get; } =
        CommandLine.Command("build", "compile to a package, IR, LLVM text, assembly, an object or a library", Describe);

    private static CommandSyntax Describe()
    {
        var files = new Argument<string[]>("FILE") { Description = "the sources", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "the file to write; - for text on standard output" };
        var emit = new Option<string>("--emit") { Description = Artefact.Help, DefaultValueFactory = _ => "pkg" };
        var target = new Option<string>("--target")
        {
            Description = $"what to compile for: cpu, which is this machine; {string.Join(", ", CpuTarget.Levels.Select(l => l.Name))}",
            DefaultValueFactory = _ => CpuTarget.HostName,
        };
        var debug = new Option<bool>("--debug", "-g") { Description = "let debuggers show source lines (llvm, asm, obj and so)" };
        return new(new Command("build", "Compiles sources.") { files, output, emit, target, debug }, (context, parsed) =>
        {
            var sources = parsed.GetValue(files)!;
            if (Problem(parsed.GetValue(target)!, parsed.GetValue(emit)!, sources, parsed.GetValue(output)) is { } problem)
                return CommandLine.Misused(context, "build", problem);
            var info = parsed.GetValue(debug) ? new DebugInfo(context.CurrentDirectory) : null;
            return Run(context, sources, parsed.GetValue(output), Artefact.Find(parsed.GetValue(emit)!)!,
                (program, path) => new(program, path, context, CpuTarget.Find(parsed.GetValue(target)!)!, info));
        });
    }

    private static string? Problem(string target, string emit, string[] sources, string? output)
    {
        if (Artefact.Later(target, emit) is { } later) return later;
        if (!CpuTarget.Names.Contains(target))
            return $"there is no target '{target}'; known: {Artefact.Targets}{Suggestion.For(target, CpuTarget.Names)}";
        if (Artefact.Find(emit) is not { } artefact)
            return $"--emit takes one of {Artefact.Names}, not '{emit}'{Suggestion.For(emit, Artefact.All.Select(a => a.Name))}";
        if (sources.Length > 1 && output is not null and not "-") return "-o takes one source file";
        return output == "-" && !artefact.IsText ? $"--emit {emit} is not text; give a file with -o" : null;
    }

    private static ExitCode Run(
        ToolContext context, string[] sources, string? output, Artefact artefact, Func<KernelProgram, string, ArtefactRequest> request)
    {
        foreach (var source in sources)
        {
            if (SourceFile.Load(context, source) is not { } program) return ExitCode.BadInput;
            if (artefact.NeedsEntries && program.Entries.IsEmpty) throw new WeftException(ToolDiagnostics.NoKernels.At(default, source));
            if (!ScheduleNotes.Write(context, program, withNotes: true)) return ExitCode.BadInput;
            var path = output ?? Path.ChangeExtension(source, artefact.Extension);
            var bytes = artefact.Make(request(program, path == "-" ? source : path));
            if (path == "-") context.Out.Write(Encoding.UTF8.GetString(bytes.Span));
            else context.Write(path, bytes);
        }

        return ExitCode.Done;
    }
}
