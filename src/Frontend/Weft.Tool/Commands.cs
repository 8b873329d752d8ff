using Weft.Tool.Opt;

namespace Weft.Tool;

/// <summary>The table of commands, and the way from arguments to one of them.</summary>
public static class Commands
{
    public static IReadOnlyList<ToolCommand> All { get; } =
    [
        CheckCommand.Command,
        BuildCommand.Command,
        RunCommand.Command,
        new(
            "opt", "run passes on IR, as mlir-opt does",
            (context, arguments) => new OptCommand(context, new RegisteredPasses()).Run(arguments)),
        ExplainCommand.Command,
        DevicesCommand.Command,
        ServeCommand.Command,
        RemoteCommands.Deploy,
        RemoteCommands.Invoke,
        RemoteCommands.List,
        RemoteCommands.Undeploy,
    ];

    /// <summary>Runs the command that the first argument names. Options in front of it are taken as if they stood behind.</summary>
    public static ExitCode Run(ToolContext context, IReadOnlyList<string> arguments)
    {
        if (arguments is [] or ["--help" or "-h" or "help"])
        {
            WriteHelp(arguments.Count == 0 ? context.Error : context.Out);
            return arguments.Count == 0 ? ExitCode.BadUsage : ExitCode.Done;
        }

        var options = arguments.TakeWhile(a => a.StartsWith("--", StringComparison.Ordinal)).ToList();
        var name = arguments.ElementAtOrDefault(options.Count) ?? "";
        if (All.FirstOrDefault(c => c.Name == name) is { } command)
            return command.Run(context, [.. arguments.Skip(options.Count + 1), .. options]);
        context.Error.WriteLine($"weft: unknown command '{name}'{Suggestion.For(name, All.Select(c => c.Name))}");
        WriteHelp(context.Error);
        return ExitCode.BadUsage;
    }

    private static void WriteHelp(TextWriter output)
    {
        output.WriteLine("usage: weft COMMAND ...");
        foreach (var command in All) output.WriteLine($"  {command.Name,-10} {command.Summary}");
        output.WriteLine("Each command but opt has --help, --quiet, --no-color and --diagnostics=text|json|sarif.");
    }
}
