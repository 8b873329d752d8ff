using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Accesses under a mask, and views of memory as one of vectors. What is masked off is not touched, and may be out of range.
/// </summary>
internal static class VectorMemorySemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<MaskedLoadOp>((op, prepare) => Read(op, prepare, (_, i, _) => i)),
        Step<ExpandLoadOp>((op, prepare) => Read(op, prepare, (_, _, taken) => taken)),
        Step<MaskedStoreOp>((op, prepare) => Write(op, prepare, (_, i, _) => i)),
        Step<CompressStoreOp>((op, prepare) => Write(op, prepare, (_, _, taken) => taken)),
        Step<VectorGatherOp>(Gather), Step<VectorScatterOp>(Scatter), Step<TypeCastOp>(Cast),
    ];

    /// <summary>How far from the base index an element is.</summary>
    /// <param name="element">Its number.</param>
    /// <param name="taken">How many elements before it were not masked off.</param>
    private delegate long Offset(Frame frame, int element, int taken);

    private static Handler Read(MaskedReadOp op, Preparation prepare, Offset offset) =>
        Read(op, op.Base, op.Indices, op.Mask, op.PassThru, op.Result, prepare, offset);

    private static Handler Write(MaskedWriteOp op, Preparation prepare, Offset offset) =>
        Write(op, op.Base, op.Indices, op.Mask, op.ValueToStore, prepare, offset);

    private static Handler Gather(VectorGatherOp op, Preparation prepare)
    {
        var offsets = prepare.Slot(op.IndexVec);
        return Read(
            op, op.Base, op.Indices, op.Mask, op.PassThru, op.Result, prepare, (frame, i, _) => frame.Elements(offsets).Bits[i]);
    }

    private static Handler Scatter(VectorScatterOp op, Preparation prepare)
    {
        var offsets = prepare.Slot(op.IndexVec);
        return Write(op, op.Base, op.Indices, op.Mask, op.ValueToStore, prepare, (frame, i, _) => frame.Elements(offsets).Bits[i]);
    }

    // Both types are dense, and the elements of a vector lie one after the other.
    private static Handler Cast(TypeCastOp op, Preparation prepare)
    {
        var (source, result, type) = (prepare.Slot(op.Memref), prepare.Slot(op.Result), (MemRefType)op.Result.Type);
        var layout = StridedLayout.Dense(VectorSemantics.ShapeOf(type));
        return frame => frame[result] = new(frame.MemRef(source).View(type.Element, layout));
    }

    private static Handler Read(
        Operation op, Value memory, OperandRange indices, Value mask, Value passThru, Value value, Preparation prepare, Offset offset)
    {
        var visit = Visit(op, memory, indices, mask, prepare, offset);
        var (otherwise, result) = (prepare.Slot(passThru), prepare.Slot(value));
        return frame =>
        {
            var shape = frame.Elements(otherwise).Shape;
            var bits = frame.Elements(otherwise).Bits.ToArray();
            visit(frame, (view, position, i) => bits[i] = view.ReadAt(position));
            frame[result] = new(new Elements(shape, bits));
        };
    }

    private static Handler Write(
        Operation op, Value memory, OperandRange indices, Value mask, Value value, Preparation prepare, Offset offset)
    {
        var (visit, source) = (Visit(op, memory, indices, mask, prepare, offset), prepare.Slot(value));
        return frame =>
        {
            var elements = frame.Elements(source);
            visit(frame, (view, position, i) => view.WriteAt(position, elements.Bits[i]));
        };
    }

    private delegate void Visitor(ArrayView view, long position, int element);

    // Goes over the elements that are not masked off.
    private static Action<Frame, Visitor> Visit(
        Operation op, Value memory, OperandRange indices, Value mask, Preparation prepare, Offset offset)
    {
        var (source, begin, chosen) = (prepare.Slot(memory), prepare.Slots(indices), prepare.Slot(mask));
        var (enclosing, access) = (VectorSemantics.EnclosingMask(op, prepare), new MemoryAccess(op, memory, prepare));
        return (frame, visit) =>
        {
            var view = new ArrayView(frame, frame[source], access);
            var on = frame.Elements(chosen).Bits;
            var taken = 0;
            for (var i = 0; i < on.Length; i++)
            {
                if (on[i] == 0 || (enclosing is { } outer && frame.Elements(outer).Bits[i] == 0)) continue;
                visit(view, view.Behind(frame, Array.ConvertAll(begin, frame.Bits), offset(frame, i, taken++)), i);
            }
        };
    }
}
