using System.Buffers.Binary;
using System.Text;

namespace Weft.Backends.Llvm;

/// <summary>A function in an object file.</summary>
/// <param name="Section">The section's index.</param>
/// <param name="Offset">Bytes from the section's begin.</param>
/// <param name="Size">In bytes.</param>
internal readonly record struct ElfFunction(string Name, int Section, long Offset, long Size);

/// <summary>Reads the functions of an object file in ELF's form of 64 bits, little-endian: what LLVM makes for Linux.</summary>
internal static class ElfFunctions
{
    private const int SymbolTable = 2;
    private const int FunctionType = 2;
    private const int SectionHeaderBytes = 64;
    private const int SymbolBytes = 24;

    private static ReadOnlySpan<byte> Magic => [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];

    /// <summary>The functions, local ones too; none for a file of another form.</summary>
    public static IReadOnlyList<ElfFunction> Of(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic)) return [];
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(file[0x28..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3c..]);
        var functions = new List<ElfFunction>();
        for (var i = 0; i < count; i++)
        {
            var header = file[(sections + i * SectionHeaderBytes)..];
            if (BinaryPrimitives.ReadInt32LittleEndian(header[4..]) != SymbolTable) continue;
            var names = file[(sections + BinaryPrimitives.ReadInt32LittleEndian(header[0x28..]) * SectionHeaderBytes)..];
            Read(Contents(file, header), Contents(file, names), functions);
        }

        return functions;
    }

    private static void Read(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> names, List<ElfFunction> functions)
    {
        for (; symbols.Length >= SymbolBytes; symbols = symbols[SymbolBytes..])
        {
            if ((symbols[4] & 0xf) != FunctionType) continue;
            var name = names[BinaryPrimitives.ReadInt32LittleEndian(symbols)..];
            functions.Add(new(
                Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]),
                BinaryPrimitives.ReadUInt16LittleEndian(symbols[6..]),
                BinaryPrimitives.ReadInt64LittleEndian(symbols[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(symbols[16..])));
        }
    }

    private static ReadOnlySpan<byte> Contents(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header) => file.Slice(
        (int)BinaryPrimitives.ReadInt64LittleEndian(header[0x18..]), (int)BinaryPrimitives.ReadInt64LittleEndian(header[0x20..]));
}
