using Weft.IR;

namespace Weft.Passes;

/// <summary>Reads of elements of an array that lie beside each other in a row, by a loop that does not write the array: vectors of them
/// overlap. Each element is read once, and most vectors are put together from two: a vector that is in two lines of the cache costs two
/// accesses, and to move lanes one instruction of another kind.</summary>
/// <param name="Reads">With how many elements each is ahead of the first; that first, the furthest last.</param>
internal sealed record SharedRow(IReadOnlyList<(AffineLoadOp Load, int Ahead)> Reads)
{
    // Of a vector that is in two lines, as most are.
    private const int ReadCost = 2;

    // Of what reads and arithmetic cost as they are: both go on beside each other.
    private const double Worth = 0.95;

    // Elements from which registers move lanes by one instruction.
    private const int LeastBytes = 4;

    /// <summary>How many elements the last read is ahead of the first.</summary>
    public int Span => Reads[^1].Ahead;

    /// <summary>Its array.</summary>
    public string Subject => $"'{KernelAttributes.SubjectOf(Reads[0].Load.Memref)}'";

    /// <summary>The rows of an innermost loop.</summary>
    public static IReadOnlyList<SharedRow> Of(Operation loop, Value counter, int lanes)
    {
        var body = NestLoop.BodyOf(loop);
        var written = body.Ops.SelectMany(op => op.Walk()).OfType<IAffineWrite>().Select(write => write.Memref).ToHashSet();
        var rows = new List<List<(AffineLoadOp Load, long Ahead)>>();
        foreach (var load in body.Ops.OfType<AffineLoadOp>())
        {
            var bytes = CpuModel.BytesOf(load.Result.Type);
            if (bytes < LeastBytes || bytes * lanes != CpuModel.LineBytes) continue;
            if (written.Contains(load.Memref) || !load.FollowsInMemory(counter)) continue;
            var row = rows.Find(row => load.AheadInRow(row[0].Load) is { } ahead && Math.Abs(ahead) < lanes);
            if (row is null) rows.Add([(load, 0)]);
            else row.Add((load, load.AheadInRow(row[0].Load)!.Value));
        }

        return [.. rows.Select(row => Of(row, lanes)).OfType<SharedRow>()];
    }

    /// <summary>How many vectors a turn is best to have where to share rows pays; null where it does not.</summary>
    /// <param name="loads">How many reads a turn of the loop has.</param>
    /// <param name="others">How many other instructions.</param>
    public static int? VectorsFor(IReadOnlyList<SharedRow> rows, int loads, int others)
    {
        var best = new[] { 1, 2, 4 }.MinBy(CostOf);
        return rows.Count > 0 && CostOf(best) < Worth * Math.Max(ReadCost * loads, others) ? best : null;

        // Of one vector of a turn.
        double CostOf(int vectors) => Math.Max(
            ReadCost * (loads + rows.Sum(row => 1 + (1.0 / vectors) - row.Reads.Count)),
            others + rows.Sum(row => row.Reads.Count - 1 - (1.0 / vectors)));
    }

    private static SharedRow? Of(List<(AffineLoadOp Load, long Ahead)> row, int lanes)
    {
        var sorted = row.OrderBy(read => read.Ahead).ToList();
        var (first, last) = (sorted[0].Ahead, sorted[^1].Ahead);
        return first == last || last - first >= lanes ? null
            : new SharedRow(sorted.ConvertAll(read => (read.Load, (int)(read.Ahead - first))));
    }
}
