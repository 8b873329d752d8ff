using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Other views of memory. Each lies in the memory that it views.</summary>
internal static class MemRefViewSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<SubViewOp>(SubView), Step<ReinterpretCastOp>(ReinterpretCast), Step<ViewOp>(View), Step<MemRefTransposeOp>(Transpose),
        Step<MemRefReshapeOp>(Reshape), Step<MemRefExpandShapeOp>(Expand), Step<MemRefCollapseShapeOp>(Collapse),
        Step<MemorySpaceCastOp>(static (op, prepare) => prepare.Move([op.Source], [op.Dest]).Run),
        Step<ExtractStridedMetadataOp>(Metadata), Step<ExtractAlignedPointerAsIndexOp>(Address),
        Step<AssumeAlignmentOp>(static (_, _) => static _ => { }),
    ];

    private static Handler SubView(SubViewOp op, Preparation prepare)
    {
        var (source, result, slice) = (prepare.Slot(op.Source), prepare.Slot(op.Result), new Slice(op, prepare, op));
        var dropped = op.DroppedDimensions!;
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            var (offsets, sizes, strides) = slice.Read(frame, layout.Shape.AsSpan());
            var offset = layout.Offset;
            for (var d = 0; d < offsets.Length; d++) offset += offsets[d] * layout.Strides[d];
            var kept = Enumerable.Range(0, sizes.Length).Where(d => !dropped[d]).ToArray();
            frame[result] = Viewed(
                memory, new([.. kept.Select(d => sizes[d])], [.. kept.Select(d => strides[d] * layout.Strides[d])], offset));
        };
    }

    private static Handler ReinterpretCast(ReinterpretCastOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.Result));
        var (offset, sizes) = (new IndexList(op.MixedOffsets, prepare), new IndexList(op.MixedSizes, prepare));
        var strides = new IndexList(op.MixedStrides, prepare);
        return frame =>
        {
            var layout = new StridedLayout([.. sizes.Read(frame)], [.. strides.Read(frame)], offset.Read(frame)[0]);
            frame[result] = Viewed(frame, op, frame.MemRef(source), layout);
        };
    }

    private static Handler View(ViewOp op, Preparation prepare)
    {
        var (source, shift, result) = (prepare.Slot(op.Source), prepare.Slot(op.ByteShift), prepare.Slot(op.Result));
        var type = (MemRefType)op.Result.Type;
        var sizes = new IndexList(MixedIndex.Zip(type.Shape, op.Sizes), prepare);
        var size = MemRef.SizeOf(type.Element);
        return frame =>
        {
            var (memory, start) = (frame.MemRef(source), frame.Bits(shift));
            if (start % size != 0)
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a shift by whole elements of {size} bytes", start);
            var dense = StridedLayout.Dense([.. sizes.Read(frame)]);
            var rest = memory.Storage.ByteCount - start;
            var viewed = start < 0 || rest < 0 ? null : new MemRef(memory.Storage.Part(start, rest), type.Element, dense);
            frame[result] = new(viewed is { LiesInMemory: true } ? viewed : throw Outside(frame, op, memory, dense));
        };
    }

    private static Handler Transpose(MemRefTransposeOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.In), prepare.Slot(op.Result));
        var order = op.Permutation.Map.Results.Select(r => ((AffineDim)r).Position);
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            frame[result] = Viewed(
                memory, new([.. order.Select(d => layout.Shape[d])], [.. order.Select(d => layout.Strides[d])], layout.Offset));
        };
    }

    private static Handler Reshape(MemRefReshapeOp op, Preparation prepare)
    {
        var (source, shape, result) = (prepare.Slot(op.Source), prepare.Slot(op.Shape), prepare.Slot(op.Result));
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            var extents = frame.MemRef(shape);
            var sizes = Enumerable.Range(0, (int)extents.Count).Select(i => extents[i].Bits).ToImmutableArray();
            RequireCount(frame, op, Layout.Volume(sizes), memory);
            var dense = StridedLayout.Dense(sizes);
            frame[result] = Viewed(frame, op, memory, new(sizes, dense.Strides, layout.Offset));
        };
    }

    private static Handler Expand(MemRefExpandShapeOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Src), prepare.Slot(op.Result));
        var sizes = new IndexList(MixedIndex.Zip(op.StaticOutputShape, op.OutputShape), prepare);
        var groups = op.Groups;
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            var shape = sizes.Read(frame);
            var strides = Enumerable.Repeat(1L, shape.Length).ToArray();
            for (var g = 0; g < groups.Count; g++)
            {
                var stride = layout.Strides[g];
                var count = Layout.Volume([.. groups[g].Select(d => shape[d])]);
                if (count != layout.Shape[g] || groups[g].Any(d => shape[d] < 0))
                    throw frame.Error(
                        InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name,
                        $"{layout.Shape[g]} elements from dimension {g}", count);
                foreach (var d in groups[g].Reverse())
                {
                    strides[d] = stride;
                    stride *= shape[d];
                }
            }

            frame[result] = Viewed(memory, new([.. shape], [.. strides], layout.Offset));
        };
    }

    private static Handler Collapse(MemRefCollapseShapeOp op, Preparation prepare)
    {
        var (source, result, groups) = (prepare.Slot(op.Src), prepare.Slot(op.Result), op.Groups);
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            var (shape, strides) = (new long[groups.Count], new long[groups.Count]);
            for (var g = 0; g < groups.Count; g++)
            {
                (shape[g], strides[g]) = (1, 1);
                foreach (var d in groups[g].Reverse())
                {
                    if (shape[g] == 1) strides[g] = layout.Strides[d];
                    else if (layout.Shape[d] > 1 && layout.Strides[d] != shape[g] * strides[g])
                        throw frame.Error(
                            InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "elements that lie next to each other", memory);
                    shape[g] *= layout.Shape[d];
                }
            }

            frame[result] = Viewed(memory, new([.. shape], [.. strides], layout.Offset));
        };
    }

    private static Handler Metadata(ExtractStridedMetadataOp op, Preparation prepare)
    {
        var (source, start, offset) = (prepare.Slot(op.Source), prepare.Slot(op.BaseBuffer), prepare.Slot(op.Offset));
        var (sizes, strides) = (prepare.Slots(op.Sizes), prepare.Slots(op.Strides));
        return frame =>
        {
            var (memory, layout) = Strided(frame, source, op);
            frame[start] = Viewed(memory, StridedLayout.Dense([]));
            frame[offset] = new(layout.Offset);
            for (var d = 0; d < sizes.Length; d++) (frame[sizes[d]], frame[strides[d]]) = (new(layout.Shape[d]), new(layout.Strides[d]));
        };
    }

    private static unsafe Handler Address(ExtractAlignedPointerAsIndexOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.AlignedPointer));
        return frame => frame[result] = new((long)frame.MemRef(source).Storage.Address);
    }

    private static (MemRef Memory, StridedLayout Layout) Strided(Frame frame, int slot, Operation op)
    {
        var memory = frame.MemRef(slot);
        return memory.Layout is StridedLayout strided ? (memory, strided)
            : throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' of memory without strides");
    }

    private static RuntimeValue Viewed(MemRef memory, StridedLayout layout) => new(memory.View(memory.Element, layout));

    private static RuntimeValue Viewed(Frame frame, Operation op, MemRef memory, StridedLayout layout)
    {
        var view = memory.View(memory.Element, layout);
        return view.LiesInMemory ? new(view) : throw Outside(frame, op, memory, layout);
    }

    private static WeftException Outside(Frame frame, Operation op, MemRef memory, Layout layout) => frame.Error(
        InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a view inside of {memory}",
        $"one with the shape [{string.Join(", ", layout.Shape)}] that ends at element {layout.End}");

    private static void RequireCount(Frame frame, Operation op, long count, MemRef memory)
    {
        if (count == memory.Count) return;
        throw frame.Error(
            InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a shape of {memory.Count} elements", $"one of {count}");
    }
}
