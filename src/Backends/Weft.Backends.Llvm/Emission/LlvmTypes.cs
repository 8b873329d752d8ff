using System.Globalization;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Types and constants of the IR in LLVM's spelling.</summary>
internal static class LlvmTypes
{
    /// <summary>The type of a value in a register; null when LLVM text has none for it here. A vector of any rank lies flat in one LLVM
    /// vector, row by row: what moves its elements is a shuffle, and element by element nothing changes. A scalable dimension has the
    /// size that is written: the multiple is one, as in the interpreter.</summary>
    public static string? Register(IrType type) => type switch
    {
        IntegerType { Width: > 0 } integer => $"i{integer.Width}",
        IndexType => "i64",
        FloatType format => Float(format),
        VectorType vector when Register(vector.Element) is { } element =>
            $"<{vector.ElementCount} x {element}>",
        FunctionType => "ptr",
        ComplexType complex when Register(complex.Element) is { } part => $"{{ {part}, {part} }}",
        _ => null,
    };

    /// <summary>The type of an element in memory: a bool takes a byte.</summary>
    public static string? Memory(IrType type) => type is IntegerType { Width: 1 } ? "i8" : Register(type);

    /// <summary>A static extent as an operand.</summary>
    public static string Extent(long extent) => extent.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bytes of an element in memory.</summary>
    public static int Size(IrType type) => type switch
    {
        IntegerType integer => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(integer.Width + 7) / 8),
        FloatType format => (format.Width + 7) / 8,
        ComplexType complex => 2 * Size(complex.Element),
        // LLVM keeps vectors apart by a power of two, with their bits packed.
        VectorType vector =>
            (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)((vector.ElementCount * Bits(vector.Element)) + 7) / 8),
        _ => 8,
    };

    private static int Bits(IrType type) => type is IndexType ? 64 : type is FloatType format ? format.Width : ((IntegerType)type).Width;

    public static string Constant(TypedAttribute value) => value switch
    {
        IntegerAttr { Type: IntegerType { Width: 1 } } flag => flag.IsZero ? "false" : "true",
        IntegerAttr integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FloatAttr real => Constant(real),
        _ => throw new NotSupportedException($"constant '{value}' has no LLVM text"),
    };

    /// <summary>The suffix of an overloaded intrinsic: <c>f32</c>, <c>v4f32</c>, <c>i64</c>.</summary>
    public static string Suffix(IrType type) => type switch
    {
        VectorType vector => $"v{vector.ElementCount}{Suffix(vector.Element)}",
        IndexType => "i64",
        _ => type.ToString(),
    };

    private static string? Float(FloatType format) => format.Name switch
    {
        "f16" => "half",
        "bf16" => "bfloat",
        "f32" => "float",
        "f64" => "double",
        _ => null,
    };

    // LLVM writes float and double constants as the bits of the double of the same value; half and bfloat have prefixes.
    private static string Constant(FloatAttr real) => real.FloatType.Name switch
    {
        "f16" => $"0xH{real.Bits:X4}",
        "bf16" => $"0xR{real.Bits:X4}",
        "f32" => $"0x{BitConverter.DoubleToUInt64Bits(Widen((uint)real.Bits)):X16}",
        _ => $"0x{real.Bits:X16}",
    };

    private static double Widen(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        if (!float.IsNaN(value)) return value;
        // A NaN keeps its payload: the conversion instruction would make it quiet.
        return BitConverter.UInt64BitsToDouble(((ulong)(bits >> 31) << 63) | (0x7FFUL << 52) | ((ulong)(bits & 0x7FFFFF) << 29));
    }
}
