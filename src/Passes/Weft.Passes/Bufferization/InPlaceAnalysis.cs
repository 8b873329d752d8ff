using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Decides for each tensor operand whether its operation may have the operand's buffer, or needs a copy. A copy is needed where somebody
/// would read, later, what a write has replaced, and where the buffer is not ours to write. Operations are asked from the last to the
/// first: the last write into a tensor is the one that has it to itself.
/// </summary>
internal sealed class InPlaceAnalysis
{
    private readonly AliasSets _aliases = new();
    private readonly AliasSets _equivalent = new();
    private readonly HashSet<OpOperand> _inPlace = [];
    private readonly AnalysisOptions _options;

    private InPlaceAnalysis(AnalysisOptions options) => _options = options;

    public static InPlaceAnalysis Of(Operation root, AnalysisOptions options)
    {
        var analysis = new InPlaceAnalysis(options);
        // What leaves a block shares its buffer in any case: whoever is asked must know who will read it there.
        foreach (var use in Tensors(root.Walk(), isTerminator: true)) analysis.TakeInPlace(use);
        var ops = options.Heuristic == AnalysisHeuristic.BottomUp ? root.WalkPostOrder().Reverse() : root.Walk();
        foreach (var use in Tensors(ops, isTerminator: false))
            if (!analysis.NeedsCopy(use)) analysis.TakeInPlace(use);

        while (analysis.JoinMore(root)) { }

        return analysis;
    }

    /// <summary>What is known without a look: nothing is equivalent, and each write needs a copy.</summary>
    public static InPlaceAnalysis None(Operation root, AnalysisOptions options)
    {
        var analysis = new InPlaceAnalysis(options);
        analysis._inPlace.UnionWith(Tensors(root.Walk()).Where(use => !Writes(use)));
        return analysis;
    }

    public bool IsInPlace(OpOperand use) => _inPlace.Contains(use);

    /// <summary>Whether a value has no buffer from outside of a region, but for one of the region's arguments, and none that nobody may
    /// write.</summary>
    public bool IsOwn(Value value, Region region, Value? own) => _aliases.Of(value).All(alias => ReferenceEquals(alias, own)
        || (region.Encloses(alias.ParentBlock?.Parent) && IsWritable(alias)
            && !(alias is BlockArgument { Owner.Parent: var home } && home == region)));

    public bool AreEquivalent(Value a, Value b) => _equivalent.AreJoined(a, b);

    public static bool Reads(OpOperand use) => BufferRules.Of(use.Owner)?.Reads(use) ?? true;

    public static bool Writes(OpOperand use) => BufferRules.Of(use.Owner)?.Writes(use) ?? true;

    public static IEnumerable<BufferAlias> AliasesOf(OpOperand use) => BufferRules.Of(use.Owner)?.Aliases(use) ?? [];

    /// <summary>Whether the elements that a copy would have are looked at: neither all replaced nor never asked for.</summary>
    public static bool CopyHasReaders(OpOperand use)
    {
        if (!HasContents(use.Value)) return false;
        if (Reads(use)) return true;
        return !Writes(use) && AliasesOf(use).Any(alias => IsRead(alias.Value));
    }

    /// <summary>The result that is all an operation makes of an operand that it does not write: to copy that is to copy less.</summary>
    public static Value? OnlyShownBy(OpOperand use) =>
        use.Owner.Regions.Count == 0 && !Writes(use)
            && AliasesOf(use).ToList() is [{ Value: OpResult { Type: not UnrankedTensorType } result }]
            && SourcesOf(result).Count() == 1 ? result : null;

    /// <summary>The operands whose buffer a value may have.</summary>
    public static IEnumerable<OpOperand> SourcesOf(Value value) => value switch
    {
        OpResult result => result.Owner.OperandSlots.ToArray()
            .Concat(TerminatorOperands(result.Owner))
            .Where(use => IsSource(use, value)),
        BlockArgument argument => argument.Owner.PredecessorTerminators.Distinct()
            .SelectMany(last => last.OperandSlots.ToArray()).Where(use => IsSource(use, value)),
        _ => [],
    };

    private static IEnumerable<OpOperand> Tensors(IEnumerable<Operation> ops, bool isTerminator) =>
        Tensors(ops.Where(op => BufferRules.Of(op) is { } rule && rule.IsTerminator == isTerminator));

    private static IEnumerable<OpOperand> Tensors(IEnumerable<Operation> ops) =>
        ops.SelectMany(op => op.OperandSlots.ToArray()).Where(use => BufferRules.IsTensor(use.Value.Type));

