using System.CommandLine;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Runs a command whose options System.CommandLine describes.</summary>
internal static class CommandLine
{
    /// <param name="describe">The options, and an action that gives an <see cref="ExitCode"/>.</param>
    public static ToolCommand Command(string name, string summary, Func<ToolContext, Command> describe) => new(name, summary, (context, arguments) =>
    {
        var command = describe(context);
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) context.Error.WriteLine($"weft {name}: {error.Message}");
            context.Error.WriteLine($"try: weft {name} --help");
            return ExitCode.BadUsage;
        }

        try
        {
            return (ExitCode)parsed.Invoke(new InvocationConfiguration { Output = context.Out, Error = context.Error, EnableDefaultExceptionHandler = false });
        }
        catch (WeftException problem)
        {
            return Report(context, problem);
        }
    });

    /// <summary>Shows a diagnostic with its source line. A missing part of the environment has an exit code of its own.</summary>
    public static ExitCode Report(ToolContext context, WeftException problem)
    {
        Render(context, [problem.Diagnostic]);
        return problem.Diagnostic.Id == MissingLibrary ? ExitCode.MissingPart : ExitCode.BadInput;
    }

    public static void Render(ToolContext context, IEnumerable<Diagnostic> diagnostics) =>
        new DiagnosticRenderer(context.Error, path => File.Exists(context.Resolve(path)) ? File.ReadAllText(context.Resolve(path)) : null).Render(diagnostics);

    private static string MissingLibrary => Weft.Backends.Llvm.LlvmDiagnostics.LibraryMissing.Id;
}
