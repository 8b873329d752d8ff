using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Parts of tensors, and tensors in other shapes. What a turn of a parallel loop inserts, the loop itself writes.</summary>
internal static class TensorShapeSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<ExtractSliceOp>(ExtractSlice), Step<InsertSliceOp>(InsertSlice), Step<PadOp>(Pad), Step<ConcatOp>(Concat),
        Declaration<ParallelInsertSliceOp>(), Step<TensorExpandShapeOp>(Expand), Step<TensorCollapseShapeOp>(Collapse),
        Step<TensorReshapeOp>(Reshape),
    ];

    private static Handler ExtractSlice(ExtractSliceOp op, Preparation prepare)
    {
        var (source, result, slice) = (prepare.Slot(op.Source), prepare.Slot(op.Result), new Slice(op, prepare, op));
        var dropped = op.DroppedDimensions;
        return frame =>
        {
            var whole = frame.Elements(source);
            var (offsets, sizes, strides) = slice.Read(frame, whole.Shape.AsSpan());
            var part = ElementBuffer.Like(whole, [.. sizes.Where((_, d) => !dropped[d])]);
            var next = 0L;
            foreach (var position in Positions(whole.Shape, offsets, [.. sizes], strides)) part[next++] = whole[(int)position];
            frame[result] = part.ToValue();
        };
    }

    private static Handler InsertSlice(InsertSliceOp op, Preparation prepare)
    {
        var (source, dest, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest), prepare.Slot(op.Result));
        var slice = new Slice(op, prepare, op);
        return frame =>
        {
            var whole = ElementBuffer.Of(frame.Elements(dest));
            Insert(frame, op, slice, frame.Elements(source), whole);
            frame[result] = whole.ToValue();
        };
    }

    /// <summary>Writes a tensor over the part of another that a slice names.</summary>
    public static void Insert(Frame frame, Operation op, Slice slice, Elements part, ElementBuffer whole)
    {
        var (offsets, sizes, strides) = slice.Read(frame, whole.Shape.AsSpan());
        ImmutableArray<long> extents = [.. sizes];
        RequireCount(frame, op, Layout.Volume(extents), part);
        var next = 0;
        foreach (var position in Positions(whole.Shape, offsets, extents, strides)) whole[position] = part[next++];
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
            var (target, index, at) = (ElementBuffer.Like(inner, shape), new long[shape.Length], new long[shape.Length]);
            for (var i = 0L; i < target.Count; i++, Layout.Advance(index, shape))
            {
                var isInner = true;
                for (var d = 0; d < at.Length; d++) isInner &= (ulong)(at[d] = index[d] - before[d]) < (ulong)inner.Shape[d];
                target[i] = isInner ? inner[(int)Layout.Number(inner.Shape, at)] : body.At(frame, index);
            }

            frame[result] = target.ToValue();
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
            var (target, offsets) = (ElementBuffer.Like(parts[0], shape), new long[shape.Length]);
            var steps = Enumerable.Repeat(1L, shape.Length).ToArray();
            foreach (var part in parts)
            {
                var next = 0;
                foreach (var position in Positions(shape, offsets, part.Shape, steps)) target[position] = part[next++];
                offsets[dimension] += part.Shape[dimension];
            }

            frame[result] = target.ToValue();
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
        return new(elements.In(shape));
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
            yield return Layout.Number(whole, at);
        }
        while (Layout.Advance(index, sizes));
    }
}