    private static bool IsSource(OpOperand use, Value value) =>
        BufferRules.IsTensor(use.Value.Type) && AliasesOf(use).Any(alias => ReferenceEquals(alias.Value, value));

    private static IEnumerable<OpOperand> TerminatorOperands(Operation op) =>
        op.Regions.SelectMany(region => region.Blocks).Select(block => block.Last).OfType<Operation>()
            .SelectMany(last => last.OperandSlots.ToArray());

    /// <summary>Whether anybody looks at the elements of a value.</summary>
    public static bool IsRead(Value value)
    {
        var (seen, pending) = (new HashSet<Value> { value }, new Stack<Value>([value]));
        while (pending.TryPop(out var next))
        {
            foreach (var use in next.Uses)
            {
                if (Reads(use)) return true;
                foreach (var alias in AliasesOf(use))
                    if (seen.Add(alias.Value)) pending.Push(alias.Value);
            }
        }

        return false;
    }

    // Whether a value has elements: not what tensor.empty gives, and what views of that show.
    private static bool HasContents(Value value)
    {
        if (value is not OpResult result) return true;
        var sources = SourcesOf(value).ToList();
        if (sources.Count == 0) return BufferRules.Of(result.Owner)?.GivesContents ?? true;
        return sources.Any(use => Writes(use) || result.Owner.Regions.Count > 0 || HasContents(use.Value));
    }

    private void TakeInPlace(OpOperand use)
    {
        _inPlace.Add(use);
        foreach (var alias in AliasesOf(use))
        {
            _aliases.Join(use.Value, alias.Value);
            if (alias.IsEquivalent && SourcesOf(alias.Value).Count() == 1) _equivalent.Join(use.Value, alias.Value);
        }
    }

    // Where several ways meet, and what loops keep: known when what they bring is.
    private bool JoinMore(Operation root)
    {
        var changed = false;
        foreach (var op in root.Walk())
        {
            foreach (var use in op.OperandSlots.ToArray())
                if (IsInPlace(use) && BufferRules.Of(op)!.Keeps(use, this))
                    foreach (var alias in AliasesOf(use)) changed |= Join(use.Value, alias.Value);
            var met = op.ResultList.Concat<Value>(op.Regions.SelectMany(r => r.Blocks.Skip(1)).SelectMany(b => b.Arguments));
            foreach (var value in met.Where(v => BufferRules.IsTensor(v.Type)))
                if (OnlySource(value) is { } source) changed |= Join(source, value);
        }

        return changed;
    }

    private bool Join(Value a, Value b)
    {
        if (AreEquivalent(a, b)) return false;
        _equivalent.Join(a, b);
        return true;
    }

    // What all ways to a value bring, but for those that bring itself.
    private Value? OnlySource(Value value)
    {
        var sources = SourcesOf(value).ToList();
        if (!sources.TrueForAll(use => IsInPlace(use) && AliasesOf(use).Any(a => a.IsEquivalent && ReferenceEquals(a.Value, value))))
            return null;
        var others = sources.ConvertAll(use => use.Value).FindAll(source => !AreEquivalent(source, value));
        return others.Count > 0 && others.TrueForAll(other => AreEquivalent(other, others[0])) ? others[0] : null;
    }

    private bool NeedsCopy(OpOperand use)
    {
        var values = AliasesOf(use).Select(alias => alias.Value).Prepend(use.Value).SelectMany(_aliases.Of).Distinct().ToList();
        var uses = values.SelectMany(value => value.Uses.ToList()).Distinct().ToList();
        var reads = uses.Where(other => Reads(other) || (!Writes(other) && AliasesOf(other).Any(alias => IsRead(alias.Value)))).ToHashSet();
        var writes = uses.Where(other => IsInPlace(other) && Writes(other)).ToHashSet();
        if (Reads(use)) reads.Add(use);
        if (Writes(use)) writes.Add(use);
        if (writes.Count == 0) return false;
        return !values.TrueForAll(IsWritable) || new WriteConflicts(this, _options.CheckParallelRegions).Exist(reads, writes);
    }

    private bool IsWritable(Value value) => value switch
    {
        BlockArgument { Owner: { IsEntry: true, ParentOp: IFunction } } argument => _options.MayWrite(argument),
        BlockArgument { Owner.ParentOp: ForallOp } shared => ForallBuffers.IsApart(shared),
        OpResult result when !SourcesOf(value).Any() => BufferRules.Of(result.Owner)?.GivesWritable ?? true,
        _ => true,
    };
}
