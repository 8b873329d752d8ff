using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Memory as scalars: the lanes of elements that are vectors are further dimensions.</summary>
/// <param name="Inner">How many of the dimensions are those.</param>
internal sealed record ScalarMemory(MemRefOperand Operand, int Inner)
{
    public static ScalarMemory Of(FunctionEmitter to, Operation op, Value memref)
    {
        var operand = to.MemRef(memref);
        if (((MemRefType)memref.Type).Element is not VectorType vector) return new(operand, 0);
        ElementOf(memref, op);
        var (lanes, step) = (Lanes.Of(vector), LlvmTypes.Extent(LlvmTypes.Size(vector) / LlvmTypes.Size(vector.Element)));
        var within = operand.WithinOr(to);
        return new(new(
            operand.Pointer,
            [.. operand.Extents, .. lanes.Shape.Select(LlvmTypes.Extent)],
            [.. operand.StridesOr(to).Select(stride => to.Multiply(stride, step)),
                .. Enumerable.Range(0, lanes.Rank).Select(d => LlvmTypes.Extent(lanes.Stride(d)))],
            new(within.Base, to.Multiply(within.Offset, step), to.Multiply(within.Count, step))), lanes.Rank);
    }

    /// <summary>The LLVM type of the scalars.</summary>
    public static string ElementOf(Value memref, Operation op)
    {
        var element = MemoryInstructions.ElementOf(memref, op);
        if (((MemRefType)memref.Type).Element is not VectorType vector) return element;
        // Bits of a vector lie packed.
        return LlvmTypes.Memory(vector.Element) is { } scalar && vector.Element is not IntegerType { Width: < 8 } ? scalar
            : throw EmissionException.Unsupported(op, $"'{memref.Type}'");
    }

    public int[] NoDimensions() => [.. Enumerable.Repeat(-1, Operand.Extents.Count)];
}
