using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Boxes of elements that may reach beyond the source where <c>in_bounds</c> does not say otherwise; whole ones are a special
/// case, where every access must be in range.</summary>
internal static class TransferSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<TransferReadOp>(Read), Step<TransferWriteOp>(Write), Step<VectorLoadOp>(Load), Step<VectorStoreOp>(Store),
        Step<AffineVectorLoadOp>(AffineLoad), Step<AffineVectorStoreOp>(AffineStore),
    ];

    private static Handler Read(TransferReadOp op, Preparation prepare)
    {
        var (box, padding) = (Box.Of(op, prepare), prepare.Slot(op.Padding));
        return Read(op.Source, op.Vector, prepare, box, new(op, op.Source, prepare), padding);
    }

    private static Handler Load(VectorLoadOp op, Preparation prepare) => Read(
        op.Base, op.Result, prepare, Box.Whole(prepare.Subscripts(op.Indices), (ShapedType)op.Base.Type, (VectorType)op.Result.Type),
        new(op, op.Base, prepare), padding: null);

    private static Handler AffineLoad(AffineVectorLoadOp op, Preparation prepare) => Read(
        op.Memref, op.Result, prepare,
        Box.Whole(AffineSemantics.Evaluate(op, op.ValueMap, prepare), (ShapedType)op.Memref.Type, (VectorType)op.Result.Type),
        new(op, op.Memref, prepare), padding: null);

    private static Handler AffineStore(AffineVectorStoreOp op, Preparation prepare) => Write(
        op.Value, op.Memref, prepare,
        Box.Whole(AffineSemantics.Evaluate(op, op.ValueMap, prepare), (ShapedType)op.Memref.Type, (VectorType)op.Value.Type),
        new(op, op.Memref, prepare), result: null);

    private static Handler Read(Value from, Value to, Preparation prepare, Box box, MemoryAccess access, int? padding)
    {
        ArithSemantics.RequireScalars(to);
        var (source, result, type) = (prepare.Slot(from), prepare.Slot(to), to.Type);
        return frame =>
        {
            var view = new ArrayView(frame, frame[source], access);
            var bits = new long[Layout.Volume(VectorSemantics.ShapeOf(type))];
            box.Visit(frame, view, (index, at, isIn) =>
            {
                var part = bits.AsSpan(at, box.PartSize);
                if (isIn) view.Read(frame, index, part);
                else VectorSemantics.BitsOf(frame[padding!.Value]).CopyTo(part);
            });
            frame[result] = VectorSemantics.ValueOf(type, bits);
        };
    }

    private static Handler Write(TransferWriteOp op, Preparation prepare) => Write(
        op.Vector, op.Source, prepare, Box.Of(op, prepare), new(op, op.Source, prepare),
        op.Result is { } tensor ? prepare.Slot(tensor) : null);

    private static Handler Store(VectorStoreOp op, Preparation prepare) => Write(
        op.ValueToStore, op.Base, prepare,
        Box.Whole(prepare.Subscripts(op.Indices), (ShapedType)op.Base.Type, (VectorType)op.ValueToStore.Type),
        new(op, op.Base, prepare), result: null);

    private static Handler Write(Value from, Value to, Preparation prepare, Box box, MemoryAccess access, int? result)
    {
        ArithSemantics.RequireScalars(from);
        var (source, target) = (prepare.Slot(from), prepare.Slot(to));
        return frame =>
        {
            var view = new ArrayView(frame, frame[target], access);
            var elements = frame.Elements(source);
            box.Visit(frame, view, (index, at, isIn) =>
            {
                if (isIn) view.Write(frame, index, elements.Bits.Slice(at, box.PartSize));
            });
            if (result is { } slot) frame[slot] = view.Written;
        };
    }

    private delegate void Visitor(ReadOnlySpan<long> index, int at, bool isIn);

    /// <summary>The elements that a transfer goes over.</summary>
    /// <param name="Indices">Slots of the place where the box begins.</param>
    /// <param name="Map">Which dimension of the source each dimension of the box is.</param>
    /// <param name="InBounds">For each dimension of the box whether it must be in range.</param>
    /// <param name="Extents">Of the box, counted in elements of the source.</param>
    /// <param name="PartSize">Numbers in an element of the source.</param>
    /// <param name="Mask">Slot of the mask, or null.</param>
    private sealed record Box(
        Func<Frame, long[]> Begin, AffineMap Map, Sequence<bool> InBounds, ImmutableArray<long> Extents, int PartSize, int? Mask)
    {
        private readonly IReadOnlyList<int> _maskDims = Map.ResultsByDimension;

        public static Box Of(IVectorTransfer op, Preparation prepare)
        {
            var map = op.PermutationMap.Map;
            var mask = op.Mask is { } own ? prepare.Slot(own) : VectorSemantics.EnclosingMask((Operation)op, prepare);
            return new(
                prepare.Subscripts(op.Indices), map, op.InBounds.Bools, ExtentsOf(op.VectorType, map), PartSizeOf(op.ShapedType), mask);
        }

        public static Box Whole(Func<Frame, long[]> begin, ShapedType source, VectorType vector)
        {
            var map = TransferRules.DefaultMap(source, vector);
            var inBounds = Enumerable.Repeat(true, map.Results.Count).ToSequence();
            return new(begin, map, inBounds, ExtentsOf(vector, map), PartSizeOf(source), null);
        }

        // The vector's last dimensions are those of the source's elements.
        private static ImmutableArray<long> ExtentsOf(VectorType vector, AffineMap map) => [.. vector.Shape.Take(map.Results.Count)];

        private static int PartSizeOf(ShapedType source) => source.Element is VectorType part ? (int)part.ElementCount : 1;

        public void Visit(Frame frame, ArrayView view, Visitor visit)
        {
            var begin = Begin(frame);
            var (index, offset) = (new long[begin.Length], new long[Extents.Length]);
            if (Extents.Contains(0)) return;
            var at = 0;
            do
            {
                begin.CopyTo(index, 0);
                for (var r = 0; r < offset.Length; r++)
                    if (Map.Results[r] is AffineDim dim) index[dim.Position] += offset[r];
                if (IsOn(frame, offset)) visit(index, at, IsIn(view, index));
                else visit(index, at, isIn: false);
                at += PartSize;
            }
            while (Layout.Advance(offset, Extents));
        }

        // What may be out of range; the rest is left to the access, which stops the program.
        private bool IsIn(ArrayView view, long[] index)
        {
            for (var r = 0; r < Map.Results.Count; r++)
                if (!InBounds[r] && Map.Results[r] is AffineDim { Position: var d } && (ulong)index[d] >= (ulong)view.Shape[d])
                    return false;
            return true;
        }

        private bool IsOn(Frame frame, long[] offset)
        {
            if (Mask is not { } slot) return true;
            var position = 0L;
            foreach (var r in _maskDims) position = (position * Extents[r]) + offset[r];
            return frame.Elements(slot).Bits[(int)position] != 0;
        }
    }
}
