using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Copies in the background, which are done when they are started, so that nothing is left to wait for.</summary>
internal static class DmaSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<DmaStartOp>((op, prepare) => Start(
            op, prepare, [new(op.Source, prepare.Subscripts(op.SourceIndices)), new(op.Target, prepare.Subscripts(op.TargetIndices)),
                new(op.Tag, prepare.Subscripts(op.TagIndices))], [op.NumElements, .. op.StrideOperands])),
        Step<AffineDmaStartOp>((op, prepare) => Start(
            op, prepare, [.. op.Places.Select(p => new Place(p.Memref, AffineSemantics.Evaluate(op, p.Subscripts, prepare)))],
            [.. op.Counts])),
        Step<DmaWaitOp>((op, prepare) => Wait(op, prepare, new(op.TagMemRef, prepare.Subscripts(op.TagIndices)))),
        Step<AffineDmaWaitOp>((op, prepare) =>
            Wait(op, prepare, new(op.Tag.Memref, AffineSemantics.Evaluate(op, op.Tag.Subscripts, prepare)))),
    ];

    private sealed record Place(Value Memory, Func<Frame, long[]> Subscripts);

    // Elements follow one another row by row. Of the memory in space 0, where a stride is given, only so many per stride take part.
    private static Handler Start(Operation op, Preparation prepare, Place[] places, Value[] numbers)
    {
        var (from, to) = (new Cursor(op, places[0], prepare), new Cursor(op, places[1], prepare));
        var (tag, counts) = (new Cursor(op, places[2], prepare), prepare.Slots(numbers));
        var sourceIsStrided = ((MemRefType)places[0].Memory.Type).MemorySpace is null or IntegerAttr { IsZero: true };
        return frame =>
        {
            tag.Begin(frame);
            var (source, first) = from.Begin(frame);
            var (target, begin) = to.Begin(frame);
            var (stride, perStride) = counts.Length > 1 ? (frame.Bits(counts[1]), frame.Bits(counts[2])) : (1, 1);
            if (perStride < 1)
                throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "at least 1 element per stride", perStride);
            for (var i = 0L; i < frame.Bits(counts[0]); i++)
            {
                var apart = (i / perStride * stride) + (i % perStride);
                var value = source.Load(from.Position(frame, source, first + (sourceIsStrided ? apart : i)));
                target.Store(to.Position(frame, target, begin + (sourceIsStrided ? i : apart)), value);
            }
        };
    }

    private static Handler Wait(Operation op, Preparation prepare, Place place)
    {
        var tag = new Cursor(op, place, prepare);
        return frame => tag.Begin(frame);
    }

    /// <summary>Where a copy is in memory.</summary>
    private sealed class Cursor(Operation op, Place place, Preparation prepare)
    {
        private readonly MemoryAccess _access = new(op, place.Memory, prepare);

        /// <summary>The memory, and the number of the element where the copy begins.</summary>
        public (MemRef Memory, long Number) Begin(Frame frame)
        {
            var (memory, index) = (_access.Live(frame), place.Subscripts(frame));
            _access.Check(frame, index, memory.Shape.AsSpan());
            return (memory, Layout.Number(memory.Shape, index));
        }

        public long Position(Frame frame, MemRef memory, long number)
        {
            var index = new long[memory.Shape.Length];
            for (var d = index.Length - 1; d > 0; d--) (number, index[d]) = (number / memory.Shape[d], number % memory.Shape[d]);
            // Behind the end, the first subscript is too large.
            if (index.Length > 0) index[0] = number;
            return _access.Locate(frame, memory, index);
        }
    }
}
