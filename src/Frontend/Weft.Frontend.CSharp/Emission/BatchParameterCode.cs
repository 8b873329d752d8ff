using System.Collections.Generic;
using System.Globalization;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a batch launch: the items' arrays, one behind the other.</summary>
internal sealed class BatchParameterCode(ParameterModel parameter)
{
    /// <summary>In place of a number of items: all share a number, or an array.</summary>
    public const string All = LauncherEmitter.Runtime + "LaunchBatch.All";

    // Arrays of one dimension lie flat in a span; others have one more.
    private readonly ParameterCode _code = new(parameter with { Type = ArrayOf(parameter.Array) ?? parameter.Type });

    public string Name => _code.Name;

    // A number that the kernel writes, one for each item.
    private bool IsCell => parameter.IsReference || parameter.Array is { Rank: 0, IsTensor: false };

    public string Type => parameter.IsReference ? $"global::System.Span<{_code.Type}>"
        : parameter.Array is null ? $"{LauncherEmitter.Runtime}BatchArgument<{_code.Type}>" : _code.Type;

    /// <param name="count">The name of the number of items.</param>
    public IEnumerable<string> ChecksFor(string count) => !IsCell ? _code.Checks :
    [
        $"if ({Name}.Length != {count}) throw new global::System.ArgumentException("
        + $"$\"'{parameter.Name}' has {{{Name}.Length}} numbers, but there are {{{count}}} items; give one for each\", "
        + $"\"{parameter.Name}\");",
    ];

    /// <param name="items">For each number of a parameter, of how many items it is.</param>
    public void AddTo(SlotList slots, List<string> items)
    {
        if (IsCell)
        {
            slots.AddAddress($"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({Name})");
            items.Add(((ScalarType)(parameter.Array?.Element ?? parameter.Type)).Bytes.ToString(CultureInfo.InvariantCulture));
            return;
        }

        if (parameter.Array is not { } array)
        {
            slots.AddAddress($"in {Name}.First", Name + ".Slot");
            items.Add(Name + ".Items");
            return;
        }

        foreach (var leaf in parameter.Leaves)
        {
            slots.AddAddress(_code.First, leaf.Offset.ToString(CultureInfo.InvariantCulture));
            for (var d = _code.Rank - array.Rank; d < _code.Rank; d++) slots.Add(_code.Extent(d));
            items.Add(_code.Rank == array.Rank ? All : _code.Extent(0));
        }
    }

    private static ArrayType? ArrayOf(ArrayType? array) => array switch
    {
        { Kind: ArrayKind.Array, Rank: 1 } => array with { Kind = ArrayKind.Span },
        { IsTensor: false, Rank: 1 } or null => array,
        _ => array with { Rank = array.Rank + 1 },
    };
}
