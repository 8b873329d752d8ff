using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Slices of a tensor at coordinates. The slices lie one behind the other in the order of their coordinates.</summary>
internal static class TensorGatherSemantics
{
    public static SemanticsRow[] Rows => [Step<TensorGatherOp>(Gather), Step<TensorScatterOp>(Scatter)];

    private static Handler Gather(TensorGatherOp op, Preparation prepare)
    {
        var (source, indices, result) = (prepare.Slot(op.Source), prepare.Slot(op.Indices), prepare.Slot(op.Result));
        var (slices, type) = (new Slices(op, op.GatherDims, op.Unique), (RankedTensorType)op.Result.Type);
        return frame =>
        {
            var (whole, coordinates) = (frame.Elements(source), frame.Elements(indices));
            var target = ElementBuffer.Like(whole, slices.Shape(whole.Shape, coordinates.Shape, type.Rank));
            var next = 0L;
            foreach (var position in slices.Positions(frame, whole.Shape, coordinates)) target[next++] = whole[(int)position];
            frame[result] = target.ToValue();
        };
    }

    private static Handler Scatter(TensorScatterOp op, Preparation prepare)
    {
        var (source, dest, indices) = (prepare.Slot(op.Source), prepare.Slot(op.Dest), prepare.Slot(op.Indices));
        var (result, slices) = (prepare.Slot(op.Result), new Slices(op, op.ScatterDims, op.Unique));
        return frame =>
        {
            var (parts, coordinates) = (frame.Elements(source), frame.Elements(indices));
            var target = ElementBuffer.Of(frame.Elements(dest));
            var shape = slices.Shape(target.Shape, coordinates.Shape, parts.Shape.Length);
            if (!shape.AsSpan().SequenceEqual(parts.Shape.AsSpan()))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"slices of [{string.Join(", ", shape)}]",
                    $"[{string.Join(", ", parts.Shape)}]");
            var next = 0;
            foreach (var position in slices.Positions(frame, target.Shape, coordinates)) target[position] = parts[next++];
            frame[result] = target.ToValue();
        };
    }

    /// <param name="dimensions">What the coordinates are of.</param>
    /// <param name="isUnique">None may occur twice.</param>
    private sealed class Slices(Operation op, Sequence<long> dimensions, bool isUnique)
    {
        /// <summary>The shape of all slices together, with or without ones for what the coordinates choose.</summary>
        public ImmutableArray<long> Shape(ImmutableArray<long> whole, ImmutableArray<long> coordinates, int rank)
        {
            var isFull = rank == coordinates.Length - 1 + whole.Length;
            var slice = SliceOf(whole);
            return [.. coordinates[..^1], .. slice.Where((_, d) => isFull || !dimensions.Contains(d))];
        }

        /// <summary>The place of each slice's elements in the whole.</summary>
        public IEnumerable<long> Positions(Frame frame, ImmutableArray<long> whole, Elements coordinates)
        {
            var (slice, start, seen) = (SliceOf(whole), new long[whole.Length], new HashSet<long>());
            var (index, at) = (new long[whole.Length], new long[whole.Length]);
            if (Layout.Volume(slice) == 0) yield break;
            for (var first = 0; first < coordinates.Count; first += dimensions.Count)
            {
                for (var i = 0; i < dimensions.Count; i++)
                {
                    var (d, coordinate) = ((int)dimensions[i], coordinates.Bits[first + i]);
                    if ((ulong)coordinate >= (ulong)whole[d])
                        throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Name, coordinate, whole[d]);
                    start[d] = coordinate;
                }

                if (!seen.Add(Layout.Number(whole, start)) && isUnique)
                    throw frame.Error(InterpreterDiagnostics.UndefinedResult, op.Location, op.Name, "coordinates that occur twice");
                do
                {
                    for (var d = 0; d < at.Length; d++) at[d] = start[d] + index[d];
                    yield return Layout.Number(whole, at);
                }
                while (Layout.Advance(index, slice));
            }
        }

        private ImmutableArray<long> SliceOf(ImmutableArray<long> whole) =>
            [.. whole.Select((extent, d) => dimensions.Contains(d) ? 1 : extent)];
    }
}
