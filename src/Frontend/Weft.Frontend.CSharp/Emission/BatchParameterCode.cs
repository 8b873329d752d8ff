using System.Collections.Generic;
using System.Globalization;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a batch launch: the items' arrays, one behind the other.</summary>
internal sealed class BatchParameterCode(ParameterModel parameter)
{
    public const string Batch = LauncherEmitter.Runtime + "BatchParameter.";

    /// <summary>What all items share.</summary>
    public const string Shared = Batch + "Shared";

    // Arrays of one dimension lie flat in a span; others have one more.
    private readonly ParameterCode _code = new(parameter with { Type = ArrayOf(parameter.Array) ?? parameter.Type });

    public string Name => _code.Name;

    public string Type => parameter.IsReference ? $"global::System.Span<{_code.Type}>"
        : parameter.Array is null ? $"{LauncherEmitter.Runtime}BatchArgument<{_code.Type}>" : _code.Type;

    public IEnumerable<string> Checks => parameter.IsReference ? [] : _code.Checks;

    /// <param name="described">What the items have of each parameter.</param>
    public void AddTo(SlotList slots, List<string> described)
    {
        if (parameter.IsReference)
        {
            slots.AddAddress($"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({Name})");
            described.Add($"{Batch}Cells({Quoted}, {((ScalarType)parameter.Type).Bytes}, {Name}.Length)");
            return;
        }

        if (parameter.Array is not { } array)
        {
            slots.AddAddress($"in {Name}.First", Name + ".Slot");
            described.Add($"{Name}.Named({Quoted})");
            return;
        }

        foreach (var leaf in parameter.Leaves)
        {
            slots.AddAddress(_code.First, leaf.Offset.ToString(CultureInfo.InvariantCulture));
            for (var d = _code.Rank - array.Rank; d < _code.Rank; d++) slots.Add(_code.Extent(d));
            var bytes = leaf.Type.Bytes * leaf.Stride;
            described.Add(_code.Rank == array.Rank ? $"{Batch}Flat({Quoted}, {bytes})"
                : $"{Batch}Leading({Quoted}, {array.Rank}, {bytes}, {_code.Extent(0)})");
        }
    }

    private string Quoted => $"\"{parameter.Name}\"";

    private static ArrayType? ArrayOf(ArrayType? array) => array switch
    {
        { Kind: ArrayKind.Array, Rank: 1 } => array with { Kind = ArrayKind.Span },
        { IsTensor: false, Rank: 1 } or null => array,
        _ => array with { Rank = array.Rank + 1 },
    };
}
