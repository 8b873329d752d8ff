using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>Memory that a program hands to a print function.</summary>
/// <param name="Base">Where it begins.</param>
/// <param name="Offset">The position, in elements, of the first element behind the base.</param>
public readonly record struct PrintedMemory(nint Base, long Offset, ImmutableArray<long> Sizes, ImmutableArray<long> Strides);

/// <summary>
/// Prints memory as the functions <c>printMemrefF32(memref&lt;*xf32&gt;)</c> and the like of MLIR's runner do: a line that describes
/// it, then <c>[[1,   2], \n [3,   4]]</c>.
/// </summary>
public sealed class MemoryPrinter
{
    private readonly TextWriter _output;
    private readonly Func<long, string> _text;

    /// <param name="text">The text of the element at a position, counted in elements from the base.</param>
    private MemoryPrinter(TextWriter output, Func<long, string> text) => (_output, _text) = (output, text);

    /// <summary>Prints memory whose elements lie where it says, in whole bytes.</summary>
    public static void Print(TextWriter output, IrType element, PrintedMemory memory) =>
        new MemoryPrinter(output, Text(element, memory.Base)).Print(memory);

    // As C++ prints elements: a complex number as (1,2), an integer of 8 bits as a character.
    private static Func<long, string> Text(IrType element, nint start)
    {
        if (element is ComplexType complex)
        {
            var part = Text(complex.Element, start);
            return position => $"({part(2 * position)},{part((2 * position) + 1)})";
        }

        var bits = Bits(element, start);
        if (element is IntegerType { Width: 8 }) return position => ((char)bits(position)).ToString();
        var text = PrintedScalar.Of(element);
        return position => text(bits(position));
    }

    private static unsafe Func<long, long> Bits(IrType scalar, nint start) => DenseElementsAttr.SizeOf(scalar) switch
    {
        1 => position => ((byte*)start)[position],
        2 => position => ((ushort*)start)[position],
        4 => position => ((uint*)start)[position],
        _ => position => ((long*)start)[position],
    };

    private void Print(in PrintedMemory memory)
    {
        _output.Write($"Unranked Memref base@ = 0x{memory.Base:x} rank = {memory.Sizes.Length} offset = {memory.Offset} ");
        _output.Write($"sizes = [{string.Join(", ", memory.Sizes)}] strides = [{string.Join(", ", memory.Strides)}] data = \n");
        if (memory.Sizes.IsEmpty) _output.Write($"[{_text(memory.Offset)}]");
        else Print(memory, 0, memory.Offset);
        _output.Write('\n');
        // The library ends lines in the way that flushes.
        _output.Flush();
    }

    private void Print(in PrintedMemory memory, int depth, long position)
    {
        var rank = memory.Sizes.Length;
        if (depth == rank)
        {
            _output.Write(_text(position));
            return;
        }

        _output.Write('[');
        for (var i = 0L; i < memory.Sizes[depth]; i++)
        {
            if (i > 0) _output.Write(depth < rank - 1 ? ", \n" : ", ");
            if (i > 0) _output.Write(new string(' ', depth + 1));
            Print(memory, depth + 1, position + (i * memory.Strides[depth]));
        }

        _output.Write(']');
    }
}
