using System.Diagnostics;
using Weft.FileTests.Running;
using Xunit;

namespace Weft.FileTests;

/// <summary>Where LLVM is installed, file tests marked <c>// AS-MLIR-OPT</c> are also held to mlir-opt itself: same flags, same
/// text.</summary>
public sealed class MlirOptTests
{
    private const string Installed = "/usr/lib/llvm-19/bin/mlir-opt";
    private const string Mark = "// AS-MLIR-OPT";

    public static TheoryData<string> Files =>
        [.. FileTests.Paths().Where(file => File.ReadLines(Path.Combine(FileTests.Root(), file)).Contains(Mark))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Prints_what_mlir_opt_prints(string file)
    {
        Assert.SkipUnless(File.Exists(Installed), "mlir-opt of LLVM 19 is not installed");
        var test = new FileTest(Path.Combine(FileTests.Root(), file));
        Assert.Equal(Normal(await RunMlirOpt(test)), Normal(test.FirstOutput()));
    }

    private static async Task<string> RunMlirOpt(FileTest test)
    {
        var flags = test.FirstCommand.Words.Where(w => w.StartsWith('-'));
        var start = new ProcessStartInfo(Installed, flags) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        // CHECK lines may hold the marker at which mlir-opt divides its input.
        await process.StandardInput.WriteAsync(CheckWriter.WithoutChecks(test.Text));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static string Normal(string text) => string.Join('\n', text.Trim().Split('\n').Select(line => line.TrimEnd()));
}
