using Weft.Tool;
using Xunit;

namespace Weft.FileTests;

/// <summary>What file tests cannot say of <c>weft opt</c>: its exit codes, and which stream gets what.</summary>
public sealed class OptTests
{
    private const string Good = "func.func @f() {\n  return\n}\n";

    [Theory]
    [InlineData(ExitCode.Done, Good, "-")]
    [InlineData(ExitCode.Done, Good, "--show-dialects")]
    [InlineData(ExitCode.Done, Good, "--list-passes")]
    [InlineData(ExitCode.BadInput, "func.func @f( {", "-")]
    [InlineData(ExitCode.BadInput, "func.func @f() {\n}\n", "-")]
    [InlineData(ExitCode.BadInput, Good, "no-such-file.mlir")]
    [InlineData(ExitCode.BadInput, Good, "--verify-diagnostics", "-o", "/no/such/folder/out")]
    [InlineData(ExitCode.BadUsage, Good, "--no-such-pass")]
    [InlineData(ExitCode.BadUsage, Good, "--pass-pipeline=builtin.module(")]
    [InlineData(ExitCode.BadUsage, Good, "--mlir-print-ir-after=no-such-pass")]
    [InlineData(ExitCode.BadUsage, Good, "a.mlir", "b.mlir")]
    [InlineData(ExitCode.BadUsage, Good, "--verify-each=perhaps")]
    [InlineData(ExitCode.BadUsage, Good, "--mlir-print-ir-after-all=perhaps")]
    [InlineData(ExitCode.BadUsage, Good, "--mlir-pass-pipeline-crash-reproducer")]
    [InlineData(ExitCode.BadUsage, Good, "--emit-irdl")]
    public void Exit_codes(ExitCode expected, string input, params string[] arguments)
    {
        var (code, _, error) = Run(input, arguments);
        Assert.Equal(expected, code);
        Assert.Equal(expected == ExitCode.Done, error.Length == 0);
    }

    [Fact]
    public void Output_and_reports_go_their_own_ways()
    {
        var (code, output, error) = Run(Good, "--cse", "--mlir-print-ir-after-all", "--mlir-timing");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal("module {\n  func.func @f() {\n    return\n  }\n}\n\n", output);
        Assert.StartsWith("// -----// IR Dump After CSE (cse) //----- //\nmodule {\n", error, StringComparison.Ordinal);
        Assert.Contains("... Execution time report ...", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_for_the_output_takes_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Equal((ExitCode.Done, "", ""), Run(Good, "-", "-o", file));
            Assert.StartsWith("module {", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_reproducer_runs_again()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (_, output, _) = Run(Good, "--canonicalize", "--cse", $"--mlir-generate-reproducer={file}");
            Assert.Contains("pipeline: \"builtin.module(canonicalize", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.Equal((ExitCode.Done, output, ""), Run(File.ReadAllText(file), "--run-reproducer"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_reproducer_that_cannot_be_written_is_a_mistake_of_the_input()
    {
        var (code, output, error) = Run(Good, "--cse", "--mlir-generate-reproducer=/no/such/folder/file");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("/no/such/folder/file", error, StringComparison.Ordinal);
    }

    private static (ExitCode Code, string Output, string Error) Run(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Commands.Run(new ToolContext(new StringReader(input), output, error, Path.GetTempPath()), ["opt", .. arguments]);
        return (code, output.ToString(), error.ToString());
    }
}
