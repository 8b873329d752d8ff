namespace Weft.Tool.Opt;

/// <summary>What <c>weft opt</c> was asked to do.</summary>
public sealed record OptOptions
{
    public string Input { get; init; } = "-";

    public string Output { get; init; } = "-";

    public bool Generic { get; init; }

    public bool Locations { get; init; }

    public bool AllowUnregistered { get; init; }

    public bool SplitInput { get; init; }

    public bool VerifyDiagnostics { get; init; }

    public bool VerifyRoundtrip { get; init; }

    /// <summary>Verify after each pass.</summary>
    public bool VerifyEach { get; init; } = true;

    public bool PrintAfterAll { get; init; }

    /// <summary>Names of passes.</summary>
    public IReadOnlyList<string> PrintAfter { get; init; } = [];

    public bool Timing { get; init; }

    public bool ShowDialects { get; init; }

    public bool ListPasses { get; init; }

    public IReadOnlyList<PipelineNode> Pipeline { get; init; } = [];
}
