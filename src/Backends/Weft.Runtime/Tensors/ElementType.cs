namespace Weft.Runtime;

/// <summary>The scalar types of kernels, spelled as in the .weft language. <see cref="Index"/> is a 64-bit signed integer.</summary>
public enum ElementType
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
    Index,
}

public static class ElementTypes
{
    private static readonly (string Name, int Size)[] Table =
    [
        ("bool", 1), ("i8", 1), ("i16", 2), ("i32", 4), ("i64", 8), ("u8", 1), ("u16", 2), ("u32", 4), ("u64", 8),
        ("f16", 2), ("bf16", 2), ("f32", 4), ("f64", 8), ("index", 8),
    ];

    extension(ElementType type)
    {
        /// <summary>The spelling in .weft source and in kernel signatures, for example <c>f32</c>.</summary>
        public string Name => Table[(int)type].Name;

        /// <summary>Bytes per element in memory; a bool takes one.</summary>
        public int ByteSize => Table[(int)type].Size;

        public bool IsFloat => type is ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64;

        public bool IsSigned => type is ElementType.I8 or ElementType.I16 or ElementType.I32 or ElementType.I64 or ElementType.Index;
    }

    public static bool TryParse(string name, out ElementType type)
    {
        var index = Array.FindIndex(Table, row => row.Name == name);
        type = (ElementType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The element type that stores a C# type bit for bit, or null when there is none.</summary>
    public static ElementType? Of(Type type) =>
        type == typeof(float) ? ElementType.F32
        : type == typeof(double) ? ElementType.F64
        : type == typeof(int) ? ElementType.I32
        : type == typeof(long) ? ElementType.I64
        : type == typeof(byte) ? ElementType.U8
        : type == typeof(sbyte) ? ElementType.I8
        : type == typeof(short) ? ElementType.I16
        : type == typeof(ushort) || type == typeof(char) ? ElementType.U16
        : type == typeof(uint) ? ElementType.U32
        : type == typeof(ulong) ? ElementType.U64
        : type == typeof(bool) ? ElementType.Bool
        : type == typeof(Half) ? ElementType.F16
        : type == typeof(nint) ? ElementType.Index
        : null;
}
