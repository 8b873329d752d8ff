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
    private readonly ConversionRewriter _rewriter;
    private readonly HashSet<Operation> _seen = [];
    private readonly HashSet<Operation> _erased = [];
    private readonly List<Operation> _made = [];

    /// <param name="types">What types become, for the rules that give values others.</param>
    public DialectConversion(PassContext context, ConversionTarget target, RuleSet rules, TypeConverter? types = null)
    {
        (_context, _target, _rules) = (context, target, rules);
        _rewriter = new(context.Ir, types ?? TypeConverter.None) { Touched = Touch, Erasing = op => _erased.Add(op) };
    }

    /// <summary>Converts an operation and everything inside; false after recording what could not be converted.</summary>
    public bool Run(Operation root)
    {
        var ops = root.Regions.SelectMany(Reachable).Prepend(root).ToList();
        _seen.UnionWith(ops);
        foreach (var op in ops)
            if (!_erased.Contains(op) && !Convert(op))
                return _context.Diagnostics.Error(
                    op.Location, $"failed to legalize operation '{op.Name}' that was explicitly marked illegal");
        return _rewriter.Finish(_context.Diagnostics);
    }

    private bool Convert(Operation op)
    {
        if (_target.IsLegal(op) || Fold(op)) return true;
        foreach (var rule in _rules.For(op.Info))
        {
            _made.Clear();
            if (rule.Apply(op, _rewriter)) return ConvertMade();
        }

        return !_target.IsIllegal(op) && !_context.Diagnostics.HasErrors;
    }

    private bool Fold(Operation op)
    {
        if (op.Info.Has(OpTraits.ConstantLike) || !Folding.CanFold(op)) return false;
        var folded = Folding.Fold(op, [.. op.Operands.Select(Folding.ConstantOf)]);
        if (folded.IsNone) return false;
        if (folded.IsInPlace) return Convert(op);
        _made.Clear();
        var values = new Value[op.Results.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (_rewriter.Materialized(op, folded.Each?[i] ?? folded, i) is not { } value) return false;
            values[i] = value;
        }

        // Who makes what the target does not know makes nothing simpler.
        if (_made.Exists(_target.IsUnknown))
        {
            foreach (var constant in _made.ToArray()) _rewriter.Erase(constant);
            return false;
        }

        if (!ConvertMade()) return false;
        _rewriter.ReplaceInTheEnd(op, values);
        return true;
    }

    private bool ConvertMade() => _made.ToArray().All(made => _erased.Contains(made) || Convert(made));

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
