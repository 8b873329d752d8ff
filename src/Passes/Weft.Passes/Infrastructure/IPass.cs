using Weft.IR;

namespace Weft.Passes;

/// <summary>A transformation of IR. Valid IR goes in, valid IR comes out; everything else it needs is in the context.</summary>
public interface IPass
{
    void Run(Operation root, PassContext context);
}

/// <summary>What a pass may use besides the IR.</summary>
/// <param name="Ir">The context of the IR's types and attributes.</param>
/// <param name="Diagnostics">Errors end the pipeline.</param>
/// <param name="Remarks">What was done and why, for <c>weft explain</c>.</param>
public sealed record PassContext(IrContext Ir, DiagnosticBag Diagnostics, RemarkLog Remarks)
{
    /// <summary>What is known about the operation that the pass runs on.</summary>
    public AnalysisManager Analyses { get; init; } = new();

    /// <summary>The processor that the code is for.</summary>
    public CpuModel Machine { get; init; } = CpuModel.Avx512;

    /// <summary>What somebody asks of plans beside that.</summary>
    public PlanSettings Plan { get; init; } = PlanSettings.Automatic;

    /// <summary>Where the pass counts what it does.</summary>
    public PassStatistics Statistics { get; init; } = new();
}
