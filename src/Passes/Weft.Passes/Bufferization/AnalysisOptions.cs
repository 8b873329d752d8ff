using Weft.IR;

namespace Weft.Passes;

/// <summary>Which operations are asked first whether they may have the buffer of an operand.</summary>
public enum AnalysisHeuristic
{
    /// <summary>The last ones.</summary>
    BottomUp,

    /// <summary>The first ones.</summary>
    TopDown,
}

/// <summary>How it is found out which buffers may be written.</summary>
/// <param name="MayWrite">Whether an argument of a function is a buffer that callers leave to it.</param>
/// <param name="CheckParallelRegions">Whether turns that run at once must not meet in a buffer.</param>
internal sealed record AnalysisOptions(Func<BlockArgument, bool> MayWrite, AnalysisHeuristic Heuristic, bool CheckParallelRegions);
