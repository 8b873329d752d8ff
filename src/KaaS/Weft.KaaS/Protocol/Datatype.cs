using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Element types as the Open Inference Protocol spells them. <c>index</c> travels as <c>INT64</c>, and an <c>INT64</c>
/// is taken for it.</summary>
public static class Datatype
{
    private static readonly (string Name, ElementType Element)[] Table =
    [
        ("BOOL", ElementType.Bool),
        ("INT8", ElementType.I8), ("INT16", ElementType.I16), ("INT32", ElementType.I32), ("INT64", ElementType.I64),
        ("UINT8", ElementType.U8), ("UINT16", ElementType.U16), ("UINT32", ElementType.U32), ("UINT64", ElementType.U64),
        ("FP16", ElementType.F16), ("BF16", ElementType.BF16), ("FP32", ElementType.F32), ("FP64", ElementType.F64),
        ("INT64", ElementType.Index),
    ];

    private static readonly Dictionary<ElementType, string> Names = Table.ToDictionary(t => t.Element, t => t.Name);

    /// <summary>All spellings, for messages.</summary>
    public static string Known { get; } = string.Join(", ", Table.Select(t => t.Name).Distinct());

    public static string Of(ElementType element) => Names[element];

    public static ElementType? Parse(string name)
    {
        var known = Array.FindIndex(Table, t => t.Name == name);
        return known < 0 ? null : Table[known].Element;
    }

    /// <summary>False for the half-width floats, which the protocol carries as binary data only.</summary>
    public static bool HasJsonForm(ElementType element) => element is not (ElementType.F16 or ElementType.BF16);
}
