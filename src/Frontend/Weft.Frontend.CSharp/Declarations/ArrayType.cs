using Microsoft.CodeAnalysis;
using Weft.IR;

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
internal sealed record ArrayType(ArrayKind Kind, KernelType Element, int Rank) : KernelType
{
    private const int MaxRank = 3;

    public bool IsTensor => Kind is ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan;

    public override string Spelling => Kind switch
    {
        ArrayKind.Span => $"global::System.Span<{Element.Spelling}>",
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlySpan<{Element.Spelling}>",
        ArrayKind.TensorSpan => $"global::System.Numerics.Tensors.TensorSpan<{Element.Spelling}>",
        ArrayKind.ReadOnlyTensorSpan => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Element.Spelling}>",
        _ => $"{Element.Spelling}[{new string(',', Rank - 1)}]",
    };

    /// <summary>The numbers of an element: an array of structs is an array of each.</summary>
    public override Sequence<Leaf> Leaves => Element.Leaves;

    public static new ArrayType? Of(ITypeSymbol? type)
    {
        if (ElementOf(type) is not { } symbol) return null;
        if ((ScalarType.Of(symbol) ?? (KernelType?)StructReader.Read(symbol, out _)) is not { } item) return null;
        if (type is IArrayTypeSymbol array) return new(ArrayKind.Array, item, array.Rank);
        var named = (INamedTypeSymbol)type!;
        return (named.ContainingNamespace.ToDisplayString(), named.Name) switch
        {
            ("System", "Span") => new(ArrayKind.Span, item, 1),
            ("System", "ReadOnlySpan") => new(ArrayKind.ReadOnlySpan, item, 1),
            ("System.Numerics.Tensors", "TensorSpan") => new(ArrayKind.TensorSpan, item, 0),
            ("System.Numerics.Tensors", "ReadOnlyTensorSpan") => new(ArrayKind.ReadOnlyTensorSpan, item, 0),
            _ => null,
        };
    }

    /// <summary>What an array or span consists of; null for other types.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: <= MaxRank } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element], Name: "Span" or "ReadOnlySpan" or "TensorSpan" or "ReadOnlyTensorSpan" } =>
            element,
        _ => null,
    };
}
