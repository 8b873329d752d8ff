using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of one parameter of a batch launch: the items' arrays, one behind the other.</summary>
internal sealed class BatchParameterCode(ParameterModel parameter, LaunchNames names)
{
    private const string Batch = LauncherEmitter.Runtime + "LaunchBatch.";

    // Arrays of one dimension lie flat in a span; others have one more.
    private readonly ParameterCode _code = new(parameter with { Type = ArrayOf(parameter.Array) ?? parameter.Type });
    private readonly string _length = names.Free(parameter.Name + "Length");

    public string Name => _code.Name;

    public string Type => IsNumber ? $"{LauncherEmitter.Runtime}BatchArgument<{_code.Type}>" : _code.Type;

    private bool IsNumber => parameter.Array is null;

    private bool IsFlat => parameter.Array is { IsTensor: false, Rank: 1 };

    public IEnumerable<string> Checks =>
        IsNumber ? [$"{Name}.Check({Quoted}, {names.Count});"]
        : IsFlat ? [$"var {_length} = {Batch}ItemLength({Quoted}, {Name}.Length, {names.Count});"]
        : [.. _code.Checks, $"{Batch}CheckLeading({Quoted}, {_code.Extent(0)}, {names.Count});"];

    public void AddTo(SlotList slots, List<string> steps)
    {
        if (IsNumber)
        {
            slots.AddAddress($"in {Name}.First", Name + ".Slot");
            steps.Add(Name + ".Step");
            return;
        }

        string[] extents = IsFlat ? [_length] : [.. Enumerable.Range(1, parameter.Array!.Rank).Select(_code.Extent)];
        foreach (var leaf in parameter.Leaves)
        {
            slots.AddAddress(_code.First, leaf.Offset.ToString(CultureInfo.InvariantCulture));
            steps.Add($"new(checked({string.Join(" * ", extents.Select(e => $"(long){e}"))} * {leaf.Type.Bytes * leaf.Stride}))");
            foreach (var extent in extents)
            {
                slots.Add(extent);
                steps.Add("default");
            }
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
