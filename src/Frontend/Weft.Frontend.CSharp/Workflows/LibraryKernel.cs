using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>A kernel whose source is in another project, as a workflow can declare it: what its C# types let it write, it is said to write.
/// </summary>
internal sealed class LibraryKernel
{
    private readonly IMethodSymbol _method;
    private readonly DeclarationRules _rules;

    public LibraryKernel(IMethodSymbol method)
    {
        _method = method;
        _rules = new(method, null, DiagnosticPlace.None, isSimt: false);
        _rules.CheckTypes(new(() => null));
    }

    /// <summary>Why a workflow cannot call it; null when it can.</summary>
    public string? Problem =>
        WorkflowOptions.IsWorkflow(_method) ? "it is a workflow itself"
        : _method.IsGenericMethod ? "it has type parameters"
        : !KernelMethods.HasLauncher(_method.ContainingAssembly, _method) ? "it has no public launch class that takes what it takes"
        : _rules.Diagnostics.Count > 0 ? "its declaration does not say which rank each array has"
        : null;

    public KernelModel Model
    {
        get
        {
            var written = _rules.Parameters.SelectMany(p => p.Leaves.Select(_ => p.Array is { Kind: not ArrayKind.ReadOnlySpan }));
            return new("", _method.Name, true, SignatureText.Of(_rules.Parameters.ToSequence(), written), DiagnosticPlace.None)
            {
                Result = _rules.Result,
            };
        }
    }
}
