using System.Linq;

namespace Weft.IR;

/// <summary>Rules that mlir-opt lacks; kernels profit from them.</summary>
public static partial class OwnScfRules
{
    // a carried value that is always the initial one -> that one
    [Rule]
    private static bool AlwaysInitial(ForOp op, Rewriter rewriter) =>
        ScfCanonicalization.Carry(op, static (loop, i) => loop.Yielded[i] == loop.InitArgs[i], rewriter);

    // a nest with a dimension whose bounds are crossed -> its initial values
    [Rule]
    private static bool CrossedBounds(ParallelOp op, Rewriter rewriter)
    {
        for (var d = 0; d < op.Steps.Count; d++)
            if (ConstantOp.IntegerOf(op.LowerBounds[d]) is { } low && ConstantOp.IntegerOf(op.UpperBounds[d]) is { } high && low > high)
                return rewriter.Replace(op, op.InitVals.ToArray());
        return false;
    }
}
