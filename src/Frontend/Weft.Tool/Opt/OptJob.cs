using Weft.IR;
using Weft.IR.Text;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>One input from text to text.</summary>
internal sealed class OptJob(OptOptions options, InputChunk input, TimingReport timing, TextWriter error)
{
    private readonly DiagnosticBag _diagnostics = new();
    private readonly IrContext _context = new(StandardDialects.All) { AllowUnregistered = options.AllowUnregistered };

    /// <summary>The printed IR; empty after an error.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Whether all went well; with <c>--verify-diagnostics</c>, whether the diagnostics are those expected.</summary>
    public bool Run()
    {
        var isDone = Transform();
        if (!options.VerifyDiagnostics)
        {
            Render(_diagnostics);
            return isDone;
        }

        var mistakes = new ExpectedDiagnostics(input.Text).Compare(_diagnostics, input.Name);
        Render(mistakes);
        return mistakes.Count == 0;
    }

    private bool Transform()
    {
        // Who compares messages with mlir-opt's expects no more than the first of the parser.
        if (timing.Measure("parser", "Parser", () => IrParser.ParseModule(
                _context, input.Text, input.Name, _diagnostics, recovers: !options.VerifyDiagnostics)) is not { } module
            || !Verifier.Verify(module, _context, _diagnostics))
            return false;
        if (options.VerifyRoundtrip && !VerifyRoundtrip(module)) return false;
        if (!Run(options.Pipeline, module)) return false;
        Output = timing.Measure("output", "Output", () => Print(module));
        return true;
    }

    private bool Run(IEnumerable<PipelineNode> pipeline, Operation root) => pipeline.All(node => node switch
    {
        PassNode pass => timing.Measure(pass, pass.Title, () => Run(pass, root)),
        NestedNode nested => timing.Measure(nested, $"'{nested.Anchor}' Pipeline", () => Run(nested, root)),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private bool Run(NestedNode nested, Operation root)
    {
        var anchors = root.Regions.SelectMany(r => r.Ops).Where(op => op.Name == nested.Anchor).ToList();
        return anchors.TrueForAll(op => Run(nested.Nodes, op));
    }

    private bool Run(PassNode pass, Operation root)
    {
        var context = new PassContext(_context, _diagnostics, new RemarkLog());
        if (!PipelineRunner.Run(pass.Stage, root, context, new() { VerifyEach = options.VerifyEach })) return false;
        if (options.PrintAfterAll || options.PrintAfter.Contains(pass.Stage.Name))
            error.Write($"// -----// IR Dump After {pass.Title} ({pass.Stage.Name}) //----- //\n{Print(root)}\n");
        return true;
    }

    // What is printed must read back to what prints the same, in both forms.
    private bool VerifyRoundtrip(ModuleOp module)
    {
        foreach (var generic in new[] { false, true })
        {
            var form = new PrintOptions { Generic = generic, Locations = options.Locations };
            var printed = IrPrinter.ToUtf8(module, form);
            var diagnostics = new DiagnosticBag();
            if (IrParser.ParseModule(_context, printed, "<roundtrip>", diagnostics) is { } again
                && IrPrinter.ToUtf8(again, form).AsSpan().SequenceEqual(printed))
                continue;
            var why = diagnostics.Count > 0 ? diagnostics[0].ToString() : "it prints differently";
            return _diagnostics.Error(module.Location, $"roundtrip failed in {(generic ? "generic" : "custom")} form: {why}");
        }

        return true;
    }

    // mlir-opt leaves a line free behind a module.
    private string Print(Operation op)
    {
        var text = IrPrinter.ToText(op, new PrintOptions { Generic = options.Generic, Locations = options.Locations });
        return text + (op is ModuleOp ? "\n\n" : "\n");
    }

    private void Render(IEnumerable<Diagnostic> diagnostics) =>
        new DiagnosticRenderer(error, _ => input.Text, indent: "").Render(diagnostics);
}
