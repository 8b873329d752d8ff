using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a batch launch: the items' arrays, one behind the other.</summary>
internal sealed class BatchParameterCode(ParameterModel parameter)
{
    /// <summary>In place of a number of items: all share a number, or an array.</summary>
    public const string All = LauncherEmitter.Runtime + "LaunchBatch.All";

    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe.";

    // Arrays of one dimension lie flat in a span; others have one more.
    private readonly ParameterCode _code = new(parameter with { Type = ArrayOf(parameter.Array) ?? parameter.Type });

    // Of each item there is a value: what is passed by reference, and the single results of .weft kernels.
    private bool IsCell => parameter.IsReference || parameter.Array is { Rank: 0, IsTensor: false };

    public string Name => _code.Name;

    public string Type => parameter.IsReference ? $"global::System.Span<{_code.Type}>"
        : parameter.Array is null ? $"{LauncherEmitter.Runtime}BatchArgument<{_code.Type}>" : _code.Type;

    /// <param name="count">The name of the number of items.</param>
    public IEnumerable<string> ChecksFor(string count) => !IsCell ? _code.Checks :
    [
        $"if ({Name}.Length != {count}) throw new global::System.ArgumentException("
        + $"$\"'{parameter.Name}' has {{{Name}.Length}} {Things}, but there are {{{count}}} items; give one for each\", "
        + $"\"{parameter.Name}\");",
    ];

    /// <param name="items">For each number of a parameter, of how many items it is; of numbers passed by value or by reference the
    /// bytes, too, from one item's to the next.</param>
    /// <param name="names">For locals of the launch.</param>
    public void AddTo(SlotList slots, List<string> items, LaunchNames names)
    {
        var value = parameter.Array?.Element ?? parameter.Type;
        var size = $"{Unsafe}SizeOf<{value.Spelling}>()";
        if (IsCell)
        {
            foreach (var offset in ParameterCode.OffsetsOf(value))
            {
                slots.AddAddress($"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({Name})", offset);
                items.Add(size);
            }

            return;
        }

        if (parameter.Array is not { } array)
        {
            foreach (var (keyword, offset) in Numbers(parameter.Type, names.Free(ShapeOf(parameter))))
            {
                slots.AddAddress($"in {Name}.First", $"{Name}.SlotAt<{keyword}>({offset})");
                items.Add(Name + ".Items");
                items.Add(size);
            }

            return;
        }

        foreach (var leaf in parameter.Leaves)
        {
            slots.AddAddress(_code.First, leaf.Offset.ToString(CultureInfo.InvariantCulture));
            for (var d = _code.Rank - array.Rank; d < _code.Rank; d++) slots.Add(_code.Extent(d));
            items.Add(_code.Rank == array.Rank ? All : _code.Extent(0));
        }
    }

    /// <summary>A statement that makes what the places of a tuple's fields are measured in; null where none is needed.</summary>
    public string? ShapeFor(LaunchNames names) => parameter is { Array: null, Type: StructType { IsTuple: true }, IsReference: false }
        ? $"{parameter.Type.Spelling} {names.Free(ShapeOf(parameter))} = default;" : null;

    private string Things => parameter.Type is StructType ? "values" : "numbers";

    private static string ShapeOf(ParameterModel parameter) => parameter.Name + "Shape";

    // The keyword of each number and, in C#, the bytes to it from the start of the value. Of a tuple's fields only a running program knows
    // where they lie.
    private static IEnumerable<(string Keyword, string Offset)> Numbers(KernelType type, string shape) => type is not StructType
        { IsTuple: true } tuple ? type.Leaves.Zip(ParameterCode.OffsetsOf(type), (leaf, offset) => (leaf.Type.Keyword, offset))
        : Fields(tuple, shape).SelectMany(field => Numbers(field.Type, "").Select(number => (
            number.Keyword,
            $"(int){Unsafe}ByteOffset(ref {AsByte(tuple, shape)}, ref {AsByte(field.Type, field.Place)}) + {number.Offset}")));

    private static IEnumerable<(KernelType Type, string Place)> Fields(StructType tuple, string place) => tuple.Fields.SelectMany(f =>
        f.Type is StructType { IsTuple: true } inner ? Fields(inner, $"{place}.{f.Name}") : [(f.Type, $"{place}.{f.Name}")]);

    private static string AsByte(KernelType type, string place) => $"{Unsafe}As<{type.Spelling}, byte>(ref {place})";

    private static ArrayType? ArrayOf(ArrayType? array) => array switch
    {
        { Kind: ArrayKind.Array, Rank: 1 } => array with { Kind = ArrayKind.Span },
        { IsTensor: false, Rank: 1 } or null => array,
        _ => array with { Rank = array.Rank + 1 },
    };
}
