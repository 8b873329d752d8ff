using Weft.FileTests.Running;
using Xunit;

namespace Weft.FileTests;

/// <summary>Where LLVM is installed, file tests marked <c>// AS-MLIR-OPT</c> are also held to mlir-opt itself: same flags, same
/// text. What those marked <c>// READ-BY-MLIR-OPT</c> print, it reads and prints as it is.</summary>
public sealed class MlirOptTests
{
    public static TheoryData<string> Files => Marked("// AS-MLIR-OPT");

    public static TheoryData<string> Read => Marked("// READ-BY-MLIR-OPT");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Prints_what_mlir_opt_prints(string file)
    {
        Assert.SkipUnless(MlirOpt.IsInstalled, MlirOpt.Missing);
        var test = new FileTest(Path.Combine(FileTests.Root, file));
        Assert.Equal(Normal(await Expected(test)), Normal(test.FirstOutput()));
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task Prints_what_mlir_opt_reads(string file)
    {
        Assert.SkipUnless(MlirOpt.Reader is not null, MlirOpt.Missing);
        var printed = new FileTest(Path.Combine(FileTests.Root, file)).FirstOutput();
        Assert.Equal(Normal((await MlirOpt.Read(printed)).Output), Normal(printed));
    }

    private static TheoryData<string> Marked(string mark) =>
        [.. FileTests.Paths().Where(file => File.ReadLines(Path.Combine(FileTests.Root, file)).Contains(mark))];

    // CHECK lines may hold the marker at which mlir-opt divides its input.
    private static async Task<string> Expected(FileTest test) =>
        (await MlirOpt.Run(CheckWriter.WithoutChecks(test.Text), test.FirstCommand.Words.Where(w => w.StartsWith('-')))).Output;

    private static string Normal(string text) => string.Join('\n', text.Trim().Split('\n').Select(line => line.TrimEnd()));
}
