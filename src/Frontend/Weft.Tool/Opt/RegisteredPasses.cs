using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>The passes of Weft.Passes.</summary>
public sealed class RegisteredPasses : IPassSource
{
    public IReadOnlyList<PassListing> All { get; } = [.. PassRegistry.All.Select(p => new PassListing(p.Name, p.Description))];

    public IPassStep? Create(string name, string options, DiagnosticBag diagnostics)
    {
        if (PassRegistry.Find(name) is not { } info)
        {
            diagnostics.Add(PassDiagnostics.UnknownPass.At(default, name));
            return null;
        }

        var before = diagnostics.ErrorCount;
        var values = new Dictionary<string, string>();
        foreach (var part in options.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var option = equals < 0 ? part : part[..equals];
            if (info.Options.All(o => o.Name != option))
                diagnostics.Add(PassDiagnostics.UnknownOption.At(default, name, option, info.Options.IsEmpty ? "none" : string.Join(", ", info.Options.Select(o => o.Name))));
            values[option] = equals < 0 ? "" : part[(equals + 1)..];
        }

        var pass = info.Create(new PassOptions(values, diagnostics, name));
        return diagnostics.ErrorCount == before ? new Step(name, pass) : null;
    }

    public IReadOnlyList<IPassStep>? ParsePipeline(string text, DiagnosticBag diagnostics)
    {
        var steps = new PipelineText(text, this, diagnostics).Parse();
        return diagnostics.HasErrors ? null : steps;
    }

    private sealed record Step(string Name, IPass Pass) : IPassStep
    {
        public bool Run(ModuleOp module, IrContext context, DiagnosticBag diagnostics)
        {
            Pass.Run(module, new PassContext(context, diagnostics, new RemarkLog()));
            return !diagnostics.HasErrors;
        }
    }
}

/// <summary>Reads <c>builtin.module(cse,func.func(canonicalize{a=1}))</c>. Our passes visit everything inside their root, so that an
/// anchor only groups.</summary>
internal sealed class PipelineText(string text, RegisteredPasses passes, DiagnosticBag diagnostics)
{
    private readonly List<IPassStep> _steps = [];
    private int _position;

    public List<IPassStep> Parse()
    {
        if (List() && _position < text.Length) Fail($"unexpected '{text[_position]}'");
        return _steps;
    }

    private bool List()
    {
        do
        {
            if (!Item()) return false;
        }
        while (Accept(','));
        return true;
    }

    private bool Item()
    {
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '-' or '.' or '_')) _position++;
        if (_position == start) return Fail("expected a pass or an operation name");
        var name = text[start.._position];
        if (Accept('(')) return Accept(')') || (List() && (Accept(')') || Fail("expected ')'")));
        var options = "";
        if (Accept('{'))
        {
            var close = text.IndexOf('}', _position);
            if (close < 0) return Fail("expected '}'");
            options = text[_position..close];
            _position = close + 1;
        }

        if (passes.Create(name, options, diagnostics) is not { } step) return false;
        _steps.Add(step);
        return true;
    }

    private bool Accept(char c)
    {
        if (_position >= text.Length || text[_position] != c) return false;
        _position++;
        return true;
    }

    private bool Fail(string problem)
    {
        diagnostics.Add(PassDiagnostics.PipelineSyntax.At(default, problem, _position));
        return false;
    }
}
