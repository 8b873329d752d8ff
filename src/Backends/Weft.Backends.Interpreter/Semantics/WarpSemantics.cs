using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>A region that one thread of a subgroup runs, on values that its threads bring together and share out again.</summary>
internal static class WarpSemantics
{
    public static SemanticsRow[] Rows => [Step<WarpExecuteOnLane0Op>(Execute)];

    private static Handler Execute(WarpExecuteOnLane0Op op, Preparation prepare)
    {
        var (lane, args, results) = (prepare.Slot(op.Laneid), prepare.Slots(op.Args), prepare.Slots(op.Values));
        var (body, inside) = (prepare.Region(op.WarpRegion), prepare.Slots(op.WarpRegion.Entry.Arguments));
        var yielded = prepare.Slots(op.WarpRegion.Entry.Last!.Operands);
        var shares = Shares(op.Args, op.WarpRegion.Entry.Arguments);
        var parts = Shares(op.Values, op.WarpRegion.Entry.Last!.Operands);
        var begin = new Meeting(op, IsOfSubgroup: true, given => Gather(op, shares, Lanes(given)));
        var end = new Meeting(op, IsOfSubgroup: true, given => Scatter(parts, Lanes(given)));
        return frame =>
        {
            var thread = frame.ThreadOf(op);
            var whole = thread.Meet(frame, begin, [frame[lane], .. args.Select(slot => frame[slot])]);
            RuntimeValue[] made = [];
            if (frame.Bits(lane) == 0)
            {
                for (var i = 0; i < inside.Length; i++) frame[inside[i]] = whole[i];
                body.Run(frame, yielded);
                made = [.. yielded.Select(slot => frame[slot])];
            }

            var mine = thread.Meet(frame, end, [frame[lane], .. made]);
            for (var i = 0; i < results.Length; i++) frame[results[i]] = mine[i];
        };
    }

    // Those that have not ended.
    private static RuntimeValue[][] Lanes(RuntimeValue[]?[] given) => [.. given.OfType<RuntimeValue[]>()];

    private static RuntimeValue[][] Gather(WarpExecuteOnLane0Op op, Share[] shares, RuntimeValue[][] given)
    {
        if (given.Length != op.WarpSize)
            throw InterpreterDiagnostics.Refusal(op.Location, $"a warp of {op.WarpSize} lanes where a subgroup has {given.Length}");
        var byLane = given.OrderBy(values => values[0].Bits).ToArray();
        var whole = shares.Select((share, i) => share.Joined([.. byLane.Select(values => values[i + 1])])).ToArray();
        return Array.ConvertAll(given, _ => whole);
    }

    private static RuntimeValue[][] Scatter(Share[] shares, RuntimeValue[][] given)
    {
        var whole = given.First(values => values[0].Bits == 0);
        return Array.ConvertAll(given, values => shares.Select((share, i) => share.PartOf(whole[i + 1], values[0].Bits)).ToArray());
    }

    private static Share[] Shares(IEnumerable<Value> parts, IEnumerable<Value> wholes) =>
        [.. parts.Zip(wholes, (part, whole) => new Share(part.Type as VectorType, whole.Type as VectorType))];

    /// <summary>How lanes divide a vector: along the dimensions in which a part is smaller, the last one fastest. What is no vector, or is
    /// as large as a part, is lane 0's.</summary>
    private sealed record Share(VectorType? Part, VectorType? Whole)
    {
        private bool IsDivided => Part is not null && Whole is not null && Part != Whole;

        public RuntimeValue Joined(RuntimeValue[] parts)
        {
            if (!IsDivided) return parts[0];
            var bits = new long[Whole!.ElementCount];
            for (var lane = 0; lane < parts.Length; lane++)
            {
                var from = parts[lane].AsElements.Bits;
                var at = 0;
                foreach (var position in PositionsOf(lane)) bits[position] = from[at++];
            }

            return VectorSemantics.ValueOf(Whole, bits);
        }

        public RuntimeValue PartOf(RuntimeValue whole, long lane) => IsDivided
            ? VectorSemantics.ValueOf(Part!, [.. PositionsOf(lane).Select(position => whole.AsElements[(int)position].Bits)])
            : whole;

        private IEnumerable<long> PositionsOf(long lane)
        {
            var (part, whole) = (VectorSemantics.ShapeOf(Part!), StridedLayout.Dense(VectorSemantics.ShapeOf(Whole!)));
            var start = new long[part.Length];
            for (var d = part.Length - 1; d >= 0; d--)
            {
                var lanes = whole.Shape[d] / part[d];
                (start[d], lane) = (lane % lanes * part[d], lane / lanes);
            }

            var index = new long[part.Length];
            do yield return whole.Position([.. index.Zip(start, (i, s) => i + s)]);
            while (Layout.Advance(index, part));
        }
    }
}
