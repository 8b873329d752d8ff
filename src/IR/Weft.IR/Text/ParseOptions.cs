using System;

namespace Weft.IR.Text;

/// <summary>How IR is read.</summary>
public sealed record ParseOptions
{
    public static ParseOptions Default { get; } = new();

    /// <summary>Whether reading goes on after an error, so that one mistake hides no other. False: the first error is the only one, as in
    /// MLIR.</summary>
    public bool Recovers { get; init; } = true;

    /// <summary>Whether the file must be a module, and gets none around it that it does not say.</summary>
    public bool NeedsModule { get; init; }

    /// <summary>How many functions of a large file may be read at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
