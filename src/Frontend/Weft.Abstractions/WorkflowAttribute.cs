namespace Weft;

/// <summary>
/// Marks a static method that calls kernels and other workflows. The method stays ordinary C#; beside it appears a class named after it,
/// <c>DiffuseWorkflow</c> for <c>Diffuse</c>, whose <c>Launch</c> runs all of it as one compiled program.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>Where a server may run it, for example <c>gpu(0.2) else cpu</c>; anywhere when nothing is said.</summary>
    public string? At { get; set; }

    /// <summary>How long a run on a server may take, for example <c>5ms</c>.</summary>
    public string? Deadline { get; set; }
}
