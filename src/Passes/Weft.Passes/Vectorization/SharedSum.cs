using Weft.IR;

namespace Weft.Passes;

/// <summary>A sum in a loop of which each turn has a part in common with turns before.</summary>
/// <param name="Root">The last addition.</param>
/// <param name="Last">The terms whose sum turns behind need, too.</param>
/// <param name="Behind">How many turns behind need it.</param>
/// <param name="Others">What is no such part.</param>
internal sealed record SharedSum(
    AffineForOp Loop, Operation Root, IReadOnlyList<Value> Last, IReadOnlyList<int> Behind, IReadOnlyList<Value> Others)
{
    // Of one term there is nothing to add up.
    private const int LeastTerms = 2;

    /// <summary>Whether a loop has as many sums as one takes at least: so many terms, of two turns.</summary>
    public static bool MayBeIn(Operation loop) => NestLoop.BodyOf(loop).Ops.Count(op => op.IsFreeSum) >= (2 * LeastTerms) - 1;

    /// <summary>The first one of a loop; null where there is none.</summary>
    public static SharedSum? Of(AffineForOp loop) => loop is not { Step: 1, Inits.Count: 0 } || loop.Body.Ops.Any(op => op.Regions.Count > 0)
        ? null : loop.Body.Ops.Where(IsRoot).Select(root => Of(loop, root)).FirstOrDefault(sum => sum is not null);

    /// <summary>In words.</summary>
    public string Describe() => $"{Last.Count} terms of a sum are added up once for {Behind.Count + 1} turns, and handed on";

    /// <summary>Puts a loop that adds them up once in the place of the loop, which has turns, and gives it.</summary>
    public AffineForOp Replace()
    {
        var builder = Builder.At(Loop);
        var (first, old) = (builder.Counter(Loop.LowerBound), Loop.InductionVariable);
        var initial = Enumerable.Range(1, Behind.Max()).Select(turns =>
        {
            var copies = new IrMapping { [old] = builder.Ahead(first, -turns) };
            return Joined(builder, [.. Last.Select(term => Copy(builder, term, copies))]);
        }).ToList();
        var shared = builder.Insert(AffineForOp.WithBody(Loop.LowerBound, Loop.UpperBound, 1, initial));
        Loop.Body.MoveInto(shared.Body);
        Loop.Erase();
        var inside = Builder.At(Root);
        var now = Joined(inside, Last);
        var all = Joined(inside, [now, .. Behind.Select(turns => shared.LoopArguments[turns - 1]), .. Others]);
        Root.ReplaceWith([all]);
        shared.Body.Last!.SetOperands([now, .. shared.IterArgs.Take(initial.Count - 1)]);
        foreach (var op in shared.Body.Ops.Reverse().ToList())
            if (!op.HasUses && op is IAffineElementRead or { IsSpeculatable: true, MemoryEffects: MemoryEffects.None } and not AffineYieldOp)
                op.Erase();
        return shared;
    }

    private static bool IsRoot(Operation op) => op.IsFreeSum && !(op.Results[0].HasOneUse && op.Results[0].Users.First() is var user
        && user.IsFreeSum && user.Info == op.Info && user.Parent == op.Parent);

    private static SharedSum? Of(AffineForOp loop, Operation root)
    {
        var terms = Terms(root, root).ToList();
        if (terms.Distinct().Count() < terms.Count) return null;
        var families = new List<Dictionary<long, Value>>();
        foreach (var term in terms)
            if (families.Find(known => StepFrom(loop, known[0], term) is { } step && known.TryAdd(step, term)) is null)
                families.Add(new() { [0] = term });
        // Those whose terms are as far from each other.
        var alike = families.Where(family => family.Count > 1).GroupBy(family =>
            string.Join(' ', family.Keys.Order().Select(step => step - family.Keys.Min()))).MaxBy(group => group.Count())?.ToList();
        if (alike is null || alike.Count < LeastTerms) return null;
        var behind = alike[0].Keys.Select(step => alike[0].Keys.Max() - step).Where(turns => turns > 0).Order().ToList();
        if (behind[^1] > HandedOn.MostTurns) return null;
        var last = alike.ConvertAll(family => family[family.Keys.Max()]);
        return new(loop, root, last, behind.ConvertAll(turns => (int)turns), [.. terms.Except(alike.SelectMany(family => family.Values))]);
    }

    private static IEnumerable<Value> Terms(Operation root, Operation sum) => sum.Operands.ToArray().SelectMany(term =>
        term.Def is { } inner && inner.IsFreeSum && inner.Info == root.Info && inner.Parent == root.Parent && term.HasOneUse
            ? Terms(root, inner) : [term]);

    // How many turns before the first one has what the other is; null where it never has, or that is no constant.
    private static long? StepFrom(AffineForOp loop, Value first, Value then)
    {
        var step = default(long?);
        return AreAlike(first, then) ? step : null;

        bool AreAlike(Value a, Value b)
        {
            if (loop.IsDefinedOutside(a) || loop.IsDefinedOutside(b)) return a == b;
            if (a.Def is not { } one || b.Def is not { } other || one.Info != other.Info || a.Type != b.Type) return false;
            if (one is IAffineElementRead from && other is IAffineElementRead to) return IsAhead(from, to);
            return one.IsSpeculatable && one.MemoryEffects == MemoryEffects.None && one.Properties.SequenceEqual(other.Properties)
                && one.Attributes.SequenceEqual(other.Attributes) && one.Operands.Count == other.Operands.Count
                && one.Operands.ToArray().Zip(other.Operands.ToArray()).All(pair => AreAlike(pair.First, pair.Second));
        }

        // Along the row alone, as far as all others.
        bool IsAhead(IAffineElementRead from, IAffineElementRead to) => from.StepInMemory(loop.InductionVariable) == 1
            && !IsWritten(loop, from.Memref) && to.AheadInRow(from) is { } ahead && (step ??= ahead) == ahead;
    }

    private static bool IsWritten(AffineForOp loop, Value memory) => loop.Body.Ops.OfType<IAffineWrite>().Any(write => write.Memref == memory);

    // With what it is made of.
    private Value Copy(Builder builder, Value value, IrMapping copies)
    {
        if (Loop.IsDefinedOutside(value) || value == Loop.InductionVariable) return copies[value];
        if (!copies.Contains(value))
        {
            foreach (var operand in value.Def!.Operands) Copy(builder, operand, copies);
            builder.Insert(copies.Clone(value.Def!));
        }

        return copies[value];
    }

    private Value Joined(Builder builder, IReadOnlyList<Value> terms) => terms.Aggregate((sum, term) =>
        builder.Insert(Root.CopyWith([sum, term], [Root.Results[0].Type])).Results[0]);
}
