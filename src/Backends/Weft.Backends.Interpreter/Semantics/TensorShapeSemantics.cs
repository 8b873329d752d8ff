using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Parts of tensors, and tensors in other shapes.</summary>
internal static class TensorShapeSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<ExtractSliceOp>(ExtractSlice), Step<InsertSliceOp>(InsertSlice), Step<PadOp>(Pad), Step<ConcatOp>(Concat),
        Step<TensorExpandShapeOp>(Expand), Step<TensorCollapseShapeOp>(Collapse), Step<TensorReshapeOp>(Reshape),
    ];

    private static Handler ExtractSlice(ExtractSliceOp op, Preparation prepare)
    {
        var (source, result, slice) = (prepare.Slot(op.Source), prepare.Slot(op.Result), new Slice(op, prepare, op));
        var dropped = op.DroppedDimensions;
        return frame =>
        {
            var whole = frame.Elements(source);
            var (offsets, sizes, strides) = slice.Read(frame, whole.Shape.AsSpan());
            ImmutableArray<long> extents = [.. sizes];
            var bits = new long[Layout.Volume(extents)];
            var part = 0;
            foreach (var position in Positions(whole.Shape, offsets, extents, strides)) bits[part++] = whole.Bits[(int)position];
            frame[result] = new(new Elements([.. extents.Where((_, d) => !dropped[d])], bits));
        };
    }

    private static Handler InsertSlice(InsertSliceOp op, Preparation prepare)
    {
        var (source, dest, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest), prepare.Slot(op.Result));
        var slice = new Slice(op, prepare, op);
        return frame =>
        {
            var (part, whole) = (frame.Elements(source), frame.Elements(dest));
            var (offsets, sizes, strides) = slice.Read(frame, whole.Shape.AsSpan());
            ImmutableArray<long> extents = [.. sizes];
            RequireCount(frame, op, Layout.Volume(extents), part);
            var (bits, next) = (whole.Bits.ToArray(), 0);
            foreach (var position in Positions(whole.Shape, offsets, extents, strides)) bits[position] = part.Bits[next++];
            frame[result] = new(new Elements(whole.Shape, bits));
        };
    }

    private static Handler Pad(PadOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.Result));
        var (low, high) = (new IndexList(op.MixedLow, prepare), new IndexList(op.MixedHigh, prepare));
        var body = new ElementBody(op.Region, prepare);
        return frame =>
        {
            var inner = frame.Elements(source);
            var (before, after) = (low.Read(frame), high.Read(frame));
            ImmutableArray<long> shape = [.. inner.Shape.Select((extent, d) => before[d] + extent + after[d])];
            if (shape.Any(extent => extent < 0))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "extents of at least 0", string.Join(", ", shape));
            var (bits, index, at) = (new long[Layout.Volume(shape)], new long[shape.Length], new long[shape.Length]);
            for (var i = 0; i < bits.Length; i++, Layout.Advance(index, shape))
            {
                var isInner = true;
                for (var d = 0; d < at.Length; d++) isInner &= (ulong)(at[d] = index[d] - before[d]) < (ulong)inner.Shape[d];
                bits[i] = isInner ? inner.Bits[(int)TensorSemantics.Position(inner.Shape, at)] : body.At(frame, index);
            }

            frame[result] = new(new Elements(shape, bits));
        };
    }

    private static Handler Concat(ConcatOp op, Preparation prepare)
    {
        var (inputs, result, dimension) = (prepare.Slots(op.Inputs), prepare.Slot(op.Result), (int)op.Dim);
        return frame =>
        {
            var parts = Array.ConvertAll(inputs, frame.Elements);
            var first = parts[0].Shape;
            foreach (var part in parts)
                for (var d = 0; d < first.Length; d++)
                    if (d != dimension && part.Shape[d] != first[d])
                        throw frame.Error(
                            InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name,
                            $"{first[d]} elements in dimension {d}", part.Shape[d]);
            var shape = first.SetItem(dimension, parts.Sum(p => p.Shape[dimension]));
            var (bits, offsets) = (new long[Layout.Volume(shape)], new long[shape.Length]);
            var steps = Enumerable.Repeat(1L, shape.Length).ToArray();
            foreach (var part in parts)
            {
                var next = 0;
                foreach (var position in Positions(shape, offsets, part.Shape, steps)) bits[position] = part.Bits[next++];
                offsets[dimension] += part.Shape[dimension];
            }

            frame[result] = new(new Elements(shape, bits));
        };
    }

    private static Handler Expand(TensorExpandShapeOp op, Preparation prepare)
    {
        var (source, result, sizes) = (prepare.Slot(op.Src), prepare.Slot(op.Result), new IndexList(op.MixedOutputShape, prepare));
        return frame => frame[result] = Shaped(frame, op, frame.Elements(source), sizes.Read(frame, op));
    }

    private static Handler Collapse(TensorCollapseShapeOp op, Preparation prepare)
    {
        var (source, result, groups) = (prepare.Slot(op.Src), prepare.Slot(op.Result), op.Groups);
        return frame =>
        {
            var elements = frame.Elements(source);
            var shape = groups.Groups.Select(g => g.Aggregate(1L, (product, d) => product * elements.Shape[d]));
            frame[result] = Shaped(frame, op, elements, shape.Span.ToImmutableArray());
        };
    }

    private static Handler Reshape(TensorReshapeOp op, Preparation prepare)
    {
        var (source, shape, result) = (prepare.Slot(op.Source), prepare.Slot(op.Shape), prepare.Slot(op.Result));
        return frame => frame[result] = Shaped(frame, op, frame.Elements(source), [.. frame.Elements(shape).Bits]);
    }

    private static RuntimeValue Shaped(Frame frame, Operation op, Elements elements, ImmutableArray<long> shape)
    {
        RequireCount(frame, op, Layout.Volume(shape), elements);
        return new(new Elements(shape, elements.Bits.ToArray()));
    }

    private static void RequireCount(Frame frame, Operation op, long count, Elements elements)
    {
        if (count == elements.Count) return;
        throw frame.Error(
            InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a shape of {elements.Count} elements", $"one of {count}");
    }

    // The places, row-major in the whole, of the elements of a part.
    private static IEnumerable<long> Positions(ImmutableArray<long> whole, long[] offsets, ImmutableArray<long> sizes, long[] strides)
    {
        if (Layout.Volume(sizes) == 0) yield break;
        var (index, at) = (new long[sizes.Length], new long[sizes.Length]);
        do
        {
            for (var d = 0; d < at.Length; d++) at[d] = offsets[d] + (index[d] * strides[d]);
            yield return TensorSemantics.Position(whole, at);
        }
        while (Layout.Advance(index, sizes));
    }
}
