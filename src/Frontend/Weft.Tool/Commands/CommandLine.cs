using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>A command's options, and what it does with them.</summary>
internal sealed record CommandSyntax(Command Syntax, Func<ToolContext, ParseResult, CancellationToken, Task<ExitCode>> Run)
{
    public CommandSyntax(Command syntax, Func<ToolContext, ParseResult, ExitCode> run)
        : this(syntax, (context, parsed, _) => Task.FromResult(run(context, parsed)))
    {
    }

    /// <summary>What to do instead of giving an option that there is not; null where nothing is known.</summary>
    public Func<string, string?> Advice { get; init; } = static _ => null;
}

/// <summary>Runs a command whose options System.CommandLine describes.</summary>
internal static class CommandLine
{
    // Errors about what is not there, rather than about the input.
    private static readonly HashSet<string> MissingParts =
    [
        LlvmDiagnostics.LibraryMissing.Id, LlvmDiagnostics.LinkerMissing.Id,
        ToolDiagnostics.NoServer.Id, KaasDiagnostics.ServerUnreachable.Id,
    ];

    public static ToolCommand Command(string name, string summary, Func<CommandSyntax> describe) =>
        new(name, summary, (context, arguments) => Run(name, describe(), context, arguments));

    /// <summary>Says what is wrong with the way in which a command was called.</summary>
    public static ExitCode Misused(ToolContext context, string name, string problem)
    {
        context.Diagnostics.Write(ToolDiagnostics.Usage.At(default, name, problem).WithNote(default, $"try: weft {name} --help"));
        return ExitCode.BadUsage;
    }

    /// <summary>Writes an error. A missing part of the environment has an exit code of its own.</summary>
    public static ExitCode Report(ToolContext context, Diagnostic problem)
    {
        context.Diagnostics.Write(problem);
        return problem.Id is { } id && MissingParts.Contains(id) ? ExitCode.MissingPart : ExitCode.BadInput;
    }

    public static void Report(ToolContext context, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) context.Diagnostics.Write(diagnostic);
    }

    private static ExitCode Run(string name, CommandSyntax command, ToolContext given, IReadOnlyList<string> arguments)
    {
        var options = new GlobalOptions();
        options.AddTo(command.Syntax);
        // The help says how the command is called, which begins with its parent's name.
        _ = new Command("weft") { command.Syntax };
        var parsed = command.Syntax.Parse(arguments);
        var context = options.Apply(given, parsed);
        // The only action that a symbol brings is the help.
        if (parsed.Action is not null and not ParseErrorAction)
            return (ExitCode)parsed.Invoke(new InvocationConfiguration { Output = context.Out, Error = context.Error });
        try
        {
            if (UnknownOption(command, parsed) is { } unknown) return Misused(context, name, unknown);
            // A list of the known values comes with one a line.
            if (parsed.Errors is [var first, ..]) return Misused(context, name, first.Message.ReplaceLineEndings("").Replace('\t', ' '));
            return command.Run(context, parsed, context.Stop).GetAwaiter().GetResult();
        }
        catch (WeftException problem)
        {
            return Report(context, problem.Diagnostic);
        }
        finally
        {
            context.Diagnostics.Finish();
        }
    }

    // What is spelled like an option and is none would pass for a file name otherwise.
    private static string? UnknownOption(CommandSyntax command, ParseResult parsed)
    {
        var arguments = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument);
        if (arguments.FirstOrDefault(t => t.Value.Length > 1 && t.Value[0] == '-') is not { } stray) return null;
        var name = stray.Value.Split('=')[0];
        return command.Advice(name) is { } advice ? $"there is no option '{name}': {advice}"
            : $"unknown option '{name}'{Suggestion.For(name, command.Syntax.Options.Select(o => o.Name))}";
    }
}
