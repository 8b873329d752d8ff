using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Affine operations to loops, conditions, accesses and arithmetic. Operations go from outer to inner; what was replaced stays until
/// the end, so that the maps of later ones still see the maps of their operands.
/// </summary>
/// <param name="FewOperations">Folded sums, differences, and shifts where a divisor is a power of two; else what mlir-opt writes. Loops
/// that turn once are none then.</param>
[Pass("lower-affine", "Lowers affine operations to structured control flow, memory accesses and arithmetic.")]
public sealed record LowerAffine(bool FewOperations = false) : IPass
{
    // The dialects that are the target: what is there stays as it is.
    private static readonly string[] s_targets = ["arith", "memref", "scf", "vector"];

    public void Run(Operation root, PassContext context)
    {
        var lowering = new AffineLowering(context, FewOperations);
        foreach (var op in root.Walk().ToList())
        {
            if (op == root || Array.IndexOf(s_targets, op.Info.Dialect) >= 0) continue;
            lowering.Lower(op);
        }

        lowering.Finish();
    }
}
