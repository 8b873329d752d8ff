using Weft.IR;
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
            (context, arguments) => new OptCommand(context).Run(arguments)),
        ExplainCommand.Command,
        TuneCommand.Command,
        FormatCommand.Command,
        NewCommand.Command,
        LanguageServerCommand.Command,
        DevicesCommand.Command,
        ServeCommand.Command,
        RemoteCommands.Deploy,
        RemoteCommands.Invoke,
        RemoteCommands.List,
        RemoteCommands.Undeploy,
    ];

    /// <summary>The tool's version: three numbers.</summary>
    public static string Version { get; } = typeof(Commands).Assembly.GetName().Version!.ToString(3);

    /// <summary>Runs the command that the first argument names. Options in front of it are taken as if they stood behind.</summary>
    public static ExitCode Run(ToolContext context, IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case []:
                WriteHelp(context.Error);
                return ExitCode.BadUsage;
            case ["--help" or "-h" or "help"]:
                WriteHelp(context.Out);
                return ExitCode.Done;
            case ["--version"]:
                context.Out.WriteLine($"weft {Version}");
                return ExitCode.Done;
            case ["help", var topic]:
                return Run(context, [topic, "--help"]);
        }

        var options = arguments.TakeWhile(a => a.StartsWith("--", StringComparison.Ordinal)).ToList();
        var name = arguments.ElementAtOrDefault(options.Count) ?? "";
        if (All.FirstOrDefault(c => c.Name == name) is { } command)
            return command.Run(context, [.. arguments.Skip(options.Count + 1), .. options]);
        context.Error.WriteLine(name.Length == 0
            ? "weft: a command is missing"
            : $"weft: unknown command '{name}'{Suggestion.For(name, All.Select(c => c.Name))}");
        WriteHelp(context.Error);
        return ExitCode.BadUsage;
    }

    private static void WriteHelp(TextWriter output)
    {
        output.WriteLine("usage: weft COMMAND ...");
        foreach (var command in All) output.WriteLine($"  {command.Name,-10} {command.Summary}");
        output.WriteLine("Each command has --help; each but opt takes --quiet, --no-color and --diagnostics=text|json|sarif.");
    }
}
