namespace Weft.Benchmarks;

/// <summary>What a figure is to be.</summary>
/// <param name="Row">What the page calls the figure.</param>
/// <param name="Floor">Where this is missed, the area is not done; null where there is but the aim.</param>
internal sealed record Target(string Row, Unit Unit, double Aim, double? Floor = null)
{
    public bool IsReachedBy(double value) => Unit.Reaches(value, Aim);

    /// <summary>How a figure compares, in a word or two.</summary>
    public string Verdict(double value) => IsReachedBy(value) ? "reached"
        : Floor is { } floor && Unit.Reaches(value, floor) ? "above the floor"
        : "not reached";
}

/// <summary>A figure that was measured, and what it is to be.</summary>
internal sealed record Finding(Target Target, double Value)
{
    public static IReadOnlyList<string> Columns { get; } = ["figure", "measured", "target", "floor", "verdict"];

    public IReadOnlyList<string> Cells =>
    [
        Target.Row, Target.Unit.Text(Value), Target.Unit.Text(Target.Aim), Target.Floor is { } floor ? Target.Unit.Text(floor) : "",
        Target.Verdict(Value),
    ];
}
