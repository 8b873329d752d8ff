using Weft.IR;

namespace Weft.Passes;

/// <summary>How many instructions loops take, vectors of turns counted as they will be.</summary>
internal static class LoopWork
{
    // What a turn takes at least that waits for the turn before: a join of floats, in instructions that could be done meanwhile.
    private const double Wait = 16;

    // Of loops whose turns nobody knows.
    private const double UsualTurns = 1024;

    /// <summary>How often a loop turns, more or less.</summary>
    public static double TurnsOf(NestLoop loop) => loop.TripCount ?? UsualTurns;

    /// <summary>Of an operation with all that is in it.</summary>
    public static double Of(Operation op, CpuModel machine) => Count(op, machine).Instructions;

    // Turns of inner loops are vectors where they can be, else those of loops around them.
    private static (double Instructions, bool HasVectors) Count(Operation op, CpuModel machine)
    {
        if (op is ConstantOp or AffineYieldOp or YieldOp || Versions.IsRare(op)) return (0, false);
        var inner = op.Regions.SelectMany(region => region.Ops).Select(part => Count(part, machine)).ToList();
        var (sum, hasVectors) = (inner.Sum(part => part.Instructions), inner.Exists(part => part.HasVectors));
        if (op is not (AffineForOp or AffineParallelOp) || NestLoop.Of(op) is not { } loops) return (sum + 1, hasVectors);
        var lanes = hasVectors ? 1 : VectorLoop.Of(op, machine)?.Lanes ?? (double?)RowsOfTurns.Of(op, machine)?.Block ?? 1;
        if (lanes == 1 && inner.Count > 0 && op is AffineForOp { Inits.Count: > 0, HasInnerLoops: false }) sum = Math.Max(sum, Wait);
        return (sum / lanes * loops.Aggregate(1.0, (turns, loop) => turns * TurnsOf(loop)), hasVectors || lanes > 1);
    }
}
