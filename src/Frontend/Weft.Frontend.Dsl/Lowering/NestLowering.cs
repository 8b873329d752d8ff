using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Loops over the product of ranges that carry values.</summary>
internal sealed class NestLowering(LoweringState state, ExpressionLowering expressions)
{
    /// <param name="turn">What the values are after a turn, from what they were and the innermost index.</param>
    public IReadOnlyList<Value> Emit(
        ImmutableArray<BoundRange> ranges,
        BoundExpression? condition,
        IReadOnlyList<Value> initial,
        Func<IReadOnlyList<Value>, Value, IReadOnlyList<Value>> turn)
    {
        return Level(0, initial, state.Index(0));

        IReadOnlyList<Value> Level(int level, IReadOnlyList<Value> carried, Value index)
        {
            if (level == ranges.Length)
                return condition is null ? turn(carried, index) : Guarded(condition, carried, () => turn(carried, index));
            var (range, one) = (ranges[level], new BoundLiteral(Constant.Index(1), ranges[level].Upper.Location));
            return new LoopLowering(state, expressions).Count(
                range, one, LoopKind.Sequential, carried, joined => Level(level + 1, joined, state[range.Index]));
        }
    }

    /// <summary>A turn that does not count leaves the values as they are.</summary>
    public IReadOnlyList<Value> Guarded(BoundExpression condition, IReadOnlyList<Value> carried, Func<IReadOnlyList<Value>> turn)
    {
        var op = state.Insert(new IfOp(expressions.Emit(condition), [.. carried.Select(value => value.Type)]));
        state.Inside(op.ThenRegion.AddBlock(), () => state.Insert(new YieldOp([.. turn()])));
        state.Inside(op.ElseRegion.AddBlock(), () => state.Insert(new YieldOp(carried)));
        return [.. op.Results];
    }
}
