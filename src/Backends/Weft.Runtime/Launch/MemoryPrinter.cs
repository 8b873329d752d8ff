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
/// <param name="output">Where to.</param>
/// <param name="text">The text of the element at a position, counted in elements from the base.</param>
public sealed class MemoryPrinter(TextWriter output, Func<long, string> text)
{
    /// <summary>Prints memory whose elements lie where it says, in whole bytes.</summary>
    public static unsafe void Print(TextWriter output, IrType element, PrintedMemory memory)
    {
        var text = PrintedScalar.Of(element);
        var start = (byte*)memory.Base;
        Func<long, long> read = DenseElementsAttr.SizeOf(element) switch
        {
            1 => position => start[position],
            2 => position => ((ushort*)start)[position],
            4 => position => ((uint*)start)[position],
            _ => position => ((long*)start)[position],
        };
        new MemoryPrinter(output, position => text(read(position))).Print(memory);
    }

    public void Print(in PrintedMemory memory)
    {
        output.Write($"Unranked Memref base@ = 0x{memory.Base:x} rank = {memory.Sizes.Length} offset = {memory.Offset} ");
        output.Write($"sizes = [{string.Join(", ", memory.Sizes)}] strides = [{string.Join(", ", memory.Strides)}] data = \n");
        if (memory.Sizes.IsEmpty) output.Write($"[{text(memory.Offset)}]");
        else Print(memory, 0, memory.Offset);
        output.Write('\n');
        // The library ends lines in the way that flushes.
        output.Flush();
    }

    private void Print(in PrintedMemory memory, int depth, long position)
    {
        var rank = memory.Sizes.Length;
        if (depth == rank)
        {
            output.Write(text(position));
            return;
        }

        output.Write('[');
        for (var i = 0L; i < memory.Sizes[depth]; i++)
        {
            if (i > 0) output.Write(depth < rank - 1 ? ", \n" : ", ");
            if (i > 0) output.Write(new string(' ', depth + 1));
            Print(memory, depth + 1, position + (i * memory.Strides[depth]));
        }

        output.Write(']');
    }
}
