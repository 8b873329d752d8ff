using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>One step of a pipeline and the reason for its place.</summary>
public sealed record Stage(string Name, IPass Pass, string Reason = "");

/// <summary>Passes in order.</summary>
public sealed record Pipeline(params ImmutableArray<Stage> Stages);

/// <summary>What to do around each pass.</summary>
public sealed record PipelineOptions
{
    /// <summary>Verify the IR after each pass; a pass that breaks it is an error that names the pass.</summary>
    public bool VerifyEach { get; init; }

    /// <summary>Called after each pass that went well with its name and the root.</summary>
    public Action<string, Operation>? AfterEach { get; init; }
}

/// <summary>Runs pipelines.</summary>
public static class PipelineRunner
{
    /// <summary>Runs the stages in order on the root. Stops at the first error; false then.</summary>
    public static bool Run(Pipeline pipeline, Operation root, PassContext context, PipelineOptions? options = null) =>
        pipeline.Stages.All(stage => Run(stage, root, context, options ?? new()));

    /// <summary>Runs one stage; false after an error.</summary>
    public static bool Run(Stage stage, Operation root, PassContext context, PipelineOptions options)
    {
        stage.Pass.Run(root, context);
        context.Analyses.EndPass();
        if (options.VerifyEach && !context.Diagnostics.HasErrors) Verify(stage, root, context);
        if (context.Diagnostics.HasErrors) return false;
        options.AfterEach?.Invoke(stage.Name, root);
        return true;
    }

    private static void Verify(Stage stage, Operation root, PassContext context)
    {
        var found = new DiagnosticBag();
        if (!Verifier.Verify(root, context.Ir, found))
            context.Diagnostics.Add(PassDiagnostics.BrokenIr.At(found[0].Location, stage.Name, found[0].Message));
    }
}
