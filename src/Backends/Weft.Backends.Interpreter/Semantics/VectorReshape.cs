using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary><c>vector.reshape</c>: arrays that lie in vectors in pieces of fixed size, of which the last ones may not be full. The elements
/// go on in their order; what fills up pieces is zero.</summary>
internal static class VectorReshape
{
    public static SemanticsRow[] Rows => [Step<VectorReshapeOp>(Reshape)];

    private static Handler Reshape(VectorReshapeOp op, Preparation prepare)
    {
        var (source, result, pieces) = (prepare.Slot(op.Vector), prepare.Slot(op.Result), op.FixedVectorSizes.Int64s.ToArray());
        var (before, after) = (prepare.Slots(op.InputShape), prepare.Slots(op.OutputShape));
        var (from, to) = ((VectorType)op.Vector.Type, (VectorType)op.Result.Type);
        return frame =>
        {
            var elements = frame.Elements(source).Bits;
            var bits = new long[to.ElementCount];
            var sources = Positions(frame, op, from, Array.ConvertAll(before, frame.Bits), pieces);
            var targets = Positions(frame, op, to, Array.ConvertAll(after, frame.Bits), pieces);
            if (sources.Count != targets.Count)
                throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"{sources.Count} elements", targets.Count);
            for (var i = 0; i < sources.Count; i++) bits[targets[i]] = elements[sources[i]];
            frame[result] = VectorSemantics.ValueOf(to, bits);
        };
    }

    // Where the elements of an array lie: the last dimensions are cut into pieces.
    private static List<int> Positions(Frame frame, Operation op, VectorType type, long[] extents, long[] pieces)
    {
        var layout = StridedLayout.Dense(VectorSemantics.ShapeOf(type));
        var (first, positions) = (extents.Length - pieces.Length, new List<int>());
        for (var d = 0; d < extents.Length; d++)
            if (extents[d] > type.Shape[d] * (d < first ? 1 : pieces[d - first]))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"extents that '{type}' holds", string.Join("x", extents));
        if (extents.Any(extent => extent <= 0)) return positions;
        var index = new long[extents.Length];
        do positions.Add((int)layout.Position(
        [
            .. index.Select((i, d) => d < first ? i : i / pieces[d - first]), .. pieces.Select((piece, p) => index[first + p] % piece),
        ]));
        while (Layout.Advance(index, [.. extents]));
        return positions;
    }
}
