using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Reads the arguments of <c>weft opt</c>: pass flags count in the order in which they stand, one dash is as good as
/// two.</summary>
public sealed class OptArguments
{
    private const string PipelineFlag = "--pass-pipeline";

    private readonly List<PipelineNode> _pipeline = [];
    private readonly DiagnosticBag _diagnostics = new();
    private string? _pipelineText;
    private OptOptions _options = new();
    private bool _hasInput;

    /// <summary>Says what is wrong with the arguments.</summary>
    public void WriteMistakes(TextWriter error)
    {
        var renderer = new DiagnosticRenderer(error, file => file == PipelineFlag ? _pipelineText : null, indent: "");
        foreach (var mistake in _diagnostics)
        {
            error.Write("weft opt: ");
            renderer.Render(mistake);
        }
    }

    /// <summary>Null when there are mistakes.</summary>
    public OptOptions? Parse(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "-o" && i + 1 < arguments.Count) _options = _options with { Output = arguments[++i] };
            else if (argument.Length > 1 && argument[0] == '-') Flag(argument.TrimStart('-'));
            else Input(argument);
        }

        foreach (var name in _options.PrintIr.Before.Concat(_options.PrintIr.After).Where(name => PassRegistry.Find(name) is null))
            _diagnostics.Add(PassRegistry.Missing(name, Location.Unknown));
        return _diagnostics.HasErrors ? null : _options with { Pipeline = _pipeline };
    }

    private void Input(string file)
    {
        if (_hasInput) _diagnostics.Error(Location.Unknown, $"more than one input file: '{_options.Input}' and '{file}'");
        _hasInput = true;
        _options = _options with { Input = file };
    }

    private void Flag(string flag)
    {
        var equal = flag.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equal < 0 ? (flag, null) : (flag[..equal], flag[(equal + 1)..]);
        if ("--" + name == PipelineFlag)
        {
            _pipelineText = value ?? "";
            _pipeline.AddRange(new PipelineText(PipelineFlag, _pipelineText, _diagnostics).ParseForModule() ?? []);
        }
        else if (OptFlags.All.FirstOrDefault(f => f.Name == name) is { } known) Apply(known, value);
        else if (RefusedFlags.ReasonFor(name) is { } reason) _diagnostics.Error(Location.Unknown, $"there is no --{name}: {reason}");
        else if (PassRegistry.Create(name, value ?? "", Location.Unknown, _diagnostics, OptFlags.All.Select(f => f.Name)) is { } pass)
            _pipeline.Add(pass);
    }

    private void Apply(OptFlag flag, string? value)
    {
        if (flag.Apply(_options, value) is { } options) _options = options;
        else
            _diagnostics.Error(Location.Unknown, value is null
                ? $"--{flag.Name} needs a value: {flag.Expected}"
                : $"'{value}' is no value for --{flag.Name}: {flag.Expected} is expected");
    }
}
