using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Reads the arguments of <c>weft opt</c>: pass flags count in the order in which they stand, one dash is as good as
/// two.</summary>
public sealed class OptArguments(RegisteredPasses passes)
{
    private readonly List<PipelineNode> _pipeline = [];
    private readonly List<string> _printAfter = [];
    private readonly DiagnosticBag _diagnostics = new();
    private string? _pipelineText;
    private OptOptions _options = new();
    private bool _hasInput;

    /// <summary>Says what is wrong with the arguments.</summary>
    public void WriteMistakes(TextWriter error)
    {
        var renderer = new DiagnosticRenderer(error, file => file == PipelineText.Name ? _pipelineText : null, indent: "");
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

        return _diagnostics.HasErrors ? null : _options with { Pipeline = _pipeline, PrintAfter = _printAfter };
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
        var on = value is null or "true" or "1";
        switch (name)
        {
            case "mlir-print-op-generic": _options = _options with { Generic = on }; break;
            case "mlir-print-debuginfo": _options = _options with { Locations = on }; break;
            case "allow-unregistered-dialect": _options = _options with { AllowUnregistered = on }; break;
            case "split-input-file": _options = _options with { SplitInput = on }; break;
            case "verify-diagnostics": _options = _options with { VerifyDiagnostics = on }; break;
            case "verify-roundtrip": _options = _options with { VerifyRoundtrip = on }; break;
            case "verify-each": _options = _options with { VerifyEach = on }; break;
            case "mlir-print-ir-after-all": _options = _options with { PrintAfterAll = on }; break;
            case "mlir-print-ir-after": PrintAfter((value ?? "").Split(',')); break;
            case "mlir-timing": _options = _options with { Timing = on }; break;
            case "mlir-disable-threading": break;
            case "show-dialects": _options = _options with { ShowDialects = on }; break;
            case "list-passes": _options = _options with { ListPasses = on }; break;
            case "o": _options = _options with { Output = value ?? "-" }; break;
            case "pass-pipeline":
                _pipelineText = value ?? "";
                _pipeline.AddRange(new PipelineText(_pipelineText, passes, _diagnostics).Parse() ?? []);
                break;
            default:
                if (passes.Create(name, value ?? "", Location.Unknown, _diagnostics) is { } pass) _pipeline.Add(pass);
                break;
        }
    }

    private void PrintAfter(string[] names)
    {
        foreach (var name in names)
        {
            if (passes.All.All(p => p.Name != name)) _diagnostics.Add(PassDiagnostics.UnknownPass.At(Location.Unknown, name));
            _printAfter.Add(name);
        }
    }
}
