using Weft.IR;

namespace Weft.Passes;

/// <summary>Affine maps and sets in attributes, simplified; and the loops, conditions and maps that hold them, as far as that makes them
/// simpler.</summary>
[Pass("affine-simplify-structures", "Simplifies affine maps and sets, and the operations that have them.")]
public sealed record AffineSimplifyStructures : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var affected = new List<Operation>();
        foreach (var op in root.WalkPostOrder())
        {
            SimplifyAttributes(op);
            if (op is AffineForOp or AffineIfOp or AffineApplyOp) affected.Add(op);
        }

        affected.Reverse();
        new Simplification(affected, context.Ir).Run();
    }

    private static void SimplifyAttributes(Operation op)
    {
        for (var i = 0; i < op.Properties.Length; i++)
            if (Simplified(op.Properties[i]) is { } simpler) op.SetProperty(i, simpler);
        foreach (var (name, value) in op.Attributes.ToArray())
            if (Simplified(value) is { } simpler) op.SetAttribute(name, simpler);
    }

    private static Weft.IR.Attribute? Simplified(Weft.IR.Attribute? attribute) => attribute switch
    {
        AffineMapAttr { Map: var map } => new AffineMapAttr(map.Simplified()),
        IntegerSetAttr { Set: var set } => new IntegerSetAttr(set.Simplified()),
        _ => null,
    };

    // Only the operations given are looked at.
    private sealed class Simplification
    {
        private readonly List<Operation> _ops;
        private readonly Rewriter _rewriter;
        private readonly RuleSet _rules = AffineCanonicalization.Rules;
        private readonly HashSet<Operation> _gone = [];

        public Simplification(List<Operation> ops, IrContext ir)
        {
            _ops = ops;
            _rewriter = new Rewriter(ir) { Erasing = op => _gone.Add(op) };
        }

        public void Run()
        {
            for (var changed = true; changed;)
            {
                changed = false;
                foreach (var op in _ops)
                    if (!_gone.Contains(op)) changed |= Visit(op);
            }
        }

        private bool Visit(Operation op)
        {
            if (op.IsTriviallyDead)
            {
                _rewriter.Erase(op);
                return true;
            }

            if (op is IFold foldable && Fold(op, foldable)) return true;
            return _rules.For(op.Info).Any(rule => rule.Apply(op, _rewriter));
        }

        private bool Fold(Operation op, IFold foldable)
        {
            var folded = foldable.Fold([.. op.Operands.Select(ConstantOp.ValueOf)]);
            if (folded.IsInPlace) return true;
            if (folded.Each is { } each) return _rewriter.Replace(op, [.. each.Select(result => result.Value!)]);
            if (folded.Value is { } value) return _rewriter.Replace(op, value);
            return folded.Constant is IntegerAttr constant && _rewriter.Replace(op, new ConstantOp(constant));
        }
    }
}
