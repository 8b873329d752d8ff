using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Steps that end with a change of all rows, which the next one begins to go over, let that one look ahead: <c>for k { f(k); for i, j {
/// r[k, j] += q[i, k] * a[i, j] }; for i, j { a[i, j] -= q[i, k] * r[k, j] } }</c>, as orthogonalisations have it, changes the column that
/// <c>f(k + 1)</c> needs first, and then each row as step <c>k + 1</c> goes over it, so that rows come once a step and not twice. See
/// <see cref="StepsAhead"/>.
/// </summary>
/// <param name="Columns">How many are done for all rows before the next ones; 0 for a page of each row.</param>
[Pass("look-ahead", "Lets a step of a loop go over rows while the step before changes them.")]
public sealed record LookAhead(uint Columns = 0) : IPass
{
    private const string Name = "look-ahead";

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (ScheduledOrder.IsFixed(nest) || nest.HasVectors || nest is not AffineForOp loop || StepsAhead.Of(loop) is not { } steps)
            return true;
        var count = Columns > 0 ? Columns : PlanSettings.Scaled(steps.Suiting, context.Plan.Block);
        if (!Trial.On([nest], copy => StepsAhead.Of((AffineForOp)copy.First!)!.Write(count))) return true;
        var names = string.Join(" and ", steps.Arrays.Select(array => $"'{KernelAttributes.SubjectOf(array)}'"));
        context.Remarks.Chosen(
            Name, nest, "ahead", $"each step goes over {names} while the step before changes it, behind the columns that it needs to begin; "
            + $"{count} columns for all rows before the next, which threads share");
        ApartMemory.Require(nest, context.Remarks);
        steps.Write(count);
        return true;
    });
}

/// <summary>A loop whose turns end with two sweeps over the same rows and columns, of which each turn has one column less in front: one
/// that goes over elements, and one that changes them.</summary>
internal sealed class StepsAhead
{
    // What they do not share fills half of the registers, in a loop that joins and changes one array each.
    private const int RowsAtOnce = 8;

    private readonly AffineForOp _steps;
    private readonly IReadOnlyList<Operation> _head;
    private readonly Sweep _read;
    private readonly Sweep _change;

    private StepsAhead(AffineForOp steps, IReadOnlyList<Operation> head, Sweep read, Sweep change)
    {
        (_steps, _head, _read, _change) = (steps, head, read, change);
        Arrays = [.. read.Reads.Intersect(change.Writes)];
    }

    /// <summary>What one sweep goes over and the other changes.</summary>
    public IReadOnlyList<Value> Arrays { get; }

    /// <summary>The columns of a page: processors fetch no further ahead in a row, and threads share what is longer.</summary>
    public long Suiting => ArrayWalk.PageBytes / CpuModel.BytesOf(((MemRefType)Arrays[0].Type).Element);

    /// <summary>A loop as such; null where it is none. Arrays of different names are taken to be apart.</summary>
    public static StepsAhead? Of(AffineForOp steps)
    {
        if (!NestLoop.IsPlain(steps) || !steps.Walk().Skip(1).All(CarriedElement.HasOnlyAffineEffects)) return null;
        var ops = steps.Body.Ops.SkipLast(1).Where(op => !op.IsTriviallyDead).ToList();
        if (ops.Count < 2 || Sweep.Of(ops[^2]) is not { } read || Sweep.Of(ops[^1]) is not { } change) return null;
        var step = steps.InductionVariable;
        var found = new StepsAhead(steps, ops[..^2], read, change);
        return found.Arrays.Count > 0 && change.HasSameTurnsAs(read) && change.LosesColumnsIn(step)
            && change.Rows.Walk().SelectMany(op => op.Operands.ToArray()).All(value => value == step || !steps.IsAncestorOf(OwnerOf(value))
                || change.Rows.IsAncestorOf(OwnerOf(value)))
            && change.Rows.IsMemoryParallel && change.Columns.IsMemoryParallel ? found : null;
    }

    /// <summary>Writes the steps in the place of the loop; false, with what is written behind it, where an element would be touched in
    /// another order than it must.</summary>
    /// <param name="count">Columns at once.</param>
    public bool Write(long count)
    {
        var builder = Builder.After(_steps);
        builder.Location = _steps.Location;
        var (first, end) = (_steps.LowerBound, _steps.UpperBound);
        // The first step begins on its own, and the last one ends so.
        Once(builder, first, first.Select(at => at + 1).And(end), step => Write(builder, [.. _head, _read.Rows], Of(step)));
        var isKept = false;
        builder.Loop(first, end.Select(at => at + -1), 1, step => isKept = WriteStep(builder, step, count));
        Once(builder, first.And(end.Select(at => at + -1)), end, step => Write(builder, [_change.Rows], Of(step)));
        if (isKept) _steps.Erase();
        return isKept;
    }

    private bool WriteStep(Builder builder, Value step, long count)
    {
        WriteFirstColumn(builder, step);
        var next = builder.Add(new AffineApplyOp(AffineValueMap.Of(step).Select(at => at + 1)));
        var copies = Of(next);
        List<Operation> head = [.. _head.Select(op => builder.Insert(copies.Clone(op)))];
        var (change, read) = ((AffineForOp)builder.Insert(Of(step).Clone(_change.Rows)), (AffineForOp)builder.Insert(copies.Clone(_read.Rows)));
        var columns = NestLoop.OnlyOneIn(change)!;
        columns.LowerBound = columns.LowerBound.Select(at => at + 1).Normalized();
        return AreApart(head, change) && TryJoin(change, read) && TryJoin(columns, change.Body.Ops.OfType<AffineForOp>().Last())
            && TryBlock(new ColumnBlocks(change, columns, Arrays), count);
    }

