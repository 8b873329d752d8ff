using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>What to do to the blocks of regions between two rounds of rewriting.</summary>
public enum RegionSimplification
{
    Disabled,

    /// <summary>Erase unreachable blocks, dead cycles of operations and dead block arguments.</summary>
    Normal,

    /// <summary>Merge blocks that are the same, too, and drop arguments that are always given the same value.</summary>
    Aggressive,
}

/// <param name="TopDown">Whether operations are seen before those inside and after them.</param>
/// <param name="MaxIterations">How often all operations are looked at; negative for any number.</param>
/// <param name="MaxRewrites">How many rules may fire in one round; negative for any number.</param>
public sealed record RewriteOptions(
    bool TopDown = true, RegionSimplification Regions = RegionSimplification.Normal, long MaxIterations = 10, long MaxRewrites = -1);

/// <summary>
/// Applies folds and rules until none applies: a worklist of operations, refilled by what changes, and once more all of them while
/// something did. Constants are shared, dead operations and unreachable blocks are erased on the way. The order is that of MLIR's
/// driver, so that the text that results is the same.
/// </summary>
public sealed class GreedyRewriter
{
    // A rule set that goes round in circles is a bug; this bound turns it into a message. One transfer may be unrolled into very many.
    private const int ChangesPerOperation = 100_000;

    private readonly RuleSet _rules;
    private readonly RewriteOptions _options;
    private readonly Rewriter _rewriter;
    private readonly RewriteWorklist _work = new();
    private readonly Dictionary<string, int> _fired = [];
    private readonly List<Operation> _ancestors = [];
    private Attribute?[] _constants = new Attribute?[8];
    private Region? _scope;
    private HashSet<Operation>? _only;

    public GreedyRewriter(IrContext context, RuleSet rules, RewriteOptions? options = null)
    {
        (_rules, _options) = (rules, options ?? new());
        _rewriter = new Rewriter(context) { Touched = Push, Erasing = Forget };
    }

    /// <summary>How often each rule fired; folds count under <c>fold</c>, erased operations under <c>dead</c>.</summary>
    public IReadOnlyDictionary<string, int> Fired => _fired;

    /// <summary>The rule that fired most often, and how often.</summary>
    public string MostActive
    {
        get
        {
            var (name, most) = ("", 0);
            foreach (var pair in _fired)
                if (pair.Value > most) (name, most) = (pair.Key, pair.Value);
            return $"{name} ({most} times)";
        }
    }

    /// <summary>
    /// Rewrites everything inside the root. Returns whether it came to an end within the iterations allowed; throws when one
    /// iteration does not end.
    /// </summary>
    public bool Run(Operation root)
    {
        var ended = true;
        foreach (var region in root.Regions) ended &= Run(region);
        return ended;
    }

    private bool Run(Region region)
    {
        _scope = region;
        for (var round = 0L; _options.MaxIterations < 0 || round < _options.MaxIterations; round++)
        {
            Seed(region);
            var changed = Work();
            if (_options.Regions != RegionSimplification.Disabled)
                changed |= new RegionSimplifier(_rewriter, _options.Regions).Run(region);
            if (!changed) return true;
        }

        _work.Clear();
        return false;
    }

    /// <summary>Rewrites some operations inside the root, and what that inserts or moves, in one round: the last of them first.</summary>
    public void Run(Operation root, IReadOnlyCollection<Operation> ops)
    {
        (_scope, _only) = (root.Regions[0], [.. ops]);
        _rewriter.Inserted = op => _only.Add(op);
        foreach (var op in ops) Push(op);
        Work();
        (_only, _rewriter.Inserted) = (null, null);
    }

    private void Seed(Region region)
    {
        _work.Clear();
        var constants = new ConstantSharing(_rewriter);
        if (_options.TopDown) SeedOuterFirst(region, constants);
        else SeedInnerFirst(region, constants);
        // The last one in is the first one out.
        if (_options.TopDown) _work.Reverse();
    }

