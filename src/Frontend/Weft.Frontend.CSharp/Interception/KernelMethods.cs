using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Workflows;

namespace Weft.Frontend.CSharp;

/// <summary>The kernels that a project can call compiled: its own, and those of libraries that were built with Weft.</summary>
internal static class KernelMethods
{
    /// <summary>Whether a method is marked as a kernel, or as a workflow.</summary>
    public static bool IsKernel(IMethodSymbol method) => method.GetAttributes()
        .Any(a => a.AttributeClass?.ToDisplayString() is KernelGenerator.KernelAttribute or WorkflowOptions.Attribute);

    /// <summary>Those whose launch class can be named.</summary>
    /// <param name="own">The launch classes of this project, which it does not contain yet.</param>
    public static IReadOnlyList<IMethodSymbol> Launchable(Compilation compilation, IReadOnlyCollection<string> own) =>
    [
        .. In(compilation.Assembly.GlobalNamespace, compilation).Where(method => own.Contains(LauncherOf(method))),
        .. compilation.SourceModule.ReferencedAssemblySymbols.Where(IsBuiltWithWeft)
            .SelectMany(library => In(library.GlobalNamespace, compilation).Where(method => HasLauncher(library, method))),
    ];

    /// <summary>The full name of a kernel's launch class; of a generic one, the class in it.</summary>
    public static string LauncherOf(IMethodSymbol kernel, string nested = ".") =>
        (kernel.ContainingNamespace.IsGlobalNamespace ? "" : kernel.ContainingNamespace.ToDisplayString() + ".")
        + KernelNames.LauncherOf(kernel.Name, WorkflowOptions.IsWorkflow(kernel))
        + (KernelVariants.NameOf(kernel) is { } variant ? nested + variant : "");

    private static bool IsBuiltWithWeft(IAssemblySymbol library) =>
        library.Modules.Any(m => m.ReferencedAssemblies.Any(a => a.Name == "Weft.Abstractions"));

    /// <summary>Whether a library has a launch class for one of its kernels. Those that run over a grid take its size, too: they have no
    /// ordinary calls.</summary>
    public static bool HasLauncher(IAssemblySymbol library, IMethodSymbol kernel) =>
        library.GetTypeByMetadataName(LauncherOf(kernel, "+").Replace("@", "")) is { DeclaredAccessibility: Accessibility.Public } launcher
        && launcher.GetMembers("Launch").OfType<IMethodSymbol>().Any(m => m.Parameters.Length == kernel.Parameters.Length + 2);

    private static IEnumerable<IMethodSymbol> In(INamespaceOrTypeSymbol scope, Compilation compilation) =>
        scope.GetMembers().SelectMany(member => member switch
        {
            INamespaceOrTypeSymbol inner => In(inner, compilation),
            IMethodSymbol { IsStatic: true, IsGenericMethod: false } method when IsKernel(method) => [method],
            IMethodSymbol { IsStatic: true } method when IsKernel(method) =>
                KernelVariants.Of(method, compilation, out _).Where(variant => CanName(variant, compilation)),
            _ => [],
        });

    // What runs in the place of a call of a generic kernel names it with its types.
    private static bool CanName(IMethodSymbol variant, Compilation compilation) =>
        variant.TypeArguments.Prepend<ISymbol>(variant).All(symbol => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly));
}
