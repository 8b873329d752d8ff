namespace Weft.Tool.Opt;

/// <summary>When to print the IR around passes.</summary>
/// <param name="Before">Names of passes.</param>
/// <param name="After">Names of passes.</param>
/// <param name="OnlyOnChange">After a pass only if it changed something.</param>
/// <param name="OnlyOnFailure">After a pass only if it failed.</param>
/// <param name="ModuleScope">Print all of the IR, whatever the pass ran on.</param>
public sealed record PrintIrOptions(
    bool BeforeAll = false, bool AfterAll = false, bool OnlyOnChange = false, bool OnlyOnFailure = false, bool ModuleScope = false)
{
    public IReadOnlyList<string> Before { get; init; } = [];

    public IReadOnlyList<string> After { get; init; } = [];

    public bool IsOn => BeforeAll || AfterAll || OnlyOnFailure || Before.Count > 0 || After.Count > 0;

    public bool IsBefore(string pass) => BeforeAll || Before.Contains(pass);

    public bool IsAfter(string pass) => AfterAll || OnlyOnFailure || After.Contains(pass);
}
