using System.Globalization;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>A function that the host gives to programs: it prints its argument, if it has one.</summary>
/// <param name="Input">The type of the argument; null when there is none.</param>
/// <param name="Print">Takes the bits of the argument, zero-extended.</param>
public sealed record HostFunction(string Name, IrType? Input, Action<TextWriter, long> Print)
{
    public FunctionType Type { get; } = new(Input is null ? [] : [Input], []);

    public override string ToString() => $"{Name}({Input})";
}

/// <summary>
/// What a program can call without having it: the print functions that mlir-runner's libraries offer, with their formats. Back ends
/// number them by their place here.
/// </summary>
public static class HostFunctions
{
    public static IReadOnlyList<HostFunction> All { get; } =
    [
        new("printI64", IntegerType.I64, (output, bits) => output.Write(bits.ToString(CultureInfo.InvariantCulture))),
        new("printU64", IntegerType.I64, (output, bits) => output.Write(((ulong)bits).ToString(CultureInfo.InvariantCulture))),
        new("printF32", FloatType.F32, (output, bits) => output.Write(CFormat.General(BitConverter.Int32BitsToSingle((int)bits)))),
        new("printF64", FloatType.F64, (output, bits) => output.Write(CFormat.General(BitConverter.Int64BitsToDouble(bits)))),
        new("printOpen", null, (output, _) => output.Write("( ")),
        new("printClose", null, (output, _) => output.Write(" )")),
        new("printComma", null, (output, _) => output.Write(", ")),
        new("printNewline", null, (output, _) => output.Write('\n')),
    ];

    /// <summary>The functions that print memory, <c>printMemrefF32(memref&lt;*xf32&gt;)</c>, with the elements that they take. Only the
    /// interpreter, which knows memory of any shape, offers them.</summary>
    public static IReadOnlyDictionary<string, IrType> MemoryPrinters { get; } = new Dictionary<string, IrType>
    {
        ["printMemrefI8"] = IntegerType.I8, ["printMemrefI16"] = IntegerType.I16, ["printMemrefI32"] = IntegerType.I32,
        ["printMemrefI64"] = IntegerType.I64, ["printMemrefInd"] = IndexType.Instance, ["printMemrefBF16"] = FloatType.BF16,
        ["printMemrefF16"] = FloatType.F16, ["printMemrefF32"] = FloatType.F32, ["printMemrefF64"] = FloatType.F64,
    };

    /// <summary>The number of a function; -1 when there is none of that name.</summary>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Name == name) return i;
        return -1;
    }
}
