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
        .. TensorShapeSemantics.Rows, .. TensorTileSemantics.Rows, .. TensorGatherSemantics.Rows,
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

    /// <summary>How the elements of a tensor are kept.</summary>
    public static ElementForm FormOf(Value tensor) => ElementForm.Of(TypeRules.ElementOf(tensor.Type), tensor.Location);

    private static Handler Empty(EmptyOp op, Preparation prepare)
    {
        var (sizes, result, form) = (Shape(op.Result.Type, op.DynamicSizes, prepare), prepare.Slot(op.Result), FormOf(op.Result));
        return frame => frame[result] = ElementBuffer.Of(form, sizes.Read(frame, op)).ToValue();
    }

    private static Handler Splat(TensorSplatOp op, Preparation prepare)
    {
        var (sizes, input) = (Shape(op.Aggregate.Type, op.DynamicSizes, prepare), prepare.Slot(op.Input));
        var (result, form) = (prepare.Slot(op.Aggregate), FormOf(op.Aggregate));
        return frame =>
        {
            var target = ElementBuffer.Of(form, sizes.Read(frame, op));
            for (var i = 0L; i < target.Count; i++) target[i] = frame[input];
            frame[result] = target.ToValue();
        };
    }

    private static Handler FromElements(TensorFromElementsOp op, Preparation prepare)
    {
        var (elements, result) = (prepare.Slots(op.Elements), prepare.Slot(op.Result));
        var (shape, form) = (((RankedTensorType)op.Result.Type).Shape.Span.ToImmutableArray(), FormOf(op.Result));
        return frame =>
        {
            var target = ElementBuffer.Of(form, shape);
            for (var i = 0; i < elements.Length; i++) target[i] = frame[elements[i]];
            frame[result] = target.ToValue();
        };
    }

    private static Handler Generate(GenerateOp op, Preparation prepare)
    {
        var (sizes, result) = (Shape(op.Result.Type, op.DynamicExtents, prepare), prepare.Slot(op.Result));
        var (body, form) = (new ElementBody(op.Body, prepare), FormOf(op.Result));
        return frame =>
        {
            var target = ElementBuffer.Of(form, sizes.Read(frame, op));
            var index = new long[target.Shape.Length];
            for (var i = 0L; i < target.Count; i++, Layout.Advance(index, target.Shape)) target[i] = body.At(frame, index);
            frame[result] = target.ToValue();
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
            var target = ElementBuffer.Of(elements);
            target[Locate(frame, elements.Shape, indices, op)] = frame[scalar];
            frame[result] = target.ToValue();
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

        return Layout.Number(shape, index);
    }
}

/// <summary>A region that computes an element from its indices.</summary>
internal sealed class ElementBody(Region region, Preparation prepare)
{
    private readonly int[] _indices = prepare.Slots(region.Entry.Arguments);
    private readonly RegionCode _body = prepare.Region(region);

    public RuntimeValue At(Frame frame, ReadOnlySpan<long> index)
    {
        frame.Poll();
        for (var d = 0; d < _indices.Length; d++) frame[_indices[d]] = new(index[d]);
        return frame[_body.Run(frame)[0]];
    }
}
