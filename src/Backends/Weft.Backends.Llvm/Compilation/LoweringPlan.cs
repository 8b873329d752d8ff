using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Our part of a compilation.</summary>
/// <param name="Machine">What the code is for.</param>
internal sealed record LoweringPlan(Pipeline Pipeline, CpuModel Machine, PipelineOptions? Options = null);
