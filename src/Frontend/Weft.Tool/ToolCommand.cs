namespace Weft.Tool;

/// <summary>One command of the tool.</summary>
/// <param name="Run">Takes the arguments behind the command's name.</param>
public sealed record ToolCommand(string Name, string Summary, Func<ToolContext, IReadOnlyList<string>, ExitCode> Run);
