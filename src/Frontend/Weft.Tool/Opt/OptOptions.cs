using Weft.IR.Text;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>What <c>weft opt</c> was asked to do.</summary>
public sealed record OptOptions
{
    public string Input { get; init; } = "-";

    public string Output { get; init; } = "-";

    /// <summary>How IR is printed.</summary>
    public PrintOptions Print { get; init; } = PrintOptions.Default;

    public bool AllowUnregistered { get; init; }

    /// <summary>The line between parts of the input that are taken one by one; empty when there are none.</summary>
    public string SplitAt { get; init; } = "";

    /// <summary>The line between the parts that are written.</summary>
    public string OutputMarker { get; init; } = SplitInput.Marker;

    public bool VerifyDiagnostics { get; init; }

    /// <summary>Say with each message about an operation which one it is.</summary>
    public bool ShowsOperations { get; init; } = true;

    /// <summary>Put no module around the operations of the input.</summary>
    public bool NeedsModule { get; init; }

    public bool VerifyRoundtrip { get; init; }

    /// <summary>Verify after each pass.</summary>
    public bool VerifyEach { get; init; } = true;

    public PrintIrOptions PrintIr { get; init; } = new();

    /// <summary>Work on several functions at once.</summary>
    public bool IsParallel { get; init; } = true;

    public bool Statistics { get; init; }

    /// <summary>Report each pass once, whatever its place in the pipeline.</summary>
    public bool StatisticsAsList { get; init; }

    /// <summary>Print the pipeline before it runs.</summary>
    public bool DumpPipeline { get; init; }

    /// <summary>The file to write when a pass fails.</summary>
    public string? CrashReproducer { get; init; }

    /// <summary>The file to write whether a pass fails or not.</summary>
    public string? Reproducer { get; init; }

    /// <summary>Take the passes that the input says it failed in.</summary>
    public bool RunReproducer { get; init; }

    public bool Timing { get; init; }

    /// <summary>Report each name once, the longest time first.</summary>
    public bool TimingAsList { get; init; }

    public bool ShowHelp { get; init; }

    public bool ShowVersion { get; init; }

    public bool ShowDialects { get; init; }

    public bool ListPasses { get; init; }

    /// <summary>The dialect to print as IRDL.</summary>
    public string? EmitIrdl { get; init; }

    /// <summary>Print the operations of all dialects as Markdown.</summary>
    public bool EmitDialectDocs { get; init; }

    /// <summary>Whether there is something to tell that needs no input.</summary>
    public bool IsQuery => ShowHelp || ShowVersion || ShowDialects || ListPasses || EmitDialectDocs || EmitIrdl is not null;

    public IReadOnlyList<PipelineNode> Pipeline { get; init; } = [];
}
