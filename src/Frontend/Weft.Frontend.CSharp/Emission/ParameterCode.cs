using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a launch.</summary>
internal sealed class ParameterCode(ParameterModel parameter)
{
    private const string Tensors = "global::System.Numerics.Tensors.";
    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal.";

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

    /// <summary>The dimensions of an array; 0 for numbers.</summary>
    public int Rank => parameter.Array?.Rank ?? 0;

    /// <summary>What can wait for a thread where a span cannot.</summary>
    public string AsyncType => parameter.Array is not { } array ? Type : array.Kind switch
    {
        ArrayKind.Span => $"global::System.Memory<{array.Element.Keyword}>",
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlyMemory<{array.Element.Keyword}>",
        ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan => $"{Tensors}Tensor<{array.Element.Keyword}>",
        _ => Type,
    };

    public string AsyncArgument => parameter.Array?.Kind is ArrayKind.Span or ArrayKind.ReadOnlySpan ? Name + ".Span" : Name;

    /// <summary>Statements that refuse arrays which the kernel cannot take. Tensor spans may have gaps and any rank; a kernel takes rows
    /// that follow one another.</summary>
    public IEnumerable<string> Checks => parameter.Array switch
    {
        { Rank: 0, IsTensor: false } =>
        [
            $"if ({Name}.IsEmpty) throw new global::System.ArgumentException(\"there is no room for the result\", \"{parameter.Name}\");",
        ],
        { Kind: ArrayKind.Array } => [$"global::System.ArgumentNullException.ThrowIfNull({Name});"],
        { IsTensor: true, Rank: var rank } =>
        [
            $"if ({Name}.Rank != {rank} || !{Name}.IsDense) "
            + $"throw new global::System.ArgumentException(\"the kernel takes a dense tensor of rank {rank}\", \"{parameter.Name}\");",
        ],
        _ => [],
    };

    /// <summary>What it puts into the argument block.</summary>
    public void AddTo(SlotList slots)
    {
        if (parameter.Array is not { } array)
        {
            slots.Add(string.Format(CultureInfo.InvariantCulture, parameter.Scalar!.SlotBits, Name));
            return;
        }

        slots.AddAddress(First);
        for (var d = 0; d < array.Rank; d++) slots.Add(Extent(d));
    }

    /// <summary>The array's first element, as a reference.</summary>
    public string First => parameter.Array!.Kind switch
    {
        ArrayKind.Array => $"ref {Marshal}GetArrayDataReference({Name})",
        ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan => $"in {Name}.GetPinnableReference()",
        _ => $"ref {Marshal}GetReference({Name})",
    };

    public string Extent(int dimension) => parameter.Array! switch
    {
        { Kind: ArrayKind.Array, Rank: > 1 } => $"{Name}.GetLength({dimension})",
        { IsTensor: true } => $"{Name}.Lengths[{dimension}]",
        _ => Name + ".Length",
    };
}
