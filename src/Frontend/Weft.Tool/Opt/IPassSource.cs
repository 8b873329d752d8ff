using Weft.IR;

namespace Weft.Tool.Opt;

/// <summary>The passes as <c>weft opt</c> knows them: what Weft.Passes has to offer, behind one seam.</summary>
public interface IPassSource
{
    /// <summary>All passes by name.</summary>
    IReadOnlyList<PassListing> All { get; }

    /// <summary>The steps of <c>builtin.module(func.func(cse,canonicalize{...}))</c>; null after recording an error.</summary>
    IReadOnlyList<IPassStep>? ParsePipeline(string text, DiagnosticBag diagnostics);

    /// <summary>One pass with options written <c>a=1 b=2</c>; null after recording an error.</summary>
    IPassStep? Create(string name, string options, DiagnosticBag diagnostics);
}

public sealed record PassListing(string Name, string Description);

/// <summary>A pass that is ready to run.</summary>
public interface IPassStep
{
    string Name { get; }

    /// <summary>Changes the module in place. False after recording an error.</summary>
    bool Run(ModuleOp module, IrContext context, DiagnosticBag diagnostics);
}
