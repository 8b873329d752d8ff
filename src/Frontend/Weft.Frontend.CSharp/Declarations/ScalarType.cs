using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>A C# number type and what stands for it in a kernel.</summary>
/// <param name="Keyword">The C# spelling.</param>
/// <param name="WeftName">The spelling in kernel signatures.</param>
/// <param name="Ir">The type of its values, which is also the element type of its arrays. Signs are in the operations.</param>
/// <param name="SlotBits">C# for the bits of <c>{0}</c>, zero-extended to 64: what a launch passes.</param>
internal sealed record ScalarType(string Keyword, string WeftName, IrType Ir, bool IsSigned, string SlotBits) : KernelType
{
    private const string Bits = "global::System.BitConverter.";

    public static readonly ScalarType Bool = new("bool", "bool", IntegerType.I1, false, "{0} ? 1L : 0L");
    public static readonly ScalarType Int32 = new("int", "i32", IntegerType.I32, true, "(uint){0}");
    public static readonly ScalarType UInt32 = new("uint", "u32", IntegerType.I32, false, "{0}");
    public static readonly ScalarType Int64 = new("long", "i64", IntegerType.I64, true, "{0}");
    public static readonly ScalarType UInt64 = new("ulong", "u64", IntegerType.I64, false, "(long){0}");
    public static readonly ScalarType Single = new("float", "f32", FloatType.F32, true, Bits + "SingleToUInt32Bits({0})");
    private static readonly ScalarType SByte = new("sbyte", "i8", IntegerType.I8, true, "(byte){0}");
    private static readonly ScalarType Byte = new("byte", "u8", IntegerType.I8, false, "{0}");
    private static readonly ScalarType Int16 = new("short", "i16", IntegerType.I16, true, "(ushort){0}");
    private static readonly ScalarType UInt16 = new("ushort", "u16", IntegerType.I16, false, "{0}");
    private static readonly ScalarType Char = new("char", "u16", IntegerType.I16, false, "{0}");
    public static readonly ScalarType IntPtr = new("nint", "index", IndexType.Instance, true, "{0}");
    private static readonly ScalarType UIntPtr = new("nuint", "u64", IntegerType.I64, false, "(long){0}");
    private static readonly ScalarType Half = new("global::System.Half", "f16", FloatType.F16, true, Bits + "HalfToUInt16Bits({0})");
    private static readonly ScalarType BFloat16 = new("global::Weft.Runtime.BFloat16", "bf16", FloatType.BF16, true, "{0}.Bits");
    public static readonly ScalarType Double = new("double", "f64", FloatType.F64, true, Bits + "DoubleToInt64Bits({0})");

    public override string Spelling => Keyword;

    public override Sequence<Leaf> Leaves => [new("", this)];

    public bool IsFloat => Ir is FloatType;

    public bool IsBool => ReferenceEquals(this, Bool);

    public bool IsInteger => !IsFloat && !IsBool;

    public int Width => Ir switch { IntegerType i => i.Width, FloatType f => f.Width, _ => 64 };

    /// <summary>What an element of an array takes; it is aligned to that.</summary>
    public int Bytes => IsBool ? 1 : Width / 8;

    /// <summary>The type of a name in .weft; null for a name of none.</summary>
    public static ScalarType? Named(string weftName) =>
        new[] { Bool, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, IntPtr, Half, BFloat16, Single, Double }
            .FirstOrDefault(type => type.WeftName == weftName);

    /// <summary>The type of a number, or null when it is none of those that kernels have. An enum is its number.</summary>
    public static new ScalarType? Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean => Bool,
        SpecialType.System_SByte => SByte,
        SpecialType.System_Byte => Byte,
        SpecialType.System_Int16 => Int16,
        SpecialType.System_UInt16 => UInt16,
        SpecialType.System_Int32 => Int32,
        SpecialType.System_UInt32 => UInt32,
        SpecialType.System_Int64 => Int64,
        SpecialType.System_UInt64 => UInt64,
        SpecialType.System_Char => Char,
        SpecialType.System_IntPtr => IntPtr,
        SpecialType.System_UIntPtr => UIntPtr,
        SpecialType.System_Single => Single,
        SpecialType.System_Double => Double,
        SpecialType.None when type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } => Of(underlying)?.As(type),
        SpecialType.None when type is { Name: "Half" } && IsSystem(type.ContainingNamespace) => Half,
        _ => null,
    };

    /// <summary>The type that C# compares numbers of two types in; the compiler has seen to it that there is one.</summary>
    public static ScalarType Common(ScalarType a, ScalarType b)
    {
        if (a.Ir == b.Ir && a.IsSigned == b.IsSigned) return a;
        if (a.IsFloat || b.IsFloat)
            return a == Double || b == Double ? Double
                : a.IsFloat && b.IsFloat && a.Width < 32 && b.Width < 32 ? a
                : Single;
        if (a.Width < 32 && b.Width < 32) return Int32;
        var (wide, narrow) = a.Width >= b.Width ? (a, b) : (b, a);
        if (wide.Width == narrow.Width) return wide.Width == 32 ? Int64 : wide.IsSigned ? narrow : wide;
        return !wide.IsSigned && narrow.IsSigned ? wide.Width == 32 ? Int64 : wide : wide;
    }

    // Launch code names the enum and passes its number.
    private ScalarType As(ITypeSymbol type) => this with
    {
        Keyword = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), SlotBits = SlotBits.Replace("{0}", $"({Keyword}){{0}}"),
    };

    private static bool IsSystem(INamespaceSymbol? scope) => scope is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
