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

/// <summary>A function that the host gives to programs: it prints memory, <c>memref&lt;*xf32&gt;</c>.</summary>
/// <param name="Element">What elements are printed as.</param>
public sealed record HostMemoryPrinter(string Name, IrType Element)
{
    /// <summary>The elements of the memory.</summary>
    public IrType Takes { get; init; } = Element;

    public FunctionType Type => new([new UnrankedMemRefType(Takes)], []);
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
        new("printCharacters", IntegerType.I64, WriteCharacters),
    ];

    /// <summary>The functions that print memory of any shape, by the elements that they take; indices are taken as signed.</summary>
    public static IReadOnlyList<HostMemoryPrinter> MemoryPrinters { get; } =
    [
        new("printMemrefI8", IntegerType.I8), new("printMemrefI16", IntegerType.I16), new("printMemrefI32", IntegerType.I32),
        new("printMemrefI64", IntegerType.I64), new("printMemrefInd", IntegerType.I64) { Takes = IndexType.Instance },
        new("printMemrefBF16", FloatType.BF16), new("printMemrefF16", FloatType.F16), new("printMemrefF32", FloatType.F32),
        new("printMemrefF64", FloatType.F64),
        new("printMemrefC32", new ComplexType(FloatType.F32)), new("printMemrefC64", new ComplexType(FloatType.F64)),
    ];

    /// <summary>The number of a function that prints memory; -1 when there is none of that name.</summary>
    public static int MemoryPrinterOf(string name)
    {
        for (var i = 0; i < MemoryPrinters.Count; i++)
            if (MemoryPrinters[i].Name == name) return i;
        return -1;
    }

    /// <summary>The number of a function; -1 when there is none of that name.</summary>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Name == name) return i;
        return -1;
    }

    // Up to four, the first in the lowest bits.
    private static void WriteCharacters(TextWriter output, long bits)
    {
        for (var rest = (ulong)bits; rest != 0; rest >>= 16) output.Write((char)rest);
    }
}
