using System.Text;
using Weft.IR;
using Weft.IR.Text;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool.Opt;

/// <summary>One input from text to text.</summary>
internal sealed class OptJob(OptOptions options, InputChunk input, TimingReport timing, ToolContext context)
{
    private readonly DiagnosticBag _diagnostics = new() { ShowsOperations = options.ShowsOperations && !options.VerifyDiagnostics };
    private readonly IrContext _context = new(StandardDialects.All) { AllowUnregistered = options.AllowUnregistered };

    /// <summary>The printed IR; empty after an error.</summary>
    public ReadOnlyMemory<byte> Output { get; private set; }

    private int Threads => options.IsParallel ? Environment.ProcessorCount : 1;

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
        var reading = new ParseOptions
        {
            Recovers = !options.VerifyDiagnostics, Threads = Threads, NeedsModule = options.NeedsModule,
        };
        if (timing.Measure("parser", "Parser", () => IrParser.ParseModule(
                _context, input.Bytes, input.Name, _diagnostics, reading)) is not { } module
            || !Verifier.Verify(module, _context, _diagnostics, Threads))
            return false;
        if (options.RunReproducer)
        {
            if (new ReproducedRun(_diagnostics).Take(module, options) is not { } reproduced) return false;
            options = reproduced;
        }

        if (options.VerifyRoundtrip && !VerifyRoundtrip(module)) return false;
        if (!Run(module)) return false;
        // It will be about as long as what was read.
        var capacity = input.Bytes.Length + (input.Bytes.Length / 8);
        var isVerified = options.VerifyEach || options.Pipeline.Count == 0;
        Output = timing.Measure("output", "Output", () => Print(module, new(capacity), isVerified));
        return true;
    }

    private bool Run(ModuleOp module)
    {
        if (options.Reproducer is { } file && !Write(new(file, Text(module), options), module)) return false;
        var reproducer = options.CrashReproducer is { } path ? new CrashReproducer(path, Text(module), options) : null;
        var manager = new PassManager(_context, _diagnostics)
        {
            VerifyEach = options.VerifyEach,
            IsParallel = options.IsParallel,
            Observers = [.. Observers()],
        };
        if (options.DumpPipeline) context.Error.Write($"builtin.module({PipelineNode.Text(options.Pipeline)})\n");
        var isDone = manager.Run(options.Pipeline, module);
        if (options.Statistics) StatisticsReport.Write(options.Pipeline, manager, context.Error, options.StatisticsAsList);
        if (isDone || reproducer is null) return isDone;
        if (Write(reproducer, module)) _diagnostics.Add(reproducer.Describe(module, manager.Failure));
        return false;
    }

    private bool Write(CrashReproducer reproducer, ModuleOp module) =>
        context.TryWrite(reproducer.Path, Encoding.UTF8.GetBytes(reproducer.Text)) is not { } why
        || _diagnostics.Error(module.Location, $"cannot open output file '{reproducer.Path}': {why}");

    private IEnumerable<IPassObserver> Observers()
    {
        if (options.Timing) yield return timing;
        if (options.PrintIr.IsOn) yield return new IrDumps(options.PrintIr, Dump, context.Error);
    }

    // What is printed must read back to what prints the same, in both forms.
    private bool VerifyRoundtrip(ModuleOp module)
    {
        foreach (var generic in new[] { false, true })
        {
            var form = new PrintOptions { AssumeVerified = true, Generic = generic, Locations = options.Print.Locations };
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

    private string Text(ModuleOp verified) => ByteText.Decode(Print(verified, new(), isVerified: true).Span);

    private string Dump(Operation op) => ByteText.Decode(Print(op, new(), isVerified: false, withExternal: false).Span);

    private ReadOnlyMemory<byte> Print(Operation op, Utf8Writer output, bool isVerified, bool withExternal = true)
    {
        var form = options.Print with
        {
            AssumeVerified = options.Print.AssumeVerified || isVerified, ExternalResources = withExternal, Threads = Threads,
        };
        IrPrinter.Print(op, output, form);
        // mlir-opt leaves a line free behind a file.
        if (op.Parent is null && !options.Print.LocalScope) output.Write('\n');
        return output.Written;
    }

    private void Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new Lazy<string>(() => input.Text);
        new DiagnosticRenderer(context.Error, _ => text.Value, indent: "").Render(diagnostics);
    }
}
