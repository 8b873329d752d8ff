using System.CommandLine;
using System.CommandLine.Help;

namespace Weft.Tool;

/// <summary>The options that every command takes, recognised once.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string> _diagnostics = new Option<string>("--diagnostics")
    {
        Description = "form of messages on standard error: text; json, one object a line; sarif, one SARIF 2.1.0 document at the end",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong(DiagnosticWriters.Names);

    private readonly Option<bool> _noColor =
        new("--no-color") { Description = "no colours; they are used only on a terminal, and not with NO_COLOR" };

    private readonly Option<bool> _quiet =
        new("--quiet") { Description = "errors and results only: no warnings, no confirmations" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _diagnostics, _noColor, _quiet, new HelpOption() }) command.Options.Add(option);
    }

    /// <summary>The context as these options want it.</summary>
    public ToolContext Apply(ToolContext context, ParseResult parsed)
    {
        var form = parsed.GetResult(_diagnostics) is { Errors: var errors } && errors.Any() ? "text" : parsed.GetValue(_diagnostics)!;
        var chosen = context with { HasColors = context.HasColors && !parsed.GetValue(_noColor), IsQuiet = parsed.GetValue(_quiet) };
        return chosen with { Diagnostics = DiagnosticWriters.Create(form, chosen) };
    }
}
