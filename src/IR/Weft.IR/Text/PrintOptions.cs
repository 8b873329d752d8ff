using System;

namespace Weft.IR.Text;

/// <summary>How IR is printed.</summary>
public sealed record PrintOptions
{
    public static PrintOptions Default { get; } = new();

    /// <summary>The generic form for every operation.</summary>
    public bool Generic { get; init; }

    /// <summary>Locations behind operations and block arguments.</summary>
    public bool Locations { get; init; }

    /// <summary>How many functions of a module may be printed at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
