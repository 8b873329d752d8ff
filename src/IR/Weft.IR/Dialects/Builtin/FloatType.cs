using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>What a format does with the bit patterns that IEEE 754 gives to infinities and NaN.</summary>
public enum NonFinite
{
    Ieee,

    /// <summary>No infinity; NaN is all ones (the <c>FN</c> formats).</summary>
    NanOnlyAllOnes,

    /// <summary>No infinity, no negative zero; NaN is the sign bit alone (the <c>FNUZ</c> formats).</summary>
    NanOnlyNegativeZero,

    /// <summary>Neither infinity nor NaN.</summary>
    FiniteOnly,
}

/// <summary>A binary floating-point format, from 4 to 128 bits.</summary>
public sealed record FloatType : IrType
{
    private FloatType(string name, int width, int exponentBits, int mantissaBits, int bias, NonFinite nonFinite = NonFinite.Ieee) =>
        (Name, Width, ExponentBits, MantissaBits, Bias, NonFinite) = (name, width, exponentBits, mantissaBits, bias, nonFinite);

    public static FloatType F16 { get; } = new("f16", 16, 5, 10, 15);

    public static FloatType BF16 { get; } = new("bf16", 16, 8, 7, 127);

    public static FloatType TF32 { get; } = new("tf32", 19, 8, 10, 127);

    public static FloatType F32 { get; } = new("f32", 32, 8, 23, 127);

    public static FloatType F64 { get; } = new("f64", 64, 11, 52, 1023);

    /// <summary>x87's format: its leading significand bit is stored.</summary>
    public static FloatType F80 { get; } = new("f80", 80, 15, 63, 16383);

    public static FloatType F128 { get; } = new("f128", 128, 15, 112, 16383);

    /// <summary>All formats, in the order of the MLIR documentation.</summary>
    public static IReadOnlyList<FloatType> All { get; } =
    [
        new("f8E5M2", 8, 5, 2, 15),
        new("f8E4M3", 8, 4, 3, 7),
        new("f8E4M3FN", 8, 4, 3, 7, NonFinite.NanOnlyAllOnes),
        new("f8E5M2FNUZ", 8, 5, 2, 16, NonFinite.NanOnlyNegativeZero),
        new("f8E4M3FNUZ", 8, 4, 3, 8, NonFinite.NanOnlyNegativeZero),
        new("f8E4M3B11FNUZ", 8, 4, 3, 11, NonFinite.NanOnlyNegativeZero),
        new("f8E3M4", 8, 3, 4, 3),
        new("f6E2M3FN", 6, 2, 3, 1, NonFinite.FiniteOnly),
        new("f6E3M2FN", 6, 3, 2, 3, NonFinite.FiniteOnly),
        new("f4E2M1FN", 4, 2, 1, 1, NonFinite.FiniteOnly),
        F16, BF16, TF32, F32, F64, F80, F128,
    ];

    public string Name { get; }

    public int Width { get; }

    public int ExponentBits { get; }

    /// <summary>Stored bits of the significand, the implicit leading one not counted.</summary>
    public int MantissaBits { get; }

    public int Bias { get; }

    public NonFinite NonFinite { get; }

    public bool Equals(FloatType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode();
}
