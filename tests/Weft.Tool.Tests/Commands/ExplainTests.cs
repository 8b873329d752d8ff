namespace Weft.Tool.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("", "stages\n  lower-workflows")]
    [InlineData("", "y += a * x")]
    [InlineData("", "  proved   ")]
    [InlineData("--level ir", "// lowered IR")]
    [InlineData("--level ir", "wf.parallel_call")]
    [InlineData("--level llvm", "define void @weft_saxpy(")]
    [InlineData("--level asm", "weft_saxpy:")]
    [InlineData("--level all", "; LLVM text")]
    [InlineData("--level all", "# assembly")]
    public void Explain_shows_each_level(string level, string content)
    {
        using var work = Sources.Prepare();
        Assert.Contains(content, work.Run($"explain k.weft saxpy {level}".TrimEnd()).Succeeds(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_is_not_there_is_wrong_usage()
    {
        using var work = Sources.Prepare();
        work.Run("explain k.weft saxpy --level quantum").Fails(ExitCode.BadUsage, "quantum");
    }

    [Fact]
    public void Devices_are_listed()
    {
        using var work = new Workplace();
        Assert.Matches("^interp   the reference interpreter\ncpu      .+, [0-9]+ threads, LLVM [0-9.]+.*\n$", work.Run("devices").Succeeds());
        Assert.StartsWith("interp", work.Run("devices --explain").Succeeds(), StringComparison.Ordinal);
    }

    [Fact]
    public void Opt_runs_passes()
    {
        using var work = new Workplace().With("a.mlir", "func.func @f() -> i32 {\n  %0 = arith.constant 1 : i32\n  %1 = arith.constant 1 : i32\n  return %0 : i32\n}\n");
        Assert.DoesNotContain("%c1_i32_0", work.Run("opt a.mlir --cse").Succeeds(), StringComparison.Ordinal);
        Assert.Contains("canonicalize", work.Run("opt --list-passes").Succeeds(), StringComparison.Ordinal);
        work.Run("opt missing.mlir").Fails(ExitCode.BadInput, "error: cannot open input file 'missing.mlir': there is no such file");
        work.Run("opt a.mlir --no-such-pass").Fails(ExitCode.BadUsage, "no-such-pass");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("run")]
    [InlineData("explain")]
    [InlineData("devices")]
    [InlineData("serve")]
    [InlineData("deploy")]
    [InlineData("invoke")]
    [InlineData("list")]
    [InlineData("undeploy")]
    public void Every_command_has_help(string command)
    {
        using var work = new Workplace();
        var help = work.Run($"{command} --help").Succeeds();
        Assert.Contains("--diagnostics <json|sarif|text>", help, StringComparison.Ordinal);
        Assert.Contains($"  {command}", work.Run("--help").Succeeds(), StringComparison.Ordinal);
    }
}
