using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>A reduction whose loops carry just what has been joined.</summary>
/// <param name="Initial">Emits what it begins with.</param>
/// <param name="Turn">Emits a turn: from what has been joined to what then is.</param>
internal sealed record CarriedReduction(
    ImmutableArray<BoundRange> Ranges, BoundExpression? Condition, BoundExpression Body, Func<Value> Initial, Func<Value, Value> Turn)
{
    /// <summary>What the program says that it begins with; null where that lies in its kind.</summary>
    public BoundExpression? Start { get; private init; }

    /// <summary>Null for other expressions, and for a fold that may stop the program or begins with more than a number or a variable.
    /// </summary>
    public static CarriedReduction? Of(BoundExpression expression, LoweringState state, ExpressionLowering expressions)
    {
        switch (expression)
        {
            case BoundReduction reduction when ReductionLowering.CarriesOneValue(reduction):
                var reductions = new ReductionLowering(state, expressions);
                return new(
                    reduction.Ranges, reduction.Condition, reduction.Body,
                    () => reductions.Identity(reduction), joined => reductions.Turn(reduction, joined));
            case BoundFoldResult { Fold: { Body: [var body], Initial: [BoundLiteral or BoundVariable] } fold }
                when state.Funcs.IsPlain(fold.Join):
                var folds = new FoldLowering(state, expressions);
                return new(
                    fold.Ranges, fold.Condition, body, () => expressions.Emit(fold.Initial[0]), joined => folds.Turn(fold, [joined])[0])
                {
                    Start = fold.Initial[0],
                };
            default:
                return null;
        }
    }
}
