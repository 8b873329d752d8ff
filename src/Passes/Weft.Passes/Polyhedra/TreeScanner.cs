using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Writes the loops of a tree once more, for some of its turns only: bounds are drawn together as far as they say the same for all
/// statements in a loop, and the rest becomes conditions. The order of the turns stays.
/// </summary>
/// <param name="limits">For each statement that is written sums that must be at least 0 in a turn.</param>
internal sealed class TreeScanner(IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits, Builder builder)
{
    private readonly IrMapping _copies = new();

    // What the loops that are written so far say.
    private readonly List<AffineSum> _known = [];

    private readonly Dictionary<TreeStatement, ConstraintSystem> _turns = limits.ToDictionary(l => l.Key, l => TurnsOf(l.Key, l.Value));

    /// <summary>Writes them; gives the outermost loop, or null where there are no turns.</summary>
    public static AffineForOp? Write(LoopTree tree, IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits, Builder builder)
    {
        var scanner = new TreeScanner(limits, builder);
        return scanner.Write(tree.Root);
    }

    /// <summary>The turns of a statement within limits.</summary>
    public static ConstraintSystem TurnsOf(TreeStatement statement, IEnumerable<AffineSum> limits)
    {
        var turns = ConstraintSystem.OfTurns(statement.Around)!;
        foreach (var limit in limits) turns.Require(limit);
        turns.ProjectOut(turns.InputCount, turns.LocalCount);
        return turns;
    }

    /// <summary>Sums, at least 0, that limit a value in the turns of all statements, where counters within are gone.</summary>
    public static IReadOnlyList<AffineSum> Limits(
        Value of, IReadOnlyDictionary<TreeStatement, ConstraintSystem> turns, Func<TreeStatement, IEnumerable<Value>> within)
    {
        var projected = turns.Select(t => Projected(of, t.Value, within(t.Key))).ToList();
        var limits = new List<AffineSum>();
        foreach (var limit in projected.SelectMany(system => SumsOf(system).Where(sum => sum[of] != 0)))
            if (Common(limit) is { } common && !limits.Exists(common.IsSameAs)) limits.Add(common);
        return limits;

        // As much wider as others need it.
        AffineSum? Common(AffineSum limit)
        {
            foreach (var system in projected)
            {
                if (SumsOf(system).Any(limit.IsSameAs)) continue;
                if (system.LeastOf(limit) is not { } least) return null;
                if (least < 0) limit += -least;
            }

            return limit;
        }
    }

    /// <summary>As the other, in turns that are all of one kind.</summary>
    public static IReadOnlyList<AffineSum> Limits(Value of, ConstraintSystem turns, IEnumerable<Value> within) =>
        [.. SumsOf(Projected(of, turns, within)).Where(sum => sum[of] != 0)];

    /// <summary>All that a system says, as sums that are at least 0.</summary>
    public static IEnumerable<AffineSum> SumsOf(ConstraintSystem system) =>
        system.Inequalities.Concat(system.Equalities).Concat(system.Equalities.Select(row => row.Negated))
            .Select(row => AffineSum.Of(system, row));

    // Without counters within, and without limits of the value that others imply.
    private static ConstraintSystem Projected(Value of, ConstraintSystem turns, IEnumerable<Value> within)
    {
        var system = turns.Copy();
        foreach (var value in within) system.ProjectOut(system.Find(value), 1);
        system.RemoveTrivialRedundancy();
        system.RemoveRedundantInequalities(row => row[system.Find(of)] != 0);
        return system;
    }

    /// <summary>What limits a value from one side, as the bound of a loop: the greatest of some sums, or what is above the least.
    /// </summary>
    public static AffineValueMap Bound(BoundKind kind, Value of, IEnumerable<AffineSum> limits)
    {
        var rests = limits.Where(limit => kind == BoundKind.Lower ? limit[of] > 0 : limit[of] < 0)
            .Select(limit => (Factor: limit[of], Others: limit.Without(of))).ToList();
        var operands = rests.SelectMany(r => r.Others.Values).Distinct().ToList();
        // factor * of + rest >= 0
        var results = rests.Select(r => r.Factor > 0
            ? (-r.Others.ToExpr(operands)).CeilDiv(AffineExpr.Constant(r.Factor))
            : r.Others.ToExpr(operands).FloorDiv(AffineExpr.Constant(-r.Factor)) + 1);
        return new(new AffineMap(operands.Count, 0, results.ToSequence()), operands);
    }

