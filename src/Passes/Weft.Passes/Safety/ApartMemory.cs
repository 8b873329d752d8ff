using Weft.IR;

namespace Weft.Passes;

/// <summary>What passes take for granted where they change the order of accesses: that arrays of different names share no memory.</summary>
internal static class ApartMemory
{
    /// <summary>Keeps a copy of a nest for arrays that overlap, where it cannot be known that they do not: <c>nest</c> -> <c>if (disjoint)
    /// { nest } else { copy }</c>.</summary>
    /// <param name="more">What must hold beside that; null where nothing need.</param>
    public static void Require(Operation nest, RemarkLog remarks, Func<Builder, Value>? more = null)
    {
        var builder = Builder.At(nest);
        var doubtful = Doubtful(nest).ToList();
        foreach (var (written, other) in doubtful)
            remarks.Chosen(
                "apart-memory", nest, "versioned",
                $"two versions: where '{KernelAttributes.SubjectOf(other)}' and '{KernelAttributes.SubjectOf(written)}' overlap in memory, "
                + "loops as in the source run instead");
        var conditions = doubtful.ConvertAll(pair => builder.Add(new DisjointOp(pair.Written, pair.Other)));
        if (more is not null) conditions.Add(more(builder));
        if (conditions.Count > 0) Versions.Split(nest, conditions.Aggregate((a, b) => builder.Add(new AndIOp(a, b))));
    }

    /// <summary>As the other, where loops in the nest must have turns, too; their bounds are there before it begins.</summary>
    public static void Require(Operation nest, RemarkLog remarks, IEnumerable<NestLoop> turns)
    {
        var bounds = turns.DistinctBy(loop => (loop.Lower, loop.Upper)).ToList();
        Require(nest, remarks, bounds.Count == 0 ? null
            : builder => bounds.Select(loop => loop.HasTurns(builder)).Aggregate((a, b) => builder.Add(new AndIOp(a, b))));
    }

    /// <summary>Whether arrays of different names can be told apart before a nest: they are there, or each is made new in it.</summary>
    public static bool CanRequire(Operation nest) => Accessed(nest).All(effect => effect.On is not { } memory
        || ((ILoopLike)nest).IsDefinedOutside(memory)
        || memory.Def is { MemoryEffects: MemoryEffects.Allocate });

    private static IEnumerable<MemoryEffect> Accessed(Operation nest) =>
        nest.Walk().OfType<IHasValueEffects>().SelectMany(op => op.ValueEffects);

    // Each pair of which one is written, once; not those that a condition around the nest asks about already.
    private static IEnumerable<(Value Written, Value Other)> Doubtful(Operation nest)
    {
        var accesses = Accessed(nest).ToList();
        var written = accesses.Where(e => e.Kind.HasFlag(MemoryEffects.Write)).Select(e => e.On).OfType<Value>().Distinct().ToList();
        var all = accesses.Select(e => e.On).OfType<Value>().Where(((ILoopLike)nest).IsDefinedOutside).Distinct().ToList();
        var apart = KnownApart(nest).ToList();
        for (var i = 0; i < all.Count; i++)
            for (var j = 0; j < i; j++)
                if ((written.Contains(all[i]) || written.Contains(all[j])) && AliasAnalysis.MayAlias(all[i], all[j])
                    && !AreApart(all[i], all[j]))
                    yield return (all[i], all[j]);

        // Parts of what is apart are.
        bool AreApart(Value a, Value b) => IsKnown(a, b) || IsKnown(AliasAnalysis.Underlying(a), AliasAnalysis.Underlying(b));

        bool IsKnown(Value a, Value b) => apart.Exists(known => (known.Operands[0] == a && known.Operands[1] == b)
            || (known.Operands[0] == b && known.Operands[1] == a));
    }

    private static IEnumerable<DisjointOp> KnownApart(Operation nest)
    {
        for (var op = nest; op.ParentOp is { } parent; op = parent)
        {
            if (parent is not IfOp choice || op.ParentRegion != choice.ThenRegion) continue;
            var open = new Stack<Value>([choice.Condition]);
            while (open.TryPop(out var condition))
                if (condition.Def is DisjointOp disjoint) yield return disjoint;
                else if (condition.Def is AndIOp (var a, var b)) foreach (var part in new[] { a, b }) open.Push(part);
        }
    }
}
