using System.CommandLine;
using Weft.IR;
using Weft.KaaS.Host;

namespace Weft.Tool;

/// <summary><c>weft check FILE...</c>: parses, binds and verifies, and prints the kernels found.</summary>
internal static class CheckCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("check", "parse and verify files; prints the kernels found", Describe);

    private static Command Describe(ToolContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = ".weft, .mlir or .weftpkg files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Checks sources.") { files };
        command.SetAction(parsed => (int)parsed.GetValue(files)!.Select(file => Check(context, file)).Max());
        return command;
    }

    private static ExitCode Check(ToolContext context, string file)
    {
        if (SourceFile.Read(context, file) is not ({ } source, var kind)) return ExitCode.BadInput;
        var diagnostics = new DiagnosticBag();
        var module = ProgramSource.Module(file, source, kind, new IrContext(StandardDialects.All), diagnostics);
        CommandLine.Render(context, diagnostics);
        if (module is null) return ExitCode.BadInput;
        foreach (var op in module.Body.Entry.Ops)
            if (op is IFunction { Visibility: not "private" } function) context.Out.WriteLine(Describe(op, function));
        return ExitCode.Done;
    }

    private static string Describe(Operation op, IFunction function)
    {
        if (!KernelAttributes.IsKernel(op)) return $"function {function.SymName} : {function.Type}";
        var parameters = Enumerable.Range(0, function.Type.Inputs.Count).Select(i => KernelAttributes.ParameterOf(function, i));
        return $"{(op is GraphOp ? "workflow" : "kernel")} {function.SymName}({string.Join(", ", parameters)})";
    }
}
