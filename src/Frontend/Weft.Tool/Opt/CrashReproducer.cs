using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Keeps what a pipeline was given, so that a failure can be repeated: IR and pipeline in one file.</summary>
/// <param name="Input">The IR as text, before the first pass.</param>
internal sealed record CrashReproducer(string Path, string Input, OptOptions Options)
{
    public const string ResourceName = "mlir_reproducer";

    /// <summary>The file, in mlir-opt's form.</summary>
    public string Text => $$"""
        {{Input.TrimEnd('\n')}}

        {-#
          external_resources: {
            {{ResourceName}}: {
              pipeline: "builtin.module({{PipelineNode.Text(Options.Pipeline)}})",
              disable_threading: {{Word(!Options.IsParallel)}},
              verify_each: {{Word(Options.VerifyEach)}}
            }
          }
        #-}

        """;

    /// <summary>What to say after the file was written.</summary>
    public Diagnostic Describe(Operation root, (PassNode Pass, Operation Op)? failure)
    {
        var error = Diagnostic.Error(root.Location, "Failures have been detected while processing an MLIR pass pipeline");
        if (failure is not var (pass, op)) return error.WithNote(root.Location, $"reproducer generated at `{Path}`");
        var symbol = op.Attribute("sym_name") is StringAttr { Value: var name } ? $": @{name}" : "";
        return error.WithNote(
            root.Location,
            $"Pipeline failed while executing [`{pass.Title}` on '{op.Name}' operation{symbol}]: reproducer generated at `{Path}`");
    }

    private static string Word(bool value) => value ? "true" : "false";
}
