using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Values that can be only one integer become that constant; remainders of what is less than the divisor go. Operations are
/// folded on the way, and what is dead is erased.</summary>
[Pass("int-range-optimizations", "Simplifies what the ranges of integers show.")]
public sealed record IntRangeOptimizations : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var ranges = new SparseSolver<IntegerRange>(new IntegerRangeAnalysis());
        ranges.Run(root);
        var rules = new RuleSet(
            new Rule("materialize-known-constant", null, (op, rewriter) => Materialize(op, rewriter, ranges)),
            new Rule("trivial-remsi", RemSIOp.OpInfo, (op, rewriter) =>
                ranges[op.Operands[0]] is { } range && RemoveTrivial(op, rewriter, range.SignedMin, range.SignedMax)),
            new Rule("trivial-remui", RemUIOp.OpInfo, (op, rewriter) =>
                ranges[op.Operands[0]] is { } range && RemoveTrivial(op, rewriter, range.UnsignedMin, range.UnsignedMax)));
        new GreedyRewriter(context.Ir, rules, new(TopDown: false, RegionSimplification.Aggressive)).Run(root);
    }

    // x % c -> x where 0 <= x < c
    private static bool RemoveTrivial(Operation op, Rewriter rewriter, BigInteger min, BigInteger max) =>
        ConstantOp.IntegerOf(op.Operands[1]) is { } divisor && min.Sign >= 0 && max < divisor && rewriter.Replace(op, op.Operands[0]);

    // Results and block arguments.
    private static bool Materialize(Operation op, Rewriter rewriter, SparseSolver<IntegerRange> ranges)
    {
        if (op.Info.Has(OpTraits.ConstantLike)) return false;
        var changes = rewriter.Changes;
        foreach (var result in op.Results) Replace(result, rewriter.BuilderBefore(op));
        if (op.Results.Length > 0 && rewriter.Changes > changes && op.IsTriviallyDead)
        {
            rewriter.Erase(op);
            return true;
        }

        foreach (var region in op.Regions)
            foreach (var block in region.Blocks)
                foreach (var argument in block.Arguments)
                    if (block.First is { } first) Replace(argument, rewriter.BuilderBefore(first));
        return rewriter.Changes > changes;

        void Replace(Value value, Builder builder)
        {
            if (!value.HasUses || ranges[value]?.Single is not { } known || Constant(known, value.Type) is not { } constant) return;
            builder.Location = value.Location;
            rewriter.ReplaceAllUses(value, builder.Add(new ConstantOp(constant)));
        }
    }

    private static TypedAttribute? Constant(BigInteger value, IrType type) => type switch
    {
        IntegerType or IndexType => new IntegerAttr(value, type),
        VectorType or RankedTensorType { HasStaticShape: true } =>
            DenseElementsAttr.Splat(new IntegerAttr(value, ((ShapedType)type).Element), (ShapedType)type),
        _ => null,
    };
}
