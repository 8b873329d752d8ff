using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops over rows that go over all columns, and for each of these down other rows, do some columns for all rows before the next columns,
/// so that what they go down again and again stays in a cache: <c>for i { for j { for k { s += b[k, j] } } }</c> -> <c>parallel p by 32 {
/// for i { for j in p { for k { s += b[k, j] } } } }</c>. See <see cref="ColumnBlocks"/>.
/// </summary>
/// <param name="Columns">How many at once; 0 for what suits the caches.</param>
[Pass("block-columns", "Does some columns for all rows before the next columns, where each row goes down them again.")]
public sealed record BlockColumns(uint Columns = 0) : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest) || nest.HasVectors || nest is not AffineForOp rows || ColumnBlocks.Of(rows) is not { } blocks)
            return true;
        var count = Columns == 0 ? PlanSettings.Scaled(blocks.Suiting(context.Machine), context.Plan.Block) : Columns;
        if (blocks.Turns.TripCount <= count) return true;
        var arrays = string.Join(" and ", blocks.Arrays.Select(array => $"'{KernelAttributes.SubjectOf(array)}'"));
        context.Remarks.Chosen(
            "block-columns", nest, "blocked", $"{count} columns for all rows before the next: the part of {arrays} that each row goes down "
            + "again stays in a cache");
        ApartMemory.Require(nest, context.Remarks);
        blocks.Replace(count);
        return true;
    });
}

/// <summary>Loops over rows and columns whose columns need nothing of each other, and go down arrays that are the same for all rows.
/// </summary>
/// <param name="Arrays">Which these are.</param>
internal sealed record ColumnBlocks(AffineForOp Rows, AffineForOp Columns, IReadOnlyList<Value> Arrays)
{
    // Lines of a column are of no use alone: memory is asked for neighbours as well.
    private const long LeastColumns = 16;

    /// <summary>The columns.</summary>
    public NestLoop Turns { get; } = NestLoop.Of(Columns)![0];

    /// <summary>A loop as such, with the one in it; null where it is none. Arrays of different names are taken to be apart.</summary>
    public static ColumnBlocks? Of(AffineForOp rows)
    {
        if (rows is not { Step: 1, Inits.Count: 0 } || NestLoop.OnlyOneIn(rows) is not { } columns || !NestLoop.IsPlain(columns)
            || !NestLoop.Of(columns)![0].IsIndependentOf([rows.InductionVariable])
            || !columns.Walk().Skip(1).All(CarriedElement.HasOnlyAffineEffects)) return null;
        var accesses = columns.Walk().OfType<IAffineAccess>().ToLookup(access => access.Memref);
        var arrays = accesses.Where(array => array.Any(access => IsGoneDown(access, rows, columns))).Select(array => array.Key).ToList();
        return arrays.Count > 0 && accesses.Where(array => array.Any(access => access is IAffineWrite))
            .All(array => KeepsToColumns([.. array], columns.InductionVariable)) ? new(rows, columns, arrays) : null;
    }

    /// <summary>How many columns fill half of the second cache.</summary>
    public long Suiting(CpuModel machine)
    {
        var turns = Columns.Walk().Skip(1).OfType<AffineForOp>()
            .Max(loop => NestLoop.Of(loop) is [var plain] ? LoopWork.TurnsOf(plain) : 1);
        var columns = machine.L2 / 2 / (turns * Arrays.Sum(array => CpuModel.BytesOf(((MemRefType)array.Type).Element)));
        return Math.Max(LeastColumns, (long)columns / LeastColumns * LeastColumns);
    }

    /// <summary>Writes blocks of columns, which need nothing of each other, in the place of the loops. Gives the loop over rows in them.
    /// </summary>
    public AffineForOp Replace(long count)
    {
        AffineForOp? made = null;
        var builder = Builder.At(Rows);
        builder.Location = Rows.Location;
        builder.ParallelLoop(Turns.Lower, Turns.Upper, count, first =>
            builder.Loop(Rows.LowerBound, Rows.UpperBound, 1, row =>
            {
                made = row.CountingLoop;
                builder.Loop(
                    AffineValueMap.Of(first), AffineValueMap.Of(first).Select(at => at + count).And(Turns.Upper), 1, column => builder.Turn(
                        Columns.Body, new() { [Rows.InductionVariable] = row, [Columns.InductionVariable] = column }));
            }));
        Rows.Erase();
        return made!;
    }

    // Along a loop in that over the columns, the same for all rows.
    private static bool IsGoneDown(IAffineAccess access, AffineForOp rows, AffineForOp columns)
    {
        if (!access.FollowsInMemory(columns.InductionVariable) || access.MovesWith(rows.InductionVariable)) return false;
        for (var loop = ((Operation)access).ParentOp; loop != columns; loop = loop!.ParentOp)
            if (loop is AffineForOp { InductionVariable: var down } && access.MovesWith(down)) return access.StepInMemory(down) is null;
        return false;
    }

    // In one subscript all accesses have the column itself.
    private static bool KeepsToColumns(IReadOnlyList<IAffineAccess> accesses, Value column)
    {
        var places = accesses.Select(access => AffineSum.Of(access.ComposedMap)).ToList();
        return !places.Contains(null) && Enumerable.Range(0, places[0]!.Count).Any(d =>
            places.TrueForAll(place => place![d].IsSameAs(AffineSum.Of(column))));
    }
}
