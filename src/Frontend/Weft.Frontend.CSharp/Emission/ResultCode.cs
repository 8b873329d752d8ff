using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of what a launch returns: a local for each piece, or for a batch an array of them.</summary>
internal sealed class ResultCode(ResultModel result, LaunchNames names)
{
    private const string ArrayData = "global::System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference";

    private readonly (string Name, KernelType Type)[] _pieces =
        [.. result.Pieces.Select((type, i) => (names.Free($"result{i}"), type))];

    // Of each array the slot of its first extent.
    private readonly Dictionary<string, int> _extents = [];

    public string Type => result.Type.Spelling;

    /// <summary>Whether it has arrays, whose extents the program says.</summary>
    public bool HasArrays => result.HasArrays;

    /// <summary>Statements that make room for one result.</summary>
    /// <param name="slots">The name of the slots, in which extents are.</param>
    public IEnumerable<string> Cells(string slots) => _pieces.Select(p => p.Type is not ArrayType { Rank: var rank } array
        ? $"{p.Type.Spelling} {p.Name} = default;"
        : $"var {p.Name} = new {array.Element.Spelling}[{Extents(slots, _extents[p.Name], rank)}];");

    /// <summary>Statements that make room for those of a batch.</summary>
    public IEnumerable<string> Arrays =>
    [
        $"global::System.ArgumentOutOfRangeException.ThrowIfNegative({names.Count});",
        .. _pieces.Select(p => $"var {p.Name} = new {p.Type.Spelling}[{names.Count}];"),
    ];

    /// <summary>Statements that return the result.</summary>
    public IEnumerable<string> Return => [$"return {Value(p => p)};"];

    /// <summary>Statements that return those of a batch.</summary>
    public IEnumerable<string> ReturnArray
    {
        get
        {
            if (result.Type is not StructType { IsTuple: true }) return Return;
            var (all, item) = (names.Free("results"), names.Free("item"));
            return
            [
                $"var {all} = new {Type}[{names.Count}];",
                $"for (var {item} = 0; {item} < {names.Count}; {item}++) {all}[{item}] = {Value(p => $"{p}[{item}]")};",
                $"return {all};",
            ];
        }
    }

    public void AddTo(SlotList slots)
    {
        foreach (var (name, type) in _pieces)
        {
            if (type is not ArrayType { Rank: var rank })
            {
                AddTo(slots, $"ref {name}", type);
                continue;
            }

            slots.AddAddress($"ref {ArrayData}({name})");
            _extents[name] = slots.Count;
            for (var d = 0; d < rank; d++) slots.Add("0");
        }
    }

    /// <param name="items">For each number the bytes from one item's to the next.</param>
    public void AddTo(SlotList slots, List<string> items)
    {
        foreach (var (name, type) in _pieces)
        {
            AddTo(slots, $"ref {ArrayData}({name})", type);
            var bytes = type is StructType fields ? fields.Size : ((ScalarType)type).Bytes;
            items.AddRange(type.Leaves.Select(_ => bytes.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string Extents(string slots, int first, int rank) =>
        string.Join(", ", Enumerable.Range(first, rank).Select(at => string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", slots, at)));

    private static void AddTo(SlotList slots, string first, KernelType type)
    {
        foreach (var offset in ParameterCode.OffsetsOf(type)) slots.AddAddress(first, offset);
    }

    private string Value(System.Func<string, string> piece)
    {
        var pieces = new Queue<string>(_pieces.Select(p => piece(p.Name)));
        return Value(result.Type);

        string Value(KernelType type) => type is StructType { IsTuple: true } tuple
            ? $"({string.Join(", ", tuple.Fields.Select(f => Value(f.Type)))})" : pieces.Dequeue();
    }
}
