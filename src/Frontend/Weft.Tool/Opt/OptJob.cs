using System.Diagnostics;
using Weft.IR;
using Weft.IR.Text;

namespace Weft.Tool.Opt;

/// <summary>One input from text to text.</summary>
internal sealed class OptJob(OptOptions options, InputChunk input, TextWriter error)
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
        if (IrParser.ParseModule(_context, input.Text, input.Name, _diagnostics) is not { } module
            || !Verifier.Verify(module, _context, _diagnostics))
            return false;
        if (options.VerifyRoundtrip && !VerifyRoundtrip(module)) return false;
        foreach (var step in options.Steps)
            if (!RunStep(step, module))
                return false;
        Output = Print(module);
        return true;
    }

    private bool RunStep(IPassStep step, ModuleOp module)
    {
        var start = Stopwatch.GetTimestamp();
        if (!step.Run(module, _context, _diagnostics)) return false;
        if (options.Timing) error.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds,10:F4} s  {step.Name}");
        if (options.PrintAfterAll || options.PrintAfter.Contains(step.Name))
            error.Write($"// -----// IR Dump After {step.Name} //----- //\n{Print(module)}\n");
        return !options.VerifyEach || Verifier.Verify(module, _context, _diagnostics);
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

    private string Print(ModuleOp module) =>
        IrPrinter.ToText(module, new PrintOptions { Generic = options.Generic, Locations = options.Locations }) + "\n\n";

    private void Render(IEnumerable<Diagnostic> diagnostics) =>
        new DiagnosticRenderer(error, _ => input.Text, indent: "").Render(diagnostics);
}
