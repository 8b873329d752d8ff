using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Our part of a compilation.</summary>
/// <param name="Machine">What the code is for.</param>
internal sealed record LoweringPlan(Pipeline Pipeline, CpuModel Machine, PipelineOptions? Options = null)
{
    /// <summary>What is asked of the passes' plans.</summary>
    public PlanSettings Settings { get; init; } = PlanSettings.Automatic;
}
