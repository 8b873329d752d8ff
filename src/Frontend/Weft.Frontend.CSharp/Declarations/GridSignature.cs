using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp;

/// <summary>What kernels take first that run over a grid: the sizes of the grid and of its blocks.</summary>
internal static class GridSignature
{
    /// <summary>Three of the grid, three of the blocks.</summary>
    public const int Count = 6;

    private static readonly string[] Dimensions = ["x: index", "y: index = 1", "z: index = 1"];

    /// <summary>The texts of <c>wf.param</c>: <c>grid.x: index</c>. Sizes along y and z may be left out.</summary>
    public static IEnumerable<string> Of(KernelModel kernel) =>
        new[] { NameOf(kernel, "grid"), NameOf(kernel, "block") }.SelectMany(name => Dimensions.Select(d => $"{name}.{d}"));

    /// <summary>The name of a size; it gives way to a parameter of the kernel that has it.</summary>
    public static string NameOf(KernelModel kernel, string name)
    {
        while (kernel.Parameters.Any(p => p.Name == name)) name += "_";
        return name;
    }

    /// <summary>Whether a body, or a function that it calls, uses <c>Gpu</c>.</summary>
    public static bool IsNeeded(IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return Uses(body);

        bool Uses(IOperation root) => root.DescendantsAndSelf().Any(op => op switch
        {
            IPropertyReferenceOperation { Property: var property } => SimtOperations.Owns(property),
            IInvocationOperation { TargetMethod: var method } => SimtOperations.Owns(method) || Calls(method),
            _ => false,
        });

        bool Calls(IMethodSymbol method) =>
            method is { IsStatic: true, MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.Length: 1 } && seen.Add(method)
            && Lowering.Calls.BodyOf(method, compilation, cancellation) is { } callee && Uses(callee);
    }
}
