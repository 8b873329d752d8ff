using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp;

/// <summary>The kernels that a project can call compiled: its own, and those of libraries that were built with Weft.</summary>
internal static class KernelMethods
{
    public static bool IsKernel(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == KernelGenerator.KernelAttribute);

    /// <summary>Those whose launch class can be named.</summary>
    /// <param name="own">The launch classes of this project, which it does not contain yet.</param>
    public static IReadOnlyList<IMethodSymbol> Launchable(Compilation compilation, IReadOnlyCollection<string> own)
    {
        var all = new List<IMethodSymbol>();
        Add(compilation.Assembly.GlobalNamespace, method => own.Contains(LauncherOf(method)));
        foreach (var library in compilation.SourceModule.ReferencedAssemblySymbols)
            if (library.Modules.Any(m => m.ReferencedAssemblies.Any(a => a.Name == "Weft.Abstractions")))
                Add(library.GlobalNamespace, method =>
                    library.GetTypeByMetadataName(LauncherOf(method).Replace("@", "")) is { DeclaredAccessibility: Accessibility.Public } launcher
                    && !TakesGrid(launcher));
        return all;

        void Add(INamespaceOrTypeSymbol scope, System.Func<IMethodSymbol, bool> hasLauncher)
        {
            foreach (var member in scope.GetMembers())
                if (member is INamespaceOrTypeSymbol inner) Add(inner, hasLauncher);
                else if (member is IMethodSymbol { IsStatic: true, IsGenericMethod: false } method && IsKernel(method) && hasLauncher(method))
                    all.Add(method);
        }
    }

    // A plain call says nothing of a grid.
    private static bool TakesGrid(INamedTypeSymbol launcher) =>
        launcher.GetMembers("Launch").OfType<IMethodSymbol>().Any(launch => launch.Parameters.Any(p => p.Type.Name == "Dim3"));

    /// <summary>The full name of a kernel's launch class.</summary>
    public static string LauncherOf(IMethodSymbol kernel) =>
        (kernel.ContainingNamespace.IsGlobalNamespace ? "" : kernel.ContainingNamespace.ToDisplayString() + ".") + kernel.Name + "Kernel";
}
