using Weft.IR;
using Weft.IR.Text;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>What a crash reproducer says about its run, beside the IR: see <see cref="CrashReproducer"/>.</summary>
internal sealed class ReproducedRun(DiagnosticBag diagnostics)
{
    /// <summary>The options with those of the file, whose passes come first. The file's resource goes. Null after recording a
    /// mistake.</summary>
    public OptOptions? Take(ModuleOp module, OptOptions options)
    {
        var resources = module.Metadata.ExternalResources;
        if (resources.FirstOrDefault(group => group.Name == CrashReproducer.ResourceName) is not { } reproducer) return options;
        module.Metadata = module.Metadata with { ExternalResources = resources.Remove(reproducer) };
        var errors = diagnostics.ErrorCount;
        foreach (var entry in reproducer.Entries) options = Apply(options, entry, module.Location);
        return diagnostics.ErrorCount == errors ? options : null;
    }

    private OptOptions Apply(OptOptions options, Resource entry, Location location)
    {
        switch (entry)
        {
            case { Key: "pipeline", Kind: ResourceKind.String }:
                var pipeline = new PipelineText(CrashReproducer.ResourceName, entry.Text, diagnostics).ParseForModule() ?? [];
                return options with { Pipeline = [.. pipeline, .. options.Pipeline] };
            case { Key: "disable_threading", Kind: ResourceKind.Bool }:
                return options with { IsParallel = entry.Text != "true" };
            case { Key: "verify_each", Kind: ResourceKind.Bool }:
                return options with { VerifyEach = entry.Text == "true" };
        }

        diagnostics.Error(location, entry.Key switch
        {
            "pipeline" => "expected string value for key 'pipeline'",
            "disable_threading" or "verify_each" => $"expected 'true' or 'false' value for key '{entry.Key}'",
            _ => $"unknown '{CrashReproducer.ResourceName}' resource key '{entry.Key}'",
        });
        return options;
    }
}
