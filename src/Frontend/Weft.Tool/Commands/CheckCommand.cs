using System.CommandLine;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft check FILE...</c>: parses, binds and verifies, and prints the kernels found.</summary>
internal static class CheckCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("check", "parse and verify files; prints the kernels found", Describe);

    private static CommandSyntax Describe()
    {
        var files = new Argument<string[]>("FILE") { Description = ".weft, .mlir or .weftpkg files", Arity = ArgumentArity.OneOrMore };
        return new(
            new Command("check", "Checks sources.") { files },
            (context, parsed) => Check(context, parsed.GetValue(files)!));
    }

    // The worst of all: a file that cannot be read does not keep the others from being checked.
    private static ExitCode Check(ToolContext context, string[] files)
    {
        var worst = ExitCode.Done;
        foreach (var file in files)
            if (Check(context, file) is var code && code > worst) worst = code;
        return worst;
    }

    private static ExitCode Check(ToolContext context, string file)
    {
        try
        {
            if (SourceFile.Module(context, file, new IrContext(StandardDialects.All)) is not { } module) return ExitCode.BadInput;
            var diagnostics = new DiagnosticBag();
            var words = new Orchestration(KernelProgram.SignaturesOf(module, diagnostics));
            CommandLine.Report(context, diagnostics);
            if (diagnostics.HasErrors) return ExitCode.BadInput;
            if (module.Body.Entry.Ops.Any(op => op is ScheduleOp) && KernelProgram.Of(module, diagnostics) is { } program
                && !ScheduleNotes.Write(context, program, withNotes: false)) return ExitCode.BadInput;
            foreach (var line in module.Body.Entry.Ops.Select(words.Describe).OfType<string>()) context.Inform(line);
            return ExitCode.Done;
        }
        catch (WeftException problem)
        {
            return CommandLine.Report(context, problem.Diagnostic);
        }
    }
}
