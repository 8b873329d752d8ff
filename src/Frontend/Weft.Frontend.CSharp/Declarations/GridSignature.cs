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

    public const string Grid = "grid";

    public const string Block = "block";

    private static readonly string[] Dimensions = ["x: index", "y: index = 1", "z: index = 1"];

    /// <summary>
    /// The texts of <c>wf.param</c>: <c>grid.x: index</c>. Sizes along y and z may be left out. None where there is no grid.
    /// </summary>
    public static IEnumerable<string> Of(KernelModel kernel) =>
        new LaunchNames(kernel).Sizes.SelectMany(size => Dimensions.Select(d => $"{size}.{d}"));

    /// <summary>Whether a kernel itself uses <c>Gpu</c>. Bodies that do not name it need not be bound to know.</summary>
    public static bool IsNeeded(KernelSource source, CancellationToken cancellation) =>
        MayName(SimtOperations.ClassName, source.Syntax, cancellation)
        && source.Body(cancellation) is { } body
        && body.DescendantsAndSelf().Any(op => op switch
        {
            IPropertyReferenceOperation { Property: var property } => SimtOperations.Owns(property),
            IInvocationOperation { TargetMethod: var method } => SimtOperations.Owns(method),
            _ => false,
        });

    // At each keystroke, for each kernel: to go through the tokens would take a third of all that is done then. Letters of names may be
    // written by their numbers.
    private static bool MayName(string name, SyntaxNode syntax, CancellationToken cancellation)
    {
        var text = syntax.SyntaxTree.GetText(cancellation).ToString(syntax.Span);
        return text.Contains(name) || text.Contains(@"\");
    }
}
