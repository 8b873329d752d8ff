using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>What C# calls the scalar types: those who write them here are told the spelling.</summary>
internal static class CSharpTypeNames
{
    private static readonly Dictionary<string, string> Spellings = new()
    {
        ["float"] = "f32",
        ["double"] = "f64",
        ["Half"] = "f16",
        ["sbyte"] = "i8",
        ["byte"] = "u8",
        ["short"] = "i16",
        ["ushort"] = "u16",
        ["int"] = "i32",
        ["uint"] = "u32",
        ["long"] = "i64",
        ["ulong"] = "u64",
        ["nint"] = "index",
    };

    /// <summary>The spelling in .weft, or null for a name that is not C#'s.</summary>
    public static string? Find(string name) => Spellings.GetValueOrDefault(name);

    /// <summary>The spelling in .weft of a type's name in either language, or null for another name.</summary>
    public static string? Spelling(string name) => ElementTypes.Parse(name) is null ? Find(name) : name;
}
