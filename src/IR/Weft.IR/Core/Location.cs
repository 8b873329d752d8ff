using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Where an operation came from: a file position, or one of MLIR's composed locations. A small value, so that every
/// operation can carry one; <c>default</c> is the unknown location.
/// </summary>
public readonly record struct Location
{
    private readonly object? _payload;

    private Location(object? payload, int line, int column) => (_payload, Line, Column) = (payload, line, column);

    /// <summary>The location <c>loc(unknown)</c>.</summary>
    public static Location Unknown => default;

    /// <summary>A position in a file; line and column count from 1.</summary>
    public static Location At(string file, int line, int column) => new(file, line, column);

    /// <summary>A composed location (<c>callsite</c>, <c>fused</c>, a name).</summary>
    public static Location Composed(ComposedLocation location) => new(location, 0, 0);

    /// <summary>The file, or null when this is not a file position.</summary>
    public string? File => _payload as string;

    /// <summary>The composed form, or null when this is a file position or unknown.</summary>
    public ComposedLocation? Composition => _payload as ComposedLocation;

    public int Line { get; }

    public int Column { get; }

    public bool IsUnknown => _payload is null;

    /// <summary>The first file position found in this location: what a diagnostic points at.</summary>
    public Location Position => _payload is ComposedLocation composed ? composed.Position : this;

    public override string ToString() => _payload switch
    {
        null => "unknown",
        string file => $"{file}:{Line}:{Column}",
        _ => _payload.ToString()!,
    };
}

/// <summary>A location made of others.</summary>
public abstract record ComposedLocation
{
    public abstract Location Position { get; }
}

/// <summary><c>loc("name")</c> or <c>loc("name"(child))</c>.</summary>
public sealed record NameLocation(string Name, Location Child) : ComposedLocation
{
    public override Location Position => Child.Position;
}

/// <summary><c>loc(callsite(callee at caller))</c>: what the inliner writes.</summary>
public sealed record CallSiteLocation(Location Callee, Location Caller) : ComposedLocation
{
    public override Location Position => Callee.Position;
}

/// <summary><c>loc(fused&lt;metadata&gt;[a, b])</c>: an operation made from several.</summary>
public sealed record FusedLocation : ComposedLocation
{
    private FusedLocation(Sequence<Location> parts, Attribute? metadata) => (Parts, Metadata) = (parts, metadata);

    public Sequence<Location> Parts { get; }

    public Attribute? Metadata { get; }

    /// <summary>Each known location once, those fused with the same metadata taken apart; a single one without metadata is itself.
    /// </summary>
    public static Location Of(IEnumerable<Location> locations, Attribute? metadata = null)
    {
        var parts = new List<Location>();
        foreach (var location in locations)
            foreach (var part in location.Composition is FusedLocation fused && Equals(fused.Metadata, metadata) ? fused.Parts : [location])
                if (!parts.Contains(part) && !part.IsUnknown)
                    parts.Add(part);
        if (parts.Count == 0 && metadata is not null) parts.Add(Location.Unknown);
        return parts.Count == 0 ? Location.Unknown
            : parts.Count == 1 && metadata is null ? parts[0]
            : Location.Composed(new FusedLocation(parts.ToSequence(), metadata));
    }

    public override Location Position
    {
        get
        {
            foreach (var part in Parts)
                if (!part.Position.IsUnknown)
                    return part.Position;
            return default;
        }
    }
}
