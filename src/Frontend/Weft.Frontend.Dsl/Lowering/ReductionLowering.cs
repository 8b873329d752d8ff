using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>
/// Reductions as loops that carry the joined value. Sums and products of floats may be reassociated, and a product that is summed may be
/// contracted with its sum into a fused multiply-add: that is their meaning.
/// </summary>
internal sealed class ReductionLowering(LoweringState state, ExpressionLowering expressions)
{
    public Value Emit(BoundReduction reduction)
    {
        var kind = reduction.Body.Kind;
        var results = new NestLowering(state, expressions).Emit(
            reduction.Ranges, reduction.Condition, Initial(reduction, kind), (carried, index) => Join(reduction, carried, index));
        return reduction.Reduction == ReductionKind.Mean ? Mean(reduction, results, kind) : results[^1];
    }

    /// <summary>Whether loops carry just what has been joined.</summary>
    public static bool CarriesOneValue(BoundReduction reduction) =>
        reduction.Reduction is not (ReductionKind.Mean or ReductionKind.Argmin or ReductionKind.Argmax);

    /// <summary>The value that a reduction begins with, where that is one.</summary>
    public Value Identity(BoundReduction reduction) => Initial(reduction, reduction.Body.Kind)[0];

    /// <summary>What has been joined after a turn of a reduction that carries one value.</summary>
    public Value Turn(BoundReduction reduction, Value joined)
    {
        IReadOnlyList<Value> Next() => Join(reduction, [joined], null);
        return (reduction.Condition is { } condition
            ? new NestLowering(state, expressions).Guarded(condition, [joined], Next) : Next())[0];
    }

    /// <summary>A float and the next term of a sum. A term that is a product need not be rounded before it is added.</summary>
    public static Value Sum(LoweringState state, Value joined, Value term, BoundExpression body)
    {
        if (body is BoundBinary { Operator: BinaryOperator.Multiply } && term.Def is MulFOp product) product.Fastmath |= FastMath.Contract;
        return state.Add(new AddFOp(joined, term, FastArithmetic.Sum));
    }

    /// <summary>The values that the loops carry: the joined one, and behind it for argmin and argmax its index, for a mean of some
    /// turns how many they are.</summary>
    private List<Value> Initial(BoundReduction reduction, ElementType kind)
    {
        var first = state.Add(TypeLowering.Constant(ReductionIdentity.Of(reduction.Reduction, kind)));
        var isAlone = CarriesOneValue(reduction) || reduction is { Reduction: ReductionKind.Mean, Condition: null };
        return isAlone ? [first] : [first, state.Index(0)];
    }

    /// <param name="index">The innermost; null where the reduction asks for none.</param>
    private IReadOnlyList<Value> Join(BoundReduction reduction, IReadOnlyList<Value> carried, Value? index)
    {
        var (kind, value, so) = (reduction.Body.Kind, expressions.Emit(reduction.Body), carried[0]);
        return reduction.Reduction switch
        {
            ReductionKind.Mean when carried.Count > 1 =>
                [Sum(state, so, value, reduction.Body), state.Add(new AddIOp(carried[1], state.Index(1)))],
            ReductionKind.Sum or ReductionKind.Mean =>
                [kind.IsFloat ? Sum(state, so, value, reduction.Body) : state.Add(new AddIOp(so, value))],
            ReductionKind.Prod => [state.Add(kind.IsFloat ? new MulFOp(so, value, FastMath.Reassoc) : new MulIOp(so, value))],
            ReductionKind.Any => [state.Add(new OrIOp(so, value))],
            ReductionKind.All => [state.Add(new AndIOp(so, value))],
            ReductionKind.Min => [MathLowering.Min(state, kind, so, value)],
            ReductionKind.Max => [MathLowering.Max(state, kind, so, value)],
            ReductionKind.Argmin => First(BinaryOperator.Less, kind, carried, value, index!),
            _ => First(BinaryOperator.Greater, kind, carried, value, index!),
        };
    }

    // The first index at which the best value stands: only a better one replaces it.
    private IReadOnlyList<Value> First(BinaryOperator better, ElementType kind, IReadOnlyList<Value> carried, Value value, Value index)
    {
        var isBetter = ScalarLowering.Binary(state, better, kind, value, carried[0]);
        return [state.Add(new SelectOp(isBetter, value, carried[0])), state.Add(new SelectOp(isBetter, index, carried[1]))];
    }

    // The count is the product of the ranges, unless it was carried; an empty range makes 0 / 0 = NaN.
    private Value Mean(BoundReduction reduction, IReadOnlyList<Value> results, ElementType kind)
    {
        var count = results.Count > 1 ? results[1] : Count(reduction);
        return state.Add(new DivFOp(results[0], ScalarLowering.Convert(state, count, ElementType.Index, kind)));
    }

    private Value Count(BoundReduction reduction)
    {
        var count = state.Index(1);
        foreach (var range in reduction.Ranges)
        {
            var span = state.Add(new SubIOp(expressions.Emit(range.Upper), expressions.Emit(range.Lower)));
            count = state.Add(new MulIOp(count, state.Add(new MaxSIOp(span, state.Index(0)))));
        }

        return count;
    }
}
