using System.Numerics;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>
/// Subscripts and bounds as affine maps: sums of loop variables and of what is known where the body begins, times numbers or what is known
/// there. Their arithmetic is that of the expressions, also where it wraps around; quotients are not among them, for those of the
/// language truncate.
/// </summary>
internal sealed class AffineLowering(LoweringState state, ExpressionLowering expressions)
{
    /// <summary>One result for each expression; null, with nothing emitted, where one of them is not affine.</summary>
    public AffineValueMap? MapOf(params IReadOnlyList<BoundExpression> results)
    {
        var inputs = new Inputs(state);
        var maps = new AffineExpr[results.Count];
        for (var i = 0; i < maps.Length; i++)
        {
            if (inputs.Read(results[i]) is not { } expr) return null;
            maps[i] = expr;
        }

        var operands = inputs.Dims.Concat(inputs.Symbols).Select(expressions.Emit);
        return new(new AffineMap(inputs.Dims.Count, inputs.Symbols.Count, [.. maps]), operands);
    }

    /// <summary>A bound of a loop, which may be the greatest, or the least, of several.</summary>
    public AffineValueMap? BoundOf(BoundExpression bound, MathFunction joint) => MapOf([.. Parts(bound, joint)]);

    /// <summary>An index that is made of others, as a value with which maps go on; null where it is another kind of value.</summary>
    public Value? Apply(BoundExpression expression) =>
        expression is BoundBinary { Type: ScalarType { Kind: var kind } } && kind == ElementType.Index
        && state.Builder.Block.ParentOp is not FuncOp && MapOf(expression) is { } map ? state.Add(new AffineApplyOp(map)) : null;

    private static IEnumerable<BoundExpression> Parts(BoundExpression bound, MathFunction joint) =>
        bound is BoundMath math && math.Function == joint ? math.Arguments.SelectMany(part => Parts(part, joint)) : [bound];

    /// <summary>What maps are of; each once.</summary>
    private sealed class Inputs(LoweringState state)
    {
        public List<BoundExpression> Dims { get; } = [];

        public List<BoundExpression> Symbols { get; } = [];

        public AffineExpr? Read(BoundExpression expression) => expression switch
        {
            BoundLiteral { Value.Integer: var number } when BigInteger.Abs(number) <= int.MaxValue => AffineExpr.Constant((long)number),
            BoundVariable { Variable: var variable } => Variable(expression, state[variable]),
            BoundExtent extent when state[extent.Array].IsTopLevel => AffineExpr.Symbol(Place(Symbols, extent)),
            BoundBinary { Operator: BinaryOperator.Add } sum => Both(sum, (a, b) => a + b),
            BoundBinary { Operator: BinaryOperator.Subtract } difference => Both(difference, (a, b) => a - b),
            BoundBinary { Operator: BinaryOperator.Multiply } product =>
                Both(product, (a, b) => a.IsSymbolicOrConstant || b.IsSymbolicOrConstant ? a * b : null),
            // Whatever has been computed where the body begins is known in all of it.
            _ when state.Builder.Block.ParentOp is FuncOp => AffineExpr.Symbol(Place(Symbols, expression)),
            _ => null,
        };

        private AffineExpr? Variable(BoundExpression variable, Value value) =>
            value.IsValidSymbol ? AffineExpr.Symbol(Place(Symbols, variable))
            : value.IsValidDim ? AffineExpr.Dim(Place(Dims, variable))
            : null;

        private AffineExpr? Both(BoundBinary binary, Func<AffineExpr, AffineExpr, AffineExpr?> join) =>
            Read(binary.Left) is { } left && Read(binary.Right) is { } right ? join(left, right) : null;

        private static int Place(List<BoundExpression> inputs, BoundExpression input)
        {
            var known = inputs.FindIndex(other => Binding.Similarity.Same([other], [input]));
            if (known < 0) inputs.Add(input);
            return known < 0 ? inputs.Count - 1 : known;
        }
    }
}
