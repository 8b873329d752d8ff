using System.CommandLine;
using Weft.Frontend.Dsl.LanguageServer;

namespace Weft.Tool;

/// <summary><c>weft lsp</c>: a language server on standard input and output.</summary>
internal static class LanguageServerCommand
{
    public static ToolCommand Command { get; } =
        CommandLine.Command("lsp", "a language server for editors, on standard input and output", Describe);

    private static CommandSyntax Describe() => new(
        new Command("lsp", "Serves an editor over standard input and output, in the Language Server Protocol."),
        (context, _) => Server.Run(context.InStream, context.OutStream, Commands.Version) ? ExitCode.Done : ExitCode.BadInput);
}
