namespace Weft.Passes;

/// <summary>What came of a directive at one loop.</summary>
internal abstract record Outcome
{
    public static Outcome Applied { get; } = new Done();

    public static Outcome NotApart { get; } = new Ignored("whether its arrays overlap can be told only inside of outer loops");

    /// <summary>Of a new order that is not kept.</summary>
    public static Outcome Of(OrderVerdict verdict) =>
        verdict.Reversal is { } reversal ? new Refused($"{reversal}") : new Ignored(verdict.Doubt!);

    /// <summary>Done, unless there is a reason why not.</summary>
    public static Outcome Unless(string? reason) => reason is null ? Applied : new Ignored(reason);

    public sealed record Done : Outcome;

    public sealed record Ignored(string Reason) : Outcome;

    /// <summary>It would change results.</summary>
    public sealed record Refused(string Dependence) : Outcome;
}
