using Weft.IR;
using Weft.IR.Text;

namespace Weft.Tool.Opt;

/// <summary><c>weft opt</c>: reads IR, runs passes, prints the IR; flags, messages and output are mlir-opt's.</summary>
public sealed class OptCommand(ToolContext context, RegisteredPasses passes)
{
    public ExitCode Run(IReadOnlyList<string> arguments)
    {
        var parser = new OptArguments(passes);
        if (parser.Parse(arguments) is not { } options)
        {
            parser.WriteMistakes(context.Error);
            return ExitCode.BadUsage;
        }

        if (options.ShowDialects || options.ListPasses) return List(options);
        if (context.Read(options.Input) is not { } text) return ExitCode.BadInput;
        if (options.Output == "-") return Process(options, text, context.Out);
        try
        {
            using var output = new StreamWriter(context.Resolve(options.Output));
            return Process(options, text, output);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"error: cannot open output file '{options.Output}': {mistake.Message}");
            return ExitCode.BadInput;
        }
    }

    private ExitCode List(OptOptions options)
    {
        if (options.ShowDialects)
            context.Out.WriteLine(
                $"Available Dialects: {string.Join(",", StandardDialects.All.Select(d => d.Name).Order(StringComparer.Ordinal))}");
        if (options.ListPasses)
            foreach (var pass in passes.All)
                context.Out.WriteLine($"  --{pass.Name,-32} {pass.Description}");
        return ExitCode.Done;
    }

    private ExitCode Process(OptOptions options, string text, TextWriter output)
    {
        var file = options.Input == "-" ? "<stdin>" : options.Input;
        var result = ExitCode.Done;
        var isFirst = true;
        var timing = new TimingReport();
        foreach (var chunk in SplitInput.Chunks(file, text, options.SplitInput))
        {
            if (!isFirst) output.Write(SplitInput.Marker + "\n");
            isFirst = false;
            var job = new OptJob(options, chunk, timing, context.Error);
            if (!job.Run()) result = ExitCode.BadInput;
            output.Write(job.Output);
        }

        if (options.Timing) timing.Write(context.Error);
        return result;
    }
}
