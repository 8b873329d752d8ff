using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>What a kernel returns: a number, or a tuple or struct of numbers; of a workflow arrays of numbers, too. Each is an argument
/// behind the others: a number in a cell.</summary>
/// <param name="Name">A name that no parameter has.</param>
internal sealed record ResultModel(string Name, KernelType Type)
{
    /// <summary>The extents of each array as formulas, for example <c>[x_0, 2*n]</c>; set when the body is lowered.</summary>
    public Sequence<string> Shapes { get; init; } = [];

    /// <summary>The numbers and arrays, in order, each with the fields on the way to it.</summary>
    public IReadOnlyList<(string Path, KernelType Type)> Values => [.. ValuesOf("", Type)];

    public bool HasArrays => Values.Any(value => value.Type is ArrayType);

    /// <summary>The texts of <c>wf.param</c>: <c>result: out f32</c>.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            var shapes = new Queue<string>(Shapes);
            return Values.Select(value => value.Type is ArrayType array
                ? $"{Name}{value.Path}: out {((ScalarType)array.Element).WeftName}{shapes.Dequeue()}"
                : $"{Name}{value.Path}: out {((ScalarType)value.Type).WeftName}");
        }
    }

    /// <summary>The values that C# holds in one piece, in order: nobody knows where the fields of a tuple lie.</summary>
    public IReadOnlyList<KernelType> Pieces => [.. PiecesOf(Type)];

    /// <summary>The type of what a workflow returns: as that of a kernel, or with arrays; null for others.</summary>
    public static KernelType? OfWorkflow(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol => ArrayType.Of(type) is { Element: ScalarType } array ? array : null,
        INamedTypeSymbol { IsTupleType: true } tuple => KernelType.Of(tuple) ?? Tuple(tuple),
        _ => KernelType.Of(type) is ArrayType ? null : KernelType.Of(type),
    };

    private static StructType? Tuple(INamedTypeSymbol tuple)
    {
        var (fields, first) = (new List<StructField>(), 0);
        foreach (var element in tuple.TupleElements)
        {
            if (OfWorkflow(element.Type) is not { } type) return null;
            fields.Add(new(StructReader.NameOf(element), type, first));
            first += type.Leaves.Count;
        }

        return new(tuple.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), fields.ToSequence()) { IsTuple = true };
    }

    private static IEnumerable<(string Path, KernelType Type)> ValuesOf(string path, KernelType type) =>
        type is StructType fields ? fields.Fields.SelectMany(f => ValuesOf($"{path}.{f.Name}", f.Type)) : [(path, type)];

    private static IEnumerable<KernelType> PiecesOf(KernelType type) =>
        type is StructType { IsTuple: true } tuple ? tuple.Fields.SelectMany(f => PiecesOf(f.Type)) : [type];
}