    // Of all rows.
    private void WriteFirstColumn(Builder builder, Value step)
    {
        var bound = _change.Columns.LowerBound;
        var start = bound with { Operands = bound.Operands.Select(value => value == _steps.InductionVariable ? step : value) };
        Once(builder, start, start.Select(at => at + 1).And(_change.Columns.UpperBound), column =>
            builder.Loop(_change.Rows.LowerBound, _change.Rows.UpperBound, 1, row => builder.Turn(_change.Columns.Body, new()
            {
                [_steps.InductionVariable] = step, [_change.Rows.InductionVariable] = row, [_change.Columns.InductionVariable] = column,
            })));
    }

    private static void Write(Builder builder, IReadOnlyList<Operation> ops, IrMapping copies)
    {
        foreach (var op in ops) builder.Insert(copies.Clone(op));
    }

    // In a step.
    private IrMapping Of(Value step) => new() { [_steps.InductionVariable] = step };

    private static void Once(Builder builder, AffineValueMap lower, AffineValueMap upper, Action<Value> body) =>
        builder.Loop(lower, upper, 1, turn =>
        {
            turn.CountingLoop!.SetAttribute(KernelAttributes.Once, UnitAttr.Instance);
            body(turn);
        });

    // In one step, so that either may come first.
    private static bool AreApart(IReadOnlyList<Operation> head, AffineForOp change)
    {
        var depth = LoopsAround.Counters(change).Count + 1;
        var changed = change.Walk().OfType<IAffineAccess>().ToList();
        return head.SelectMany(op => op.Walk()).OfType<IAffineAccess>().All(access =>
            changed.TrueForAll(other => MemoryDependence.Find(access, other, depth).Kind == Dependence.No));
    }

    private static bool TryJoin(AffineForOp first, AffineForOp then)
    {
        if (!TurnOrder.Joined(first, then).IsKept) return false;
        LoopFusion.Join(first, then);
        return true;
    }

    // Some rows at once: what they join is read and written once for all of them.
    private static bool TryBlock(ColumnBlocks blocks, long count)
    {
        if (!AreColumnsApart(blocks.Rows, blocks.Columns)) return false;
        var rows = blocks.Replace(count);
        var block = rows.ParentOp!;
        UnrollAndJam.Run(rows, RowsAtOnce);
        // In a block there is a column.
        foreach (var columns in block.Walk().OfType<AffineForOp>().Where(loop => !loop.HasInnerLoops).ToList())
        {
            KnownElements.Reuse(columns.Body);
            FixedLoads.Hoist(columns);
        }

        return true;
    }

    // No column needs what another one changes, in any row.
    private static bool AreColumnsApart(AffineForOp rows, AffineForOp columns)
    {
        var depth = LoopsAround.Counters(rows).Count + 1;
        var accesses = columns.Walk().OfType<IAffineAccess>().ToList();
        return accesses.TrueForAll(source => accesses.TrueForAll(target =>
            MemoryDependence.Find(source, target, depth + 1).Kind == Dependence.No
            && MemoryDependence.Find(source, target, depth) is var found && (found.Kind == Dependence.No
                || (found.Kind == Dependence.Yes && found.Distances()[depth] is { Lower: 0, Upper: 0 }))));
    }

    private static Operation OwnerOf(Value value) => value.Def ?? ((BlockArgument)value).Owner.ParentOp!;

    /// <summary>All columns of all rows.</summary>
    private sealed record Sweep(AffineForOp Rows, AffineForOp Columns)
    {
        public IEnumerable<Value> Reads => Touched<IAffineElementRead>();

        public IEnumerable<Value> Writes => Touched<AffineStoreOp>();

        public static Sweep? Of(Operation op) => op is AffineForOp rows && NestLoop.IsPlain(rows) && NestLoop.OnlyOneIn(rows) is { } columns
            && NestLoop.IsPlain(columns) && NestLoop.Of(columns)![0].IsIndependentOf([rows.InductionVariable]) && !columns.HasInnerLoops
                ? new(rows, columns) : null;

        public bool HasSameTurnsAs(Sweep other) =>
            LoopFusion.HaveSameTurns(Rows, other.Rows) && LoopFusion.HaveSameTurns(Columns, other.Columns);

        /// <summary>Whether each turn of an outer loop has one column less, in front, and as many rows.</summary>
        public bool LosesColumnsIn(Value step) => NestLoop.Of(Rows)![0].IsIndependentOf([step])
            && !Columns.UpperBound.Normalized().Operands.Contains(step)
            && Columns.LowerBound.Minus(Columns.LowerBound.StepBack(step)).Map.SingleConstant == 1;

        // Along rows and columns.
        private IEnumerable<Value> Touched<T>() where T : IAffineAccess => Columns.Walk().OfType<T>()
            .Where(access => access.MovesWith(Rows.InductionVariable) && access.FollowsInMemory(Columns.InductionVariable))
            .Select(access => access.Memref).Distinct();
    }
}
