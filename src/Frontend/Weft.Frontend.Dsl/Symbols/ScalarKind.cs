namespace Weft.Frontend.Dsl.Symbols;

/// <summary>The scalar types, spelled in lower case in the language.</summary>
public enum ScalarKind
{
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    BF16,
    F32,
    F64,

    /// <summary>Of loop variables, extents and subscripts: a signed integer of 64 bits.</summary>
    Index,
}

public static class ScalarKinds
{
    private static readonly string[] Spellings = [.. Enum.GetNames<ScalarKind>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<string> Names => Spellings;

    extension(ScalarKind kind)
    {
        /// <summary>The spelling in source text.</summary>
        public string Name => Spellings[(int)kind];

        public bool IsFloat => kind is ScalarKind.F16 or ScalarKind.BF16 or ScalarKind.F32 or ScalarKind.F64;

        public bool IsInteger => kind != ScalarKind.Bool && !kind.IsFloat;

        public bool IsSigned => kind is ScalarKind.I8 or ScalarKind.I16 or ScalarKind.I32 or ScalarKind.I64 or ScalarKind.Index;

        public int Bits => kind switch
        {
            ScalarKind.Bool => 1,
            ScalarKind.I8 or ScalarKind.U8 => 8,
            ScalarKind.I16 or ScalarKind.U16 or ScalarKind.F16 or ScalarKind.BF16 => 16,
            ScalarKind.I32 or ScalarKind.U32 or ScalarKind.F32 => 32,
            _ => 64,
        };

        /// <summary>The smallest value of an integer type.</summary>
        public Int128 Minimum => kind.IsSigned ? -(Int128.One << (kind.Bits - 1)) : Int128.Zero;

        /// <summary>The largest value of an integer type.</summary>
        public Int128 Maximum => (Int128.One << (kind.IsSigned ? kind.Bits - 1 : kind.Bits)) - 1;
    }

    public static ScalarKind? Parse(string name) => Array.IndexOf(Spellings, name) is >= 0 and var index ? (ScalarKind)index : null;
}
