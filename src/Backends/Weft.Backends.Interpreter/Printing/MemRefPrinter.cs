using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>
/// The functions of MLIR's runner library that print memory, <c>printMemrefF32(memref&lt;*xf32&gt;)</c> and the like, with their format:
/// <c>[[1,   2], \n [3,   4]]</c>.
/// </summary>
internal static unsafe class MemRefPrinter
{
    /// <summary>Prints memory; null when the library has no such function.</summary>
    public static Action<TextWriter, MemRef>? Find(string function) =>
        HostFunctions.MemoryPrinters.TryGetValue(function, out var element)
            ? (output, memory) => Print(output, memory, TextOf(element))
            : null;

    // The library takes indices as signed.
    private static Func<long, string> TextOf(IrType element) =>
        ScalarText.Of(ScalarFormat.Of(element is IndexType ? IntegerType.I64 : element, default));

    private static void Print(TextWriter output, MemRef memory, Func<long, string> scalar)
    {
        var layout = memory.Layout as StridedLayout;
        var strides = layout?.Strides ?? StridedLayout.Dense(memory.Shape).Strides;
        output.Write($"Unranked Memref base@ = 0x{(nint)memory.Storage.Address:x} rank = {memory.Shape.Length} ");
        output.Write($"offset = {layout?.Offset ?? 0} ");
        output.Write($"sizes = [{string.Join(", ", memory.Shape)}] strides = [{string.Join(", ", strides)}] data = \n");
        if (memory.Shape.IsEmpty) output.Write($"[{scalar(memory[[]].Bits)}]");
        else Print(output, memory, scalar, []);
        output.Write('\n');
        // The library ends lines in the way that flushes.
        output.Flush();
    }

    private static void Print(TextWriter output, MemRef memory, Func<long, string> scalar, ImmutableArray<long> index)
    {
        var (rank, depth) = (memory.Shape.Length, index.Length);
        if (depth == rank)
        {
            output.Write(scalar(memory[index.AsSpan()].Bits));
            return;
        }

        output.Write('[');
        for (var i = 0L; i < memory.Shape[depth]; i++)
        {
            if (i > 0) output.Write(depth < rank - 1 ? ", \n" : ", ");
            if (i > 0) output.Write(new string(' ', depth + 1));
            Print(output, memory, scalar, [.. index, i]);
        }

        output.Write(']');
    }
}
