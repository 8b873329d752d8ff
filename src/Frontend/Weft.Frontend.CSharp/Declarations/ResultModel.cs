using System.Collections.Generic;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>What a kernel returns: a number, or a tuple or struct of numbers. Each number is a cell, an argument behind the others.
/// </summary>
/// <param name="Name">A name that no parameter has.</param>
internal sealed record ResultModel(string Name, KernelType Type)
{
    /// <summary>The texts of <c>wf.param</c>: <c>result: out f32</c>.</summary>
    public IEnumerable<string> Texts => Type.Leaves.Select(leaf => $"{Name}{leaf.Path}: out {leaf.Type.WeftName}");

    /// <summary>The values that C# holds in one piece, in order: nobody knows where the fields of a tuple lie.</summary>
    public IReadOnlyList<KernelType> Pieces => [.. PiecesOf(Type)];

    private static IEnumerable<KernelType> PiecesOf(KernelType type) =>
        type is StructType { IsTuple: true } tuple ? tuple.Fields.SelectMany(f => PiecesOf(f.Type)) : [type];
}
