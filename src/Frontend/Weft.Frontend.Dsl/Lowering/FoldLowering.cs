using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Reductions by a func of the program, as loops that carry what has been joined. That its values may be joined in any grouping
/// is said where they are joined: by the arithmetic itself, where the func is no more than a sum or a product, else on the call.</summary>
internal sealed class FoldLowering(LoweringState state, ExpressionLowering expressions)
{
    private readonly NestLowering _nest = new(state, expressions);

    public IReadOnlyList<Value> Emit(BoundFold fold) =>
        _nest.Emit(fold.Ranges, fold.Condition, [.. fold.Initial.Select(expressions.Emit)], (joined, _) => Join(fold, joined));

    /// <summary>What has been joined after a turn.</summary>
    public IReadOnlyList<Value> Turn(BoundFold fold, IReadOnlyList<Value> joined) =>
        fold.Condition is { } condition ? _nest.Guarded(condition, joined, () => Join(fold, joined)) : Join(fold, joined);

    private IReadOnlyList<Value> Join(BoundFold fold, IReadOnlyList<Value> joined)
    {
        var values = fold.Body.Select(expressions.Emit).ToList();
        var operators = state.Funcs.OperatorsOf(fold.Join);
        if (operators.Length > 0) return [.. operators.Select((op, i) => Free(op, joined[i], values[i], fold.Body[i]))];
        var call = expressions.Call(fold.Join, [.. joined, .. values]);
        call.SetAttribute(KernelAttributes.Associative, UnitAttr.Instance);
        return [.. call.Results];
    }

    private Value Free(BinaryOperator op, Value joined, Value value, BoundExpression body) => op == BinaryOperator.Add
        ? ReductionLowering.Sum(state, joined, value, body)
        : state.Add(new MulFOp(joined, value, FastMath.Reassoc));
}
