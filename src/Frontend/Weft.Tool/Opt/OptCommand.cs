using System.Text;
using Weft.IR;
using Weft.IR.Export;
using Weft.IR.Text;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool.Opt;

/// <summary><c>weft opt</c>: reads IR, runs passes, prints the IR; flags, messages and output are mlir-opt's.</summary>
public sealed class OptCommand(ToolContext context)
{
    public ExitCode Run(IReadOnlyList<string> arguments)
    {
        var parser = new OptArguments();
        if (parser.Parse(arguments) is not { } options)
        {
            parser.WriteMistakes(context.Error);
            return ExitCode.BadUsage;
        }

        if (options.IsQuery) return Answer(options);
        if (Read(options.Input) is not { } text) return ExitCode.BadInput;
        if (options.Output == "-") return Process(options, text, context.WriteOut);
        var output = new Utf8Writer();
        var result = Process(options, text, part => output.WriteBytes(part.Span));
        // After an error the file stays as it was.
        return result != ExitCode.Done || Write(options.Output, output.Written) ? result : ExitCode.BadInput;
    }

    private byte[]? Read(string path)
    {
        if (path == "-") return context.ReadIn();
        try
        {
            return File.ReadAllBytes(context.Resolve(path));
        }
        catch (Exception problem) when (FileProblem.Is(problem))
        {
            CannotOpen("input", path, FileProblem.Describe(problem, context.Resolve(path)));
            return null;
        }
    }

    private bool Write(string path, ReadOnlyMemory<byte> text)
    {
        if (context.TryWrite(path, text) is not { } why) return true;
        CannotOpen("output", path, why);
        return false;
    }

    // mlir-opt's words.
    private void CannotOpen(string kind, string path, string why) =>
        context.Error.WriteLine($"error: cannot open {kind} file '{path}': {why}");

    private ExitCode Answer(OptOptions options)
    {
        if (options.ShowHelp) WriteHelp();
        if (options.ShowVersion) context.Out.WriteLine($"weft {Commands.Version}");
        if (options.ShowDialects)
            context.Out.WriteLine(
                $"Available Dialects: {string.Join(",", StandardDialects.All.Select(d => d.Name).Order(StringComparer.Ordinal))}");
        if (options.ListPasses) ListPasses();
        if (options.EmitDialectDocs) context.Out.Write(DialectTable.Write(StandardDialects.All));
        if (options.EmitIrdl is not { } name) return ExitCode.Done;
        if (StandardDialects.All.FirstOrDefault(d => d.Name == name) is not { } dialect)
        {
            context.Error.WriteLine($"weft opt: error: there is no dialect '{name}'; --show-dialects shows all");
            return ExitCode.BadUsage;
        }

        context.Out.Write(IrdlModule.Write(dialect));
        return ExitCode.Done;
    }

    private void WriteHelp()
    {
        context.Out.WriteLine("usage: weft opt [FILE.mlir|-] [--PASS[=OPTION=VALUE ...]] [--pass-pipeline=PIPELINE] ...");
        foreach (var flag in OptFlags.All)
            context.Out.WriteLine($"  {(flag.Name.Length == 1 ? "-" : "--") + flag.Name,-30} {flag.Description}");
    }

    private void ListPasses()
    {
        foreach (var pass in PassRegistry.All)
        {
            context.Out.WriteLine($"  --{pass.Name,-32} {pass.Description}");
            foreach (var option in pass.Options) context.Out.WriteLine($"      {option.Name}={option.Default}");
        }
    }

    private ExitCode Process(OptOptions options, byte[] text, Action<ReadOnlyMemory<byte>> write)
    {
        var file = options.Input == "-" ? "<stdin>" : options.Input;
        var result = ExitCode.Done;
        var isFirst = true;
        var timing = new TimingReport();
        RoomForModule.MakeForText(text.Length);
        foreach (var chunk in SplitInput.Chunks(file, text, options.SplitAt))
        {
            if (!isFirst) write(Encoding.UTF8.GetBytes(options.OutputMarker + "\n"));
            isFirst = false;
            var job = new OptJob(options, chunk, timing, context);
            if (!job.Run()) result = ExitCode.BadInput;
            write(job.Output);
        }

        if (options.Timing) timing.Write(context.Error, options.TimingAsList);
        return result;
    }
}
