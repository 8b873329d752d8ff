using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Reductions by a func of the program, as loops that carry what has been joined.</summary>
internal sealed class FoldLowering(LoweringState state, ExpressionLowering expressions)
{
    public IReadOnlyList<Value> Emit(BoundFold fold) => new NestLowering(state, expressions).Emit(
        fold.Ranges,
        fold.Condition,
        [.. fold.Initial.Select(expressions.Emit)],
        (joined, _) => expressions.Call(fold.Join, [.. joined, .. fold.Body.Select(expressions.Emit)]));
}