    private AffineValueMap Here(AffineValueMap bound) =>
        (bound with { Operands = bound.Operands.Select(v => _copies[v]) }).Normalized();

    private AffineForOp? Write(AffineForOp loop)
    {
        var inside = _turns.Where(t => t.Key.Loops.Contains(loop) && !t.Value.IsEmpty()).ToDictionary();
        if (inside.Count == 0) return null;
        AffineForOp? copy = null;
        Guarded(OutsideOf(loop, inside.Keys), () => copy = WriteTurns(loop, inside));
        return copy;
    }

    // What decides for all turns of a loop whether its one statement has any.
    private List<AffineSum> OutsideOf(AffineForOp loop, IReadOnlyCollection<TreeStatement> inside) =>
        inside.Count > 1 ? [] : Doubtful(inside.First()).FindAll(sum =>
            !inside.First().Loops.SkipWhile(l => l != loop).Any(l => sum[l.InductionVariable] != 0));

    private AffineForOp WriteTurns(AffineForOp loop, IReadOnlyDictionary<TreeStatement, ConstraintSystem> inside)
    {
        var counter = loop.InductionVariable;
        var limits = Limits(counter, inside, s => s.Counters.SkipWhile(c => c != counter).Skip(1));
        AffineForOp? copy = null;
        builder.Location = loop.Location;
        builder.Loop(Here(Bound(BoundKind.Lower, counter, limits)), Here(Bound(BoundKind.Upper, counter, limits)), 1, turn =>
        {
            copy = turn.CountingLoop;
            _copies[counter] = turn;
            Knowing(limits, () => Write(loop.Body));
        });
        return copy!;
    }

    private void Knowing(IReadOnlyList<AffineSum> sums, Action write)
    {
        _known.AddRange(sums);
        write();
        _known.RemoveRange(_known.Count - sums.Count, sums.Count);
    }

    private void Guarded(IReadOnlyList<AffineSum> sums, Action write)
    {
        if (sums.Count == 0) write();
        else builder.If(SetOf(sums, _copies), () => Knowing(sums, write));
    }

    // Conditions are among what limits the statements.
    private void Write(Block body)
    {
        foreach (var op in body.Ops)
            if (op is AffineForOp inner) Write(inner);
            else if (op is AffineIfOp condition) Write(condition.ThenRegion.Entry);
            else if (_turns.FirstOrDefault(t => t.Key.Store == op && !t.Value.IsEmpty()).Key is { } statement) Write(statement);
    }

    private void Write(TreeStatement statement)
    {
        builder.Location = statement.Store.Location;
        Guarded(Doubtful(statement), () => Copy(statement));
    }

    private void Copy(TreeStatement statement)
    {
        foreach (var op in statement.Loops[0].Walk().Where(statement.Ops.Contains)) builder.Insert(_copies.Clone(op));
    }

    // What the loops around it do not say of its turns.
    private List<AffineSum> Doubtful(TreeStatement statement) => Doubtful(SumsOf(_turns[statement]), _known);

    /// <summary>Which sums are not known to be at least 0 where others are.</summary>
    public static List<AffineSum> Doubtful(IEnumerable<AffineSum> sums, IReadOnlyList<AffineSum> known)
    {
        var around = new ConstraintSystem([], []);
        foreach (var sum in known) around.Require(sum);
        return [.. sums.Where(sum => !known.Any(sum.IsSameAs) && !(around.LeastOf(sum) >= 0))];
    }

    /// <summary>The condition that sums are at least 0, of what stands for their values.</summary>
    public static (IntegerSet Set, IReadOnlyList<Value> Operands) SetOf(IReadOnlyList<AffineSum> sums, IrMapping copies)
    {
        var operands = sums.SelectMany(sum => sum.Values).Distinct().ToList();
        var constraints = sums.Select(sum => new AffineConstraint(sum.ToExpr(operands), IsEquality: false));
        return (new(operands.Count, 0, constraints.ToSequence()), [.. operands.Select(v => copies[v])]);
    }
}
