using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weft.Frontend.CSharp;

/// <summary>An ordinary call of a kernel that is to run compiled.</summary>
/// <param name="Attribute">Says to the compiler which call it is.</param>
/// <param name="Place">Says it to people.</param>
internal sealed record KernelCall(IMethodSymbol Kernel, string Attribute, string Place)
{
    /// <summary>All of them in the project. Calls in the bodies of kernels stay: as plain C#, a kernel is plain all the way down.</summary>
    /// <param name="kernels">Those that are to be called so.</param>
    public static IEnumerable<KernelCall> FindAll(
        Compilation compilation, IReadOnlyCollection<IMethodSymbol> kernels, CancellationToken cancellation)
    {
        // Binding a call is dear and its name is not.
        var names = new HashSet<string>(kernels.Select(k => k.Name));
        var known = new HashSet<ISymbol>(kernels, SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var calls = tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>();
            SemanticModel? semantics = null;
            foreach (var call in calls.Where(c => names.Contains(NameOf(c))))
            {
                semantics ??= compilation.GetSemanticModel(tree);
                if (semantics.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol kernel || !known.Contains(kernel)) continue;
                if (IsInKernel(call, semantics, cancellation)) continue;
                if (semantics.GetInterceptableLocation(call, cancellation) is { } location)
                    yield return new(kernel, location.GetInterceptsLocationAttributeSyntax(), location.GetDisplayLocation());
            }
        }
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => "",
    };

    private static bool IsInKernel(SyntaxNode call, SemanticModel semantics, CancellationToken cancellation) => call.Ancestors()
        .OfType<MethodDeclarationSyntax>()
        .Any(m => semantics.GetDeclaredSymbol(m, cancellation) is { } method && KernelMethods.IsKernel(method));
}
