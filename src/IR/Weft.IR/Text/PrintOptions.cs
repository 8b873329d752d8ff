using System;

namespace Weft.IR.Text;

/// <summary>How IR is printed.</summary>
public sealed record PrintOptions
{
    public static PrintOptions Default { get; } = new();

    /// <summary>The generic form for every operation.</summary>
    public bool Generic { get; init; }

    /// <summary>The IR is known to be valid. Else it is verified first, and printed in generic form if it is not.</summary>
    public bool AssumeVerified { get; init; }

    /// <summary>Locations behind operations and block arguments.</summary>
    public bool Locations { get; init; }

    /// <summary>Locations in a form for people, which cannot be read back.</summary>
    public bool PrettyLocations { get; init; }

    /// <summary>No definitions outside the operation: what has an alias is written out, and resources are left out.</summary>
    public bool LocalScope { get; init; }

    /// <summary><c>{...}</c> for every region.</summary>
    public bool SkipRegions { get; init; }

    /// <summary>Comments that say who uses results and block arguments.</summary>
    public bool ValueUsers { get; init; }

    /// <summary>Numbers that are used once in the whole text, not once in each function.</summary>
    public bool UniqueNames { get; init; }

    /// <summary>Lists of more elements are left out, unless all are equal; null for none.</summary>
    public long? ElideElementsAbove { get; init; }

    /// <summary>Lists of more elements are written as hexadecimal bytes, unless all are equal; null for none.</summary>
    public long? HexElementsAbove { get; init; } = 100;

    /// <summary>Resources of tools, which the operations do not name.</summary>
    public bool ExternalResources { get; init; } = true;

    /// <summary>Resources of longer text are left out; null for none.</summary>
    public long? ElideResourcesAbove { get; init; }

    /// <summary>How many functions of a module may be printed at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
