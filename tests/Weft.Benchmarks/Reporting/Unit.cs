namespace Weft.Benchmarks;

/// <summary>What a figure counts.</summary>
/// <param name="Text">The figure as the page writes it.</param>
/// <param name="IsMoreBetter">Whether a target is the least that it is to be; else the most.</param>
internal sealed record Unit(Func<double, string> Text, bool IsMoreBetter)
{
    /// <summary>How many times as long somebody else takes.</summary>
    public static Unit Ratio { get; } = new(value => Form.Text($"{value:0.00}"), IsMoreBetter: true);

    /// <summary>How many times as long it takes because of something.</summary>
    public static Unit Overhead { get; } = new(value => Form.Text($"{value:0.000}"), IsMoreBetter: false);

    public static Unit Seconds { get; } = new(Form.Time, IsMoreBetter: false);

    public static Unit Operations { get; } = new(value => Form.Text($"{value * 1e-3:0} k ops/s"), IsMoreBetter: true);

    public static Unit Bytes { get; } = new(value => Form.Text($"{value:0} bytes"), IsMoreBetter: false);

    /// <summary>Units in the last place.</summary>
    public static Unit Ulp { get; } = new(value => Form.Text($"{value:0.0} ulp"), IsMoreBetter: false);

    public bool Reaches(double value, double bound) => IsMoreBetter ? value >= bound : value <= bound;
}
