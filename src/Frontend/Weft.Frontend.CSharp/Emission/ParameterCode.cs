using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a launch.</summary>
internal sealed class ParameterCode(ParameterModel parameter)
{
    private const string Tensors = "global::System.Numerics.Tensors.";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe.";
    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal.";

    /// <summary>Keywords are names, too, behind an at sign.</summary>
    public string Name { get; } = "@" + parameter.Name;

    /// <summary><c>ref</c> or <c>out</c>, with a blank behind it, else empty.</summary>
    public string Modifier => parameter.Modifier;

    /// <summary>As the kernel itself takes it.</summary>
    public string Type => parameter.Type.Spelling;

    /// <summary>The dimensions of an array; 0 for numbers.</summary>
    public int Rank => parameter.Array?.Rank ?? 0;

    /// <summary>What can wait for a thread where a span cannot.</summary>
    public string AsyncType => parameter.Array is not { } array ? Type : array.Kind switch
    {
        ArrayKind.Span => $"global::System.Memory<{array.Element.Spelling}>",
        ArrayKind.ReadOnlySpan => $"global::System.ReadOnlyMemory<{array.Element.Spelling}>",
        ArrayKind.TensorSpan or ArrayKind.ReadOnlyTensorSpan => $"{Tensors}Tensor<{array.Element.Spelling}>",
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
        null when Modifier == "out " => [$"{Name} = default;"],
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
        if (parameter.IsReference)
        {
            foreach (var offset in OffsetsOf(parameter.Type)) slots.AddAddress($"ref {Name}", offset);
            return;
        }

        if (parameter.Array is not { Rank: var rank })
        {
            foreach (var number in Numbers(parameter.Type, Name)) slots.Add(number);
            return;
        }

        foreach (var leaf in parameter.Leaves)
        {
            slots.AddAddress(First, leaf.Offset.ToString(CultureInfo.InvariantCulture));
            for (var d = 0; d < rank; d++) slots.Add(Extent(d));
        }
    }

    /// <summary>The bytes from the start of a value to each of its numbers, in C#.</summary>
    public static IEnumerable<string> OffsetsOf(KernelType type) =>
        (type is StructType fields ? fields.Offsets : [0]).AsEnumerable().Select(o => o.ToString(CultureInfo.InvariantCulture));

    // Fields may be private: the numbers of a struct are taken from where they lie. Only of tuples nobody knows where that is.
    private static IEnumerable<string> Numbers(KernelType type, string value) => type switch
    {
        StructType { IsTuple: true } tuple => tuple.Fields.SelectMany(f => Numbers(f.Type, $"{value}.{f.Name}")),
        StructType fields => fields.Leaves.Select((leaf, i) => Bits(leaf.Type, NumberIn(fields, value, leaf.Type, fields.Offsets[i]))),
        var scalar => [Bits((ScalarType)scalar, value)],
    };

    private static string NumberIn(StructType type, string value, ScalarType number, int offset) =>
        $"{Unsafe}As<byte, {number.Keyword}>(ref {Unsafe}AddByteOffset(ref {Unsafe}As<{type.Name}, byte>(ref {value}), {offset}))";

    private static string Bits(ScalarType type, string value) => string.Format(CultureInfo.InvariantCulture, type.SlotBits, value);

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
