using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Counted loops: of the affine dialect where their bounds are affine and their step is a number, else of scf.</summary>
/// <param name="mayBeAffine">False in workflows, whose loops are over tensors.</param>
internal sealed class LoopLowering(LoweringState state, ExpressionLowering expressions, bool mayBeAffine = true)
{
    /// <summary>A loop that carries values.</summary>
    /// <param name="turn">What the values are after a turn, from what they were; its index has a value.</param>
    public IReadOnlyList<Value> Count(
        BoundRange range, BoundExpression step, LoopKind kind, IReadOnlyList<Value> initial,
        Func<IReadOnlyList<Value>, IReadOnlyList<Value>> turn)
    {
        var (index, lower, upper) = range;
        if (kind != LoopKind.Time && Affine(lower, upper, step) is { } maps)
        {
            var loop = state.Insert(AffineForOp.WithBody(maps.Lower, maps.Upper, maps.Step, initial));
            state.Name(loop, index);
            state.Inside(loop.Body, () =>
            {
                state[index] = loop.InductionVariable;
                state.Insert(new AffineYieldOp([.. turn([.. loop.IterArgs])]));
            });
            return [.. loop.Values];
        }

        var (from, to, by) = Bounds(lower, upper, step);
        var plain = state.Insert(ForOp.WithBody(from, to, by, initial));
        state.Name(plain, index);
        if (kind == LoopKind.Time) plain.SetAttribute(KernelAttributes.Time, UnitAttr.Instance);
        state.Inside(plain.Body.Entry, () =>
        {
            state[index] = plain.InductionVariable;
            state.Insert(new YieldOp([.. turn([.. plain.IterArgs])]));
        });
        return [.. plain.Results];
    }

    /// <summary>A loop whose turns are independent.</summary>
    public void Parallel(BoundFor loop, Action turn)
    {
        if (Affine(loop.Lower, loop.Upper, loop.Step) is { } maps)
        {
            var nest = state.Insert(AffineParallelOp.WithBody(
                maps.Lower, maps.Upper, [maps.Step], [], [], [maps.Lower.Map.Results.Count], [maps.Upper.Map.Results.Count]));
            state.Name(nest, loop.Index);
            state.Inside(nest.Body, () =>
            {
                state[loop.Index] = nest.InductionVariables[0];
                turn();
                state.Insert(new AffineYieldOp([]));
            });
            return;
        }

        var (lower, upper, step) = Bounds(loop.Lower, loop.Upper, loop.Step);
        var plain = state.Insert(ParallelOp.WithBody([lower], [upper], [step]));
        state.Name(plain, loop.Index);
        state.Inside(plain.Body.Entry, () =>
        {
            state[loop.Index] = plain.InductionVariables[0];
            turn();
            state.Insert(new ReduceOp());
        });
    }

    /// <summary>The bounds and the step as values; a step that is no number is checked to be positive.</summary>
    public (Value Lower, Value Upper, Value Step) Bounds(BoundExpression lower, BoundExpression upper, BoundExpression step)
    {
        var (from, to, by) = (expressions.Emit(lower), expressions.Emit(upper), expressions.Emit(step));
        if (step is BoundLiteral) return (from, to, by);
        var positive = state.Add(new CmpIOp(CmpIPredicate.Sgt, by, state.Index(0)));
        state.Insert(new AssertOp("the step of a loop is positive", positive));
        return (from, to, by);
    }

    private AffineBounds? Affine(BoundExpression lower, BoundExpression upper, BoundExpression step)
    {
        if (!mayBeAffine || step is not BoundLiteral { Value.Integer: var number } || number > int.MaxValue) return null;
        return expressions.Affine.BoundOf(lower, MathFunction.Max) is { } from
            && expressions.Affine.BoundOf(upper, MathFunction.Min) is { } to
            ? new(from, to, (long)number) : null;
    }

    private sealed record AffineBounds(AffineValueMap Lower, AffineValueMap Upper, long Step);
}
