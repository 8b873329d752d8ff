using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>The scalar types of kernels, spelled as in the .weft language. <see cref="Index"/>, of loop variables, extents and
/// subscripts, is a 64-bit signed integer.</summary>
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
    // In the enum's order: the spelling, and the bits of a value.
    private static readonly (string Name, int Bits)[] Table =
    [
        ("bool", 1), ("i8", 8), ("i16", 16), ("i32", 32), ("i64", 64), ("u8", 8), ("u16", 16), ("u32", 32), ("u64", 64),
        ("f16", 16), ("bf16", 16), ("f32", 32), ("f64", 64), ("index", 64),
    ];

    /// <summary>All spellings.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    extension(ElementType type)
    {
        /// <summary>The spelling in .weft source and in kernel signatures, for example <c>f32</c>.</summary>
        public string Name => Table[(int)type].Name;

        /// <summary>Bits of a value; a bool has one.</summary>
        public int Bits => Table[(int)type].Bits;

        /// <summary>Bytes per element in memory; a bool takes one.</summary>
        public int ByteSize => (type.Bits + 7) / 8;

        /// <summary>The type in the IR, which knows no signs: operations do.</summary>
        public IrType IrType => type switch
        {
            ElementType.Bool => IntegerType.I1,
            ElementType.F16 => FloatType.F16,
            ElementType.BF16 => FloatType.BF16,
            ElementType.F32 => FloatType.F32,
            ElementType.F64 => FloatType.F64,
            ElementType.Index => IndexType.Instance,
            _ => IntegerType.Get(type.Bits),
        };

        public bool IsFloat => type is ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64;

        public bool IsInteger => type != ElementType.Bool && !type.IsFloat;

        public bool IsSigned => type is ElementType.I8 or ElementType.I16 or ElementType.I32 or ElementType.I64 or ElementType.Index;
    }

    /// <summary>The type that is spelled so, or null.</summary>
    public static ElementType? Parse(string name) =>
        Array.FindIndex(Table, row => row.Name == name) is >= 0 and var index ? (ElementType)index : null;
}
