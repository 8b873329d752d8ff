using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp;

/// <summary>How C# holds an array that a kernel takes.</summary>
internal enum ArrayKind
{
    Span,
    ReadOnlySpan,
    Array,
    TensorSpan,
    ReadOnlyTensorSpan,
}

/// <summary>The type of an array parameter. The rank of a tensor span is not part of its C# type: it is 0 here.</summary>
internal sealed record ArrayType(ArrayKind Kind, ScalarType Element, int Rank)
{
    private const int MaxRank = 3;

    public bool IsTensor => Kind is ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan;

    public static ArrayType? Of(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: <= MaxRank } array)
            return ScalarType.Of(array.ElementType) is { } element ? new(ArrayKind.Array, element, array.Rank) : null;
        if (type is not INamedTypeSymbol { TypeArguments: [var argument] } named || ScalarType.Of(argument) is not { } item) return null;
        return (named.ContainingNamespace.ToDisplayString(), named.Name) switch
        {
            ("System", "Span") => new(ArrayKind.Span, item, 1),
            ("System", "ReadOnlySpan") => new(ArrayKind.ReadOnlySpan, item, 1),
            ("System.Numerics.Tensors", "TensorSpan") => new(ArrayKind.TensorSpan, item, 0),
            ("System.Numerics.Tensors", "ReadOnlyTensorSpan") => new(ArrayKind.ReadOnlyTensorSpan, item, 0),
            _ => null,
        };
    }
}
