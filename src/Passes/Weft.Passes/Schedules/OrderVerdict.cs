namespace Weft.Passes;

/// <summary>Whether turns may come in another order.</summary>
/// <param name="Doubt">Why nobody can tell; null where it is known.</param>
/// <param name="Reversal">Two accesses that must not change places; null where there are none.</param>
internal sealed record OrderVerdict(string? Doubt, Reversal? Reversal)
{
    public static OrderVerdict Kept { get; } = new(null, null);

    public bool IsKept => Doubt is null && Reversal is null;
}
