using Weft.IR;

namespace Weft.Tool.Opt;

/// <summary>Reads the arguments of <c>weft opt</c>: pass flags count in the order in which they stand, one dash is as good as
/// two.</summary>
public sealed class OptArguments(IPassSource passes)
{
    private readonly List<IPassStep> _steps = [];
    private readonly List<string> _printAfter = [];
    private readonly DiagnosticBag _diagnostics = new();
    private OptOptions _options = new();
    private bool _hasInput;

    /// <summary>What is wrong with the arguments.</summary>
    public IReadOnlyList<Diagnostic> Mistakes => _diagnostics;

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

        return _diagnostics.HasErrors ? null : _options with { Steps = _steps, PrintAfter = _printAfter };
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
            case "mlir-print-ir-after": _printAfter.AddRange((value ?? "").Split(',')); break;
            case "mlir-timing": _options = _options with { Timing = on }; break;
            case "mlir-disable-threading": break;
            case "show-dialects": _options = _options with { ShowDialects = on }; break;
            case "list-passes": _options = _options with { ListPasses = on }; break;
            case "o": _options = _options with { Output = value ?? "-" }; break;
            case "pass-pipeline": _steps.AddRange(passes.ParsePipeline(value ?? "", _diagnostics) ?? []); break;
            default:
                if (passes.Create(name, value ?? "", _diagnostics) is { } step) _steps.Add(step);
                break;
        }
    }
}
