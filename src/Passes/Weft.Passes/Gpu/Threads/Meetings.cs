using Weft.IR;

namespace Weft.Passes;

/// <summary>The operations of a launch at which threads need each other, and those that have such ones inside.</summary>
internal sealed class Meetings(LaunchOp launch)
{
    private readonly HashSet<Operation> _around =
        [.. launch.Body.Ops.SelectMany(op => op.Walk()).Where(Is).SelectMany(op => Around(op, launch))];

    public static bool Is(Operation op) => op is BarrierOp or IUniformReduction or GpuShuffleOp or WarpExecuteOnLane0Op;

    /// <summary>Whether an operation is one or has one inside.</summary>
    public bool Has(Operation op) => _around.Contains(op);

    private static IEnumerable<Operation> Around(Operation? op, LaunchOp launch)
    {
        for (; op != launch; op = op!.ParentOp) yield return op!;
    }
}
