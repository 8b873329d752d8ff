using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Rewrites operations until none is left that a target calls illegal. Outer operations come first, each is looked at once, and
/// what a rule makes is converted right away; nothing is ever taken back. Results that folding finds take their place at the end,
/// so that every operation is folded as it stood in the input.
/// </summary>
public sealed class DialectConversion
{
    private readonly PassContext _context;
    private readonly ConversionTarget _target;
    private readonly RuleSet _rules;
    private readonly Rewriter _rewriter;
    private readonly HashSet<Operation> _seen = [];
    private readonly HashSet<Operation> _erased = [];
    private readonly List<Operation> _made = [];
    private readonly List<Operation> _folded = [];
    private readonly Dictionary<Value, Value> _replacements = [];

    public DialectConversion(PassContext context, ConversionTarget target, RuleSet rules)
    {
        (_context, _target, _rules) = (context, target, rules);
        _rewriter = new Rewriter(context.Ir) { Touched = Touch, Erasing = op => _erased.Add(op) };
    }

    /// <summary>Converts everything inside an operation; false after recording what could not be converted.</summary>
    public bool Run(Operation root)
    {
        var ops = root.Regions.SelectMany(Reachable).ToList();
        _seen.UnionWith(ops);
        foreach (var op in ops)
            if (!_erased.Contains(op) && !Convert(op))
                return _context.Diagnostics.Error(op.Location, $"failed to legalize operation '{op.Name}' that was explicitly marked illegal");
        ReplaceFolded();
        return true;
    }

    private bool Convert(Operation op)
    {
        if (_target.IsLegal(op) || Fold(op)) return true;
        foreach (var rule in _rules.For(op.Info))
        {
            _made.Clear();
            if (!rule.Apply(op, _rewriter)) continue;
            return _made.ToArray().All(made => _erased.Contains(made) || Convert(made));
        }

        return !_target.IsIllegal(op) && !_context.Diagnostics.HasErrors;
    }

    private bool Fold(Operation op)
    {
        if (op.Info.Has(OpTraits.ConstantLike) || !Folding.CanFold(op)) return false;
        var folded = Folding.Fold(op, [.. op.Operands.Select(Folding.ConstantOf)]);
        if (folded.IsNone) return false;
        if (folded.IsInPlace) return Convert(op);
        var values = new Value[op.Results.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (ValueOf(folded.Each?[i] ?? folded, op, i) is not { } value) return false;
            values[i] = value;
        }

        for (var i = 0; i < values.Length; i++) _replacements.Add(op.Results[i], values[i]);
        _folded.Add(op);
        return true;
    }

    private Value? ValueOf(FoldResult known, Operation op, int result)
    {
        if (known.Constant is not { } constant) return known.Value;
        var made = _context.Ir.FindDialect(op.Info.Dialect)?.Materialize(constant, op.Results[result].Type);
        return made is null ? null : _rewriter.InsertBefore(op, made).Results[0];
    }

    private void ReplaceFolded()
    {
        foreach (var op in _folded)
            foreach (var result in op.Results)
                result.ReplaceAllUsesWith(Final(result));
        foreach (var op in _folded) op.Erase();
    }

    // What takes the place of a value may itself have been replaced.
    private Value Final(Value value)
    {
        while (_replacements.TryGetValue(value, out var next)) value = next;
        return value;
    }

    private void Touch(Operation op)
    {
        if (_seen.Add(op)) _made.Add(op);
    }

    // Operations before those inside them, blocks before those they lead to; what cannot run is left alone.
    private static IEnumerable<Operation> Reachable(Region region)
    {
        if (region.IsEmpty) yield break;
        var seen = new HashSet<Block> { region.Entry };
        var work = new Stack<Block>([region.Entry]);
        while (work.TryPop(out var block))
        {
            foreach (var op in block.Ops)
            {
                yield return op;
                foreach (var inner in op.Regions.SelectMany(Reachable)) yield return inner;
            }

            foreach (var successor in (block.Last?.Successors ?? []).Reverse())
                if (seen.Add(successor)) work.Push(successor);
        }
    }
}
