using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>The passes of Weft.Passes as <c>weft opt</c> knows them.</summary>
public sealed class RegisteredPasses
{
    // What mlir-opt's reports call its passes of the same name.
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["canonicalize"] = "Canonicalizer",
        ["convert-scf-to-cf"] = "SCFToControlFlow",
        ["cse"] = "CSE",
        ["arith-expand"] = "ArithExpandOps",
        ["inline"] = "Inliner",
        ["mem2reg"] = "Mem2Reg",
        ["sccp"] = "SCCP",
        ["symbol-dce"] = "SymbolDCE",
    };

    /// <summary>All passes by name.</summary>
    public IReadOnlyList<PassInfo> All => PassRegistry.All;

    /// <summary>One pass with options written <c>a=1 b=2</c>; null after recording an error.</summary>
    public PassNode? Create(string name, string options, Location location, DiagnosticBag diagnostics)
    {
        if (PassRegistry.Find(name) is not { } info)
        {
            diagnostics.Add(PassRegistry.Missing(name, location, OptFlags.All.Select(f => f.Name)));
            return null;
        }

        var before = diagnostics.ErrorCount;
        var values = new Dictionary<string, string>();
        foreach (var part in options.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var option = equals < 0 ? part : part[..equals];
            if (info.Options.All(o => o.Name != option))
                diagnostics.Add(PassDiagnostics.UnknownOption.At(
                    location, name, option, info.Options.IsEmpty ? "none" : string.Join(", ", info.Options.Select(o => o.Name))));
            values[option] = equals < 0 ? "" : part[(equals + 1)..];
        }

        var pass = info.Create(new PassOptions(values, diagnostics, name));
        return diagnostics.ErrorCount == before 
            ? new(new(name, pass), Titles.GetValueOrDefault(name, pass.GetType().Name)) { Options = options.Trim() } : null;
    }
}
