using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Applies folds and rules until none applies: a worklist of operations, refilled by what changes, and once more all of them while
/// something did: an operation may see what changed inside it. Constants go to the right of
/// commutative operations, dead operations and unreachable blocks are erased on the way.
/// </summary>
public sealed class GreedyRewriter
{
    // A rule set that goes round in circles is a bug; this bound turns it into a message.
    private const int ChangesPerOperation = 200;

    private readonly RuleSet _rules;
    private readonly Rewriter _rewriter;
    private readonly Stack<Operation> _work = new();
    private readonly HashSet<Operation> _queued = [];
    private readonly Dictionary<string, int> _fired = [];

    public GreedyRewriter(IrContext context, RuleSet rules)
    {
        _rules = rules;
        _rewriter = new Rewriter(context) { Touched = Push, Erasing = Forget };
    }

    /// <summary>How often each rule fired; folds count under <c>fold</c>, erased operations under <c>dead</c>.</summary>
    public IReadOnlyDictionary<string, int> Fired => _fired;

    /// <summary>
    /// Rewrites everything inside the root. Returns whether something changed; throws when the rules do not come to an end.
    /// </summary>
    public bool Run(Operation root)
    {
        int before;
        do
        {
            before = _rewriter.Changes;
            EraseUnreachableBlocks(root);
            new ConstantSharing(_rewriter).Run(root);
            PushAll(root);
            Work();
        }
        while (_rewriter.Changes != before);
        return _rewriter.Changes > 0;
    }

    private void PushAll(Operation root)
    {
        foreach (var op in root.Walk())
            if (op != root) Push(op);
        // The stack gives back the last first; turned round, operands are seen before their users.
        var order = _work.ToArray();
        _work.Clear();
        foreach (var op in order) _work.Push(op);
    }

    private void Work()
    {
        var limit = _rewriter.Changes + ((long)ChangesPerOperation * (_work.Count + 10));
        while (_work.Count > 0)
        {
            var op = _work.Pop();
            if (!_queued.Remove(op)) continue;
            if (Visit(op) && _rewriter.Changes > limit)
                throw new InvalidOperationException($"rewriting does not come to an end; most active: {MostActive()}");
        }
    }

    private bool Visit(Operation op)
    {
        if (op.IsTriviallyDead)
        {
            _rewriter.Erase(op);
            return Count("dead");
        }

        if (ConstantToRight(op)) return Count("constant-right");
        if (op is IFold foldable && TryFold(op, foldable)) return Count("fold");
        foreach (var rule in _rules.For(op.Info))
        {
            var before = _rewriter.Changes;
            if (!rule.Apply(op, _rewriter)) continue;
            if (_rewriter.Changes == before) throw new InvalidOperationException($"rule {rule.Name} claims a change but made none");
            return Count(rule.Name);
        }

        return false;
    }

    private bool ConstantToRight(Operation op)
    {
        if (!op.Info.Has(OpTraits.Commutative) || op.OperandSlots.Length != 2) return false;
        if (ConstantOp.ValueOf(op.Operands[0]) is null || ConstantOp.ValueOf(op.Operands[1]) is not null) return false;
        var (left, right) = (op.Operands[0], op.Operands[1]);
        op.SetOperand(0, right);
        op.SetOperand(1, left);
        _rewriter.Note(op);
        return true;
    }

    private bool TryFold(Operation op, IFold foldable)
    {
        if (op.Info.Has(OpTraits.ConstantLike)) return false;
        var constants = new Attribute?[op.OperandSlots.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = ConstantOp.ValueOf(op.Operands[i]);
        var folded = foldable.Fold(constants);
        if (folded.Value is { } value && !ReferenceEquals(value, op.Results[0])) return _rewriter.Replace(op, value);
        if (folded.Constant is not { } constant) return false;
        var dialect = _rewriter.Context.FindDialect(op.Info.Dialect);
        return dialect?.Materialize(constant, op.Results[0].Type) is { } materialized && _rewriter.Replace(op, materialized);
    }

    private void EraseUnreachableBlocks(Operation root)
    {
        foreach (var op in root.WalkPostOrder())
        {
            if (!op.Info.IsRegistered) continue;
            foreach (var region in op.Regions)
            {
                if (region.Blocks.Count < 2) continue;
                var dominance = new Dominance();
                var dead = new List<Block>();
                foreach (var block in region.Blocks)
                    if (!dominance.IsReachable(block)) dead.Add(block);
                // Dead blocks may use each other's values.
                foreach (var block in dead)
                    foreach (var inner in block.Ops) inner.DropAllReferences();
                foreach (var block in dead)
                {
                    _rewriter.Erase(block);
                    Count("unreachable");
                }
            }
        }
    }

    private void Push(Operation op)
    {
        if (op.Parent is not null && _queued.Add(op)) _work.Push(op);
    }

    private void Forget(Operation op) => _queued.Remove(op);

    private bool Count(string what)
    {
        _fired.TryGetValue(what, out var count);
        _fired[what] = count + 1;
        return true;
    }

    private string MostActive()
    {
        var (name, most) = ("", 0);
        foreach (var pair in _fired)
            if (pair.Value > most) (name, most) = (pair.Key, pair.Value);
        return $"{name} ({most} times)";
    }
}
