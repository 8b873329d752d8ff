using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Tensors and their elements. What the IR leaves undefined in a new tensor is zero.</summary>
internal static class TensorSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<EmptyOp>(Empty), Step<TensorSplatOp>(Splat), Step<TensorFromElementsOp>(FromElements), Step<GenerateOp>(Generate),
        Exit<TensorYieldOp>(), Step<TensorExtractOp>(Extract), Step<TensorInsertOp>(Insert), Step<TensorDimOp>(Dimension),
        Step<TensorRankOp>(Rank), Step<TensorCastOp>(Cast), Step<TensorBitcastOp>(Bitcast),
    ];

    /// <summary>The extents of a tensor type, open ones taken from values.</summary>
    public static IndexList Shape(IrType type, IReadOnlyList<Value> sizes, Preparation prepare) =>
        new(MixedIndex.Zip(((RankedTensorType)type).Shape, sizes), prepare);

    public static ImmutableArray<long> Read(this IndexList sizes, Frame frame, Operation op)
    {
        var shape = sizes.Read(frame);
        return Array.Find(shape, extent => extent < 0) is < 0 and var negative
            ? throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "extents of at least 0", negative)
            : [.. shape];
    }

    /// <summary>The place of an index in row-major order.</summary>
    public static long Position(ImmutableArray<long> shape, ReadOnlySpan<long> index)
    {
        var position = 0L;
        for (var d = 0; d < index.Length; d++) position = (position * shape[d]) + index[d];
        return position;
    }

    private static Handler Empty(EmptyOp op, Preparation prepare)
    {
        var (sizes, result) = (Shape(op.Result.Type, op.DynamicSizes, prepare), prepare.Slot(op.Result));
        return frame =>
        {
            var shape = sizes.Read(frame, op);
            frame[result] = new(new Elements(shape, new long[Layout.Volume(shape)]));
        };
    }

    private static Handler Splat(TensorSplatOp op, Preparation prepare)
    {
        var (sizes, input) = (Shape(op.Aggregate.Type, op.DynamicSizes, prepare), prepare.Slot(op.Input));
        var result = prepare.Slot(op.Aggregate);
        return frame =>
        {
            var shape = sizes.Read(frame, op);
            var bits = new long[Layout.Volume(shape)];
            Array.Fill(bits, frame.Bits(input));
            frame[result] = new(new Elements(shape, bits));
        };
    }

    private static Handler FromElements(TensorFromElementsOp op, Preparation prepare)
    {
        var (elements, result) = (prepare.Slots(op.Elements), prepare.Slot(op.Result));
        var shape = ((RankedTensorType)op.Result.Type).Shape.Span.ToImmutableArray();
        return frame => frame[result] = new(new Elements(shape, Array.ConvertAll(elements, frame.Bits)));
    }

    private static Handler Generate(GenerateOp op, Preparation prepare)
    {
        var (sizes, result) = (Shape(op.Result.Type, op.DynamicExtents, prepare), prepare.Slot(op.Result));
        var body = new ElementBody(op.Body, prepare);
        return frame =>
        {
            var shape = sizes.Read(frame, op);
            var bits = new long[Layout.Volume(shape)];
            var index = new long[shape.Length];
            for (var i = 0; i < bits.Length; i++, Layout.Advance(index, shape)) bits[i] = body.At(frame, index);
            frame[result] = new(new Elements(shape, bits));
        };
    }

    private static Handler Extract(TensorExtractOp op, Preparation prepare)
    {
        var (tensor, indices, result) = (prepare.Slot(op.Tensor), prepare.Slots(op.Indices), prepare.Slot(op.Result));
        return frame =>
        {
            var elements = frame.Elements(tensor);
            frame[result] = elements[(int)Locate(frame, elements.Shape, indices, op)];
        };
    }

    private static Handler Insert(TensorInsertOp op, Preparation prepare)
    {
        var (scalar, dest) = (prepare.Slot(op.Scalar), prepare.Slot(op.Dest));
        var (indices, result) = (prepare.Slots(op.Indices), prepare.Slot(op.Result));
        return frame =>
        {
            var elements = frame.Elements(dest);
            var bits = elements.Bits.ToArray();
            bits[Locate(frame, elements.Shape, indices, op)] = frame.Bits(scalar);
            frame[result] = new(new Elements(elements.Shape, bits));
        };
    }

    private static Handler Dimension(TensorDimOp op, Preparation prepare)
    {
        var (source, index, result) = (prepare.Slot(op.Source), prepare.Slot(op.Index), prepare.Slot(op.Result));
        return frame =>
        {
            var (shape, at) = (frame.Elements(source).Shape, frame.Bits(index));
            if ((ulong)at >= (ulong)shape.Length) throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Name, at, shape.Length);
            frame[result] = new(shape[(int)at]);
        };
    }

    private static Handler Rank(TensorRankOp op, Preparation prepare)
    {
        var (tensor, result) = (prepare.Slot(op.Tensor), prepare.Slot(op.Result));
        return frame => frame[result] = new((long)frame.Elements(tensor).Shape.Length);
    }

    private static Handler Cast(TensorCastOp op, Preparation prepare)
    {
        var (source, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest));
        var type = op.Dest.Type as RankedTensorType;
        return frame =>
        {
            var elements = frame.Elements(source);
            if (type is not null && !Extents.Agree(type.Shape, [.. elements.Shape]))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"a tensor that fits '{type}'",
                    $"[{string.Join(", ", elements.Shape)}]");
            frame[result] = new(elements);
        };
    }

    private static Handler Bitcast(TensorBitcastOp op, Preparation prepare)
    {
        var (from, to) = (ArithSemantics.FormatOf(op.Source), ArithSemantics.FormatOf(op.Dest));
        return Elementwise.Unary(op, prepare, bits => to.FromRaw(from.ToRaw(bits)));
    }

    private static long Locate(Frame frame, ImmutableArray<long> shape, int[] indices, Operation op)
    {
        Span<long> index = stackalloc long[indices.Length];
        for (var d = 0; d < index.Length; d++)
        {
            index[d] = frame.Bits(indices[d]);
            if ((ulong)index[d] >= (ulong)shape[d])
                throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Name, index[d], shape[d]);
        }

        return Position(shape, index);
    }
}

/// <summary>A region that computes an element from its indices.</summary>
internal sealed class ElementBody(Region region, Preparation prepare)
{
    private readonly int[] _indices = prepare.Slots(region.Entry.Arguments);
    private readonly RegionCode _body = prepare.Region(region);

    public long At(Frame frame, ReadOnlySpan<long> index)
    {
        frame.Poll();
        for (var d = 0; d < _indices.Length; d++) frame[_indices[d]] = new(index[d]);
        return frame.Bits(_body.Run(frame)[0]);
    }
}
