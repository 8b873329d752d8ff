using Weft.Tool;

namespace Weft.Conformance;

/// <summary>The tool's commands, run in this process with a limit of time.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public sealed record Result(bool Succeeded, string Output, string Messages);

    public static Result Opt(string text, IReadOnlyList<string> flags, bool allowUnregistered = true) =>
        Run(text, ["opt", "-", .. allowUnregistered ? ["--allow-unregistered-dialect"] : Array.Empty<string>(), .. flags]);

    public static Result RunProgram(string path, string target) => Run("", ["run", path, "-e", "main", "--target", target]);

    /// <summary>As <see cref="RunProgram"/>, of a program that is no file yet.</summary>
    public static Result RunText(string program, string target)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".mlir");
        File.WriteAllText(file, program);
        try
        {
            return RunProgram(file, target);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Result Run(string input, string[] arguments)
    {
        var (output, messages) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = ExitCode.Internal;
        // What the oracle prints was read from a pipe.
        var context = new ToolContext(new StringReader(input), output, messages, Path.GetTempPath()) { IsOutputPiped = true };
        // A thread of its own: what does not end in time is left behind.
        var thread = new Thread(() => code = Execute(context, arguments))
        {
            IsBackground = true,
        };
        thread.Start();
        return thread.Join(Limit) ? new(code == ExitCode.Done, output.ToString(), messages.ToString()) : new(false, "", "");
    }

    private static ExitCode Execute(ToolContext context, string[] arguments)
    {
        try
        {
            return Commands.Run(context, arguments);
        }
#pragma warning disable CA1031 // Whatever it is: this file fails, the others are still to be measured.
        catch (Exception mistake)
#pragma warning restore CA1031
        {
            context.Error.WriteLine(mistake);
            return ExitCode.Internal;
        }
    }
}
