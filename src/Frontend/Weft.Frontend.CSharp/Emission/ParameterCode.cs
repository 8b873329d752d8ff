using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a launch.</summary>
internal sealed class ParameterCode(ParameterModel parameter, string pin)
{
    private const string Tensors = "global::System.Numerics.Tensors.";

    /// <summary>Keywords are names, too, behind an at sign.</summary>
    public string Name { get; } = "@" + parameter.Name;

    /// <summary>As the kernel itself takes it.</summary>
    public string Type => parameter.Array is not { } array ? parameter.Scalar!.Keyword : array.Kind switch
    {
        ArrayKind.Span => $"global::System.Span<{array.Element.Keyword}>",
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlySpan<{array.Element.Keyword}>",
        ArrayKind.TensorSpan => $"{Tensors}TensorSpan<{array.Element.Keyword}>",
        ArrayKind.ReadOnlyTensorSpan => $"{Tensors}ReadOnlyTensorSpan<{array.Element.Keyword}>",
        _ => $"{array.Element.Keyword}[{new string(',', array.Rank - 1)}]",
    };

    /// <summary>What can wait for a thread where a span cannot.</summary>
    public string AsyncType => parameter.Array is not { } array ? Type : array.Kind switch
    {
        ArrayKind.Span => $"global::System.Memory<{array.Element.Keyword}>",
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlyMemory<{array.Element.Keyword}>",
        ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan => $"{Tensors}Tensor<{array.Element.Keyword}>",
        _ => Type,
    };

    public string AsyncArgument => parameter.Array?.Kind is ArrayKind.Span or ArrayKind.ReadOnlySpan ? Name + ".Span" : Name;

    public string? NullCheck =>
        parameter.Array?.Kind == ArrayKind.Array ? $"global::System.ArgumentNullException.ThrowIfNull({Name});" : null;

    /// <summary>Tensor spans may have gaps and any rank; a kernel takes rows that follow one another.</summary>
    public string? ShapeCheck => parameter.Array is not { IsTensor: true, Rank: var rank } ? null
        : $"if ({Name}.Rank != {rank} || !{Name}.IsDense) "
        + $"throw new global::System.ArgumentException(\"the kernel takes a dense tensor of rank {rank}\", \"{parameter.Name}\");";

    /// <summary>The declaration that holds the array in place; null for numbers.</summary>
    public string? Fixed => parameter.Array is not { } array ? null
        : $"fixed ({array.Element.Keyword}* {pin} = {(array.IsTensor ? $"&{Name}.GetPinnableReference()" : Name)})";

    /// <summary>What it puts into the argument block.</summary>
    public IEnumerable<string> Slots
    {
        get
        {
            if (parameter.Array is not { } array) return [string.Format(CultureInfo.InvariantCulture, parameter.Scalar!.SlotBits, Name)];
            var extents = array.Kind switch
            {
                ArrayKind.Array when array.Rank > 1 => Enumerable.Range(0, array.Rank).Select(d => $"{Name}.GetLength({d})"),
                ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan => Enumerable.Range(0, array.Rank).Select(d => $"{Name}.Lengths[{d}]"),
                _ => [Name + ".Length"],
            };
            return [$"(long){pin}", .. extents];
        }
    }
}
