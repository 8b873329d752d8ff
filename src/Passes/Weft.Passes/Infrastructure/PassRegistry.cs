using Weft.IR;

namespace Weft.Passes;

public static partial class PassRegistry
{
    public static PassInfo? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>A pass with options written <c>a=1 b=2</c>; null after recording an error.</summary>
    /// <param name="others">Names of other things that may have been meant.</param>
    public static PassNode? Create(
        string name, string options, Location location, DiagnosticBag diagnostics, IEnumerable<string>? others = null)
    {
        if (Find(name) is not { } info)
        {
            diagnostics.Add(Missing(name, location, others));
            return null;
        }

        var before = diagnostics.ErrorCount;
        var values = new Dictionary<string, string>();
        foreach (var (option, value) in OptionText.Read(options))
        {
            if (info.Options.Any(o => o.Name == option)) values[option] = value;
            else if (!info.Refused.Any(o => o.Name == option && o.Default == value))
                diagnostics.Add(MissingOption(info, option, location));
        }

        var pass = info.Create(new PassOptions(values, diagnostics, name));
        return diagnostics.ErrorCount > before ? null : new(new(name, pass), info.Title) { Options = options.Trim() };
    }

    /// <summary>What to say of a name that no pass has.</summary>
    /// <param name="others">Names of other things that may have been meant.</param>
    public static Diagnostic Missing(string name, Location location, IEnumerable<string>? others = null)
    {
        var suggestion = Suggestion.For(name, All.Select(p => p.Name).Concat(others ?? []));
        return PassDiagnostics.UnknownPass.At(location, name, suggestion.Length > 0 ? suggestion : "; --list-passes shows all");
    }

    private static Diagnostic MissingOption(PassInfo pass, string name, Location location)
    {
        if (pass.Refused.FirstOrDefault(o => o.Name == name) is { Reason: var reason })
            return PassDiagnostics.RefusedOption.At(location, pass.Name, name, reason);
        var known = pass.Options.IsEmpty ? "none" : string.Join(", ", pass.Options.Select(o => o.Name));
        return PassDiagnostics.UnknownOption.At(location, pass.Name, name, known);
    }
}
