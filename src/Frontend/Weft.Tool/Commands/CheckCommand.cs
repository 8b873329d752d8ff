using System.CommandLine;
using Weft.IR;

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
            (context, parsed) => parsed.GetValue(files)!.Select(file => Check(context, file)).ToList().Max());
    }

    // A file that cannot be read does not keep the others from being checked.
    private static ExitCode Check(ToolContext context, string file)
    {
        try
        {
            if (SourceFile.Module(context, file, new IrContext(StandardDialects.All)) is not { } module) return ExitCode.BadInput;
            foreach (var op in module.Body.Entry.Ops)
                if (op is IFunction { Visibility: not "private" } function) context.Inform(Describe(op, function));
            return ExitCode.Done;
        }
        catch (Runtime.WeftException problem)
        {
            return CommandLine.Report(context, problem.Diagnostic);
        }
    }

    private static string Describe(Operation op, IFunction function)
    {
        if (!KernelAttributes.IsKernel(op)) return $"function {function.SymName} : {function.Type}";
        var parameters = Enumerable.Range(0, function.Type.Inputs.Count).Select(i => KernelAttributes.ParameterOf(function, i));
        return $"{(op is GraphOp ? "workflow" : "kernel")} {function.SymName}({string.Join(", ", parameters)})";
    }
}