    private void SeedOuterFirst(Region region, ConstantSharing constants)
    {
        foreach (var block in region.Blocks)
            foreach (var op in block.Ops)
            {
                if (constants.Takes(op)) continue;
                Push(op);
                foreach (var inner in op.Regions) SeedOuterFirst(inner, constants);
            }
    }

    private void SeedInnerFirst(Region region, ConstantSharing constants)
    {
        foreach (var block in region.Blocks)
            foreach (var op in block.Ops)
            {
                foreach (var inner in op.Regions) SeedInnerFirst(inner, constants);
                if (!constants.Takes(op)) Push(op);
            }
    }

    private bool Work()
    {
        var (changed, rewrites) = (false, 0L);
        var limit = _rewriter.Changes + ((long)ChangesPerOperation * (_work.Count + 10));
        while ((_options.MaxRewrites < 0 || rewrites < _options.MaxRewrites) && _work.Pop() is { } op)
        {
            if (op.IsTriviallyDead) _rewriter.Erase(op);
            else if (UsesItself(op)) continue;
            else if (TryFold(op)) Count("fold");
            else if (TryRules(op)) rewrites++;
            else continue;
            changed = true;
            if (_rewriter.Changes > limit)
                throw new InvalidOperationException($"rewriting does not come to an end; most active: {MostActive}");
        }

        return changed;
    }

    // Where control never gets, blocks that go round become one: there x = x + 1 would fold for ever.
    private static bool UsesItself(Operation op)
    {
        foreach (var slot in op.OperandSlots)
            if (slot.Value.Def == op) return true;
        return false;
    }

    private bool TryFold(Operation op)
    {
        if (op.Info.Has(OpTraits.ConstantLike) || !Folding.CanFold(op)) return false;
        var count = op.OperandSlots.Length;
        if (count > _constants.Length) _constants = new Attribute?[2 * count];
        for (var i = 0; i < count; i++) _constants[i] = Folding.ConstantOf(op.Operands[i]);
        var folded = Folding.Fold(op, _constants.AsSpan(0, count));
        if (folded.IsNone) return false;
        if (folded.IsInPlace)
        {
            _rewriter.Note(op);
            return true;
        }

        if (folded.Each is null) return _rewriter.Materialized(op, folded, 0) is { } value && _rewriter.Replace(op, value);
        var values = new Value[op.Results.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (_rewriter.Materialized(op, folded.Each[i], i) is not { } known) return false;
            values[i] = known;
        }

        return _rewriter.Replace(op, values);
    }

    private bool TryRules(Operation op)
    {
        foreach (var rule in _rules.For(op.Info))
        {
            var before = _rewriter.Changes;
            if (!rule.Apply(op, _rewriter)) continue;
            if (_rewriter.Changes == before) throw new InvalidOperationException($"rule {rule.Name} claims a change but made none");
            Count(rule.Name);
            return true;
        }

        return false;
    }

    // An operation that changes is looked at again, and after it (that is: before) those around it.
    private void Push(Operation op)
    {
        _ancestors.Clear();
        for (var around = op; around is not null; around = around.ParentOp)
        {
            _ancestors.Add(around);
            if (around.ParentRegion != _scope) continue;
            foreach (var found in _ancestors)
                if (_only is null || _only.Contains(found))
                    _work.Push(found);
            return;
        }
    }

    // What gave the operands may have lost its last use but one.
    private void Forget(Operation op)
    {
        foreach (var slot in op.OperandSlots)
            if (slot.Value.Def is { } definition && HasFewOtherUsers(slot.Value, op)) Push(definition);
        _work.Remove(op);
    }

    private static bool HasFewOtherUsers(Value value, Operation user)
    {
        Operation? other = null;
        for (var use = value.FirstUse; use is not null; use = use.NextUse)
        {
            if (use.Owner == user || use.Owner == other) continue;
            if (other is not null) return false;
            other = use.Owner;
        }

        return true;
    }

    private void Count(string what)
    {
        _fired.TryGetValue(what, out var count);
        _fired[what] = count + 1;
    }
}
