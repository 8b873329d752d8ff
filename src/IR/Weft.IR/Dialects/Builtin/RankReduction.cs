namespace Weft.IR;

/// <summary>How a type relates to the full type of a slice, from which dimensions of extent 1 may be left out.</summary>
public enum SliceFit
{
    Fits,
    RankTooLarge,
    SizeMismatch,
    ElementTypeMismatch,
    MemorySpaceMismatch,
    LayoutMismatch,
}

/// <summary>Shapes from which dimensions of extent 1 are left out.</summary>
public static class RankReduction
{
    /// <summary>For each dimension whether it is left out, the first fitting ones kept; null when the one shape does not come from the
    /// other by leaving out ones.</summary>
    /// <param name="openMatches">An open extent matches every other; one of 1 is then still left out.</param>
    public static bool[]? Dropped(Sequence<long> full, Sequence<long> reduced, bool openMatches = false)
    {
        var dropped = new bool[full.Count];
        var next = 0;
        for (var d = 0; d < full.Count; d++)
        {
            if (next < reduced.Count && Matches(full[d], reduced[next])) next++;
            else if (full[d] == 1) dropped[d] = true;
            else return null;
        }

        return next == reduced.Count ? dropped : null;

        bool Matches(long whole, long part) =>
            whole == part || (openMatches && whole != 1 && (Extents.IsOpen(whole) || Extents.IsOpen(part)));
    }

    public static SliceFit Compare(ShapedType full, ShapedType reduced)
    {
        if (full == reduced) return SliceFit.Fits;
        if (reduced.Rank > full.Rank) return SliceFit.RankTooLarge;
        if (Dropped(full.Shape, reduced.Shape) is null) return SliceFit.SizeMismatch;
        return full.Element == reduced.Element ? SliceFit.Fits : SliceFit.ElementTypeMismatch;
    }

    /// <summary>The elements of the dimensions that are not left out.</summary>
    public static Sequence<T> Keep<T>(Sequence<T> values, bool[] dropped)
    {
        var kept = new System.Collections.Generic.List<T>();
        for (var d = 0; d < values.Count; d++)
            if (!dropped[d])
                kept.Add(values[d]);
        return kept.ToSequence();
    }
}
