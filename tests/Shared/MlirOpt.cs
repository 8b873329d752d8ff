using System.Diagnostics;

namespace Weft.Tests;

/// <summary>The tool that <c>weft opt</c> is held to, where it is installed.</summary>
internal static class MlirOpt
{
    public const string Program = "/usr/lib/llvm-19/bin/mlir-opt";

    /// <summary>Why a test that needs it is skipped.</summary>
    public const string Missing = "mlir-opt of LLVM 19 is not installed";

    public sealed record Answer(bool Succeeded, string Output, string Messages);

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>A version of it, whichever is installed: all of them read what is in use.</summary>
    public static string? Reader => Array.Find(["/usr/lib/llvm-22/bin/mlir-opt", Program], File.Exists);

    /// <summary>What it makes of a text.</summary>
    public static Task<Answer> Run(string text, params IEnumerable<string> flags) => Run(Program, text, flags);

    /// <summary>What a reader prints of a text as it is.</summary>
    public static Task<Answer> Read(string text) => Run(Reader!, text, []);

    private static async Task<Answer> Run(string program, string text, IEnumerable<string> flags)
    {
        var start = new ProcessStartInfo(program, flags)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // Read while it reads: neither side waits for room in a pipe.
        var (output, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode == 0, await output, await messages);
    }
}
