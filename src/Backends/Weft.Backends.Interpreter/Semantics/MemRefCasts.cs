using Weft.IR;

namespace Weft.Backends;

/// <summary><c>memref.cast</c>: what the new type says must be true of the memory.</summary>
internal static class MemRefCasts
{
    public static Handler Cast(MemRefCastOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest));
        var type = op.Dest.Type as MemRefType;
        return frame =>
        {
            var memory = frame.MemRef(source);
            if (type is not null && !Fits(memory, type))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"memory that fits '{type}'", Describe(memory));
            frame[result] = new(memory);
        };
    }

    private static bool Fits(MemRef memory, MemRefType type)
    {
        if (memory.Shape.Length != type.Rank) return false;
        for (var d = 0; d < type.Rank; d++)
            if (!Agrees(type.Shape[d], memory.Shape[d]))
                return false;
        return (type.Layout, memory.Layout) switch
        {
            (StridedLayoutAttr wanted, StridedLayout strided) => Agrees(wanted.Offset, strided.Offset) && StridesAgree(wanted, strided),
            (null, var layout) => layout.IsDense,
            _ => true,
        };
    }

    // The stride of a dimension with one element is never used.
    private static bool StridesAgree(StridedLayoutAttr wanted, StridedLayout actual)
    {
        for (var d = 0; d < wanted.Strides.Count; d++)
            if (actual.Shape[d] > 1 && !Agrees(wanted.Strides[d], actual.Strides[d]))
                return false;
        return true;
    }

    private static bool Agrees(long wanted, long actual) => wanted == ShapedType.Dynamic || wanted == actual;

    private static string Describe(MemRef memory) => memory.Layout is StridedLayout { IsDense: false } strided
        ? $"{memory} with strides [{string.Join(", ", strided.Strides)}], offset {strided.Offset}"
        : memory.ToString();
}
