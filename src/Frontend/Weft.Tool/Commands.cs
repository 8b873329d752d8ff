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
        new("opt", "run passes on IR, as mlir-opt does", (context, arguments) => new OptCommand(context, new RegisteredPasses()).Run(arguments)),
        ExplainCommand.Command,
        DevicesCommand.Command,
        ServeCommand.Command,
        RemoteCommands.Deploy,
        RemoteCommands.Invoke,
        RemoteCommands.List,
        RemoteCommands.Undeploy,
    ];

    /// <summary>Runs the command that the first argument names.</summary>
    public static ExitCode Run(ToolContext context, IReadOnlyList<string> arguments)
    {
        if (arguments is [] or ["--help" or "-h" or "help"])
        {
            WriteHelp(arguments.Count == 0 ? context.Error : context.Out);
            return arguments.Count == 0 ? ExitCode.BadUsage : ExitCode.Done;
        }

        if (All.FirstOrDefault(c => c.Name == arguments[0]) is { } command) return command.Run(context, [.. arguments.Skip(1)]);
        context.Error.WriteLine($"weft: unknown command '{arguments[0]}'");
        WriteHelp(context.Error);
        return ExitCode.BadUsage;
    }

    private static void WriteHelp(TextWriter output)
    {
        output.WriteLine("usage: weft COMMAND ...");
        foreach (var command in All) output.WriteLine($"  {command.Name,-10} {command.Summary}");
    }
}
