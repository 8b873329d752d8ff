namespace Weft.Tool.Tests;

public sealed class NewTests
{
    [Theory]
    [InlineData("kernel", "swirl.pgm")]
    [InlineData("workflow", "swirl.pgm")]
    public void The_steps_that_it_prints_work(string template, string result)
    {
        using var work = new Workplace();
        var lines = work.Run($"new swirl --template {template}").Succeeds().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var steps = lines.SkipWhile(line => line != "next:").Skip(1).Select(line => line.Trim()).ToList();
        Assert.NotEmpty(steps);
        foreach (var step in steps) work.Run(step["weft ".Length..]).Succeeds();
        Assert.Contains(result, work.Files);
        work.Run("fmt --check swirl.weft").Succeeds();
        Assert.Equal("", work.Run("check swirl.weft").Error);
    }

    [Fact]
    public void A_project_refers_to_the_package_of_this_version()
    {
        using var work = new Workplace();
        Assert.Equal(
            "wrote Demo/Demo.csproj\nwrote Demo/Program.cs\nnext:\n  dotnet run --project Demo\n",
            work.Run("new Demo --template csharp").Succeeds());
        Assert.Contains(
            $"Include=\"Weft\" Version=\"{Commands.Version}\"",
            File.ReadAllText(work.At("Demo/Demo.csproj")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        using var work = new Workplace().With("mine.weft", "const A = 1\n");
        work.Run("new mine").Fails(ExitCode.BadInput, "WF1218: 'mine.weft'");
        Directory.CreateDirectory(work.At("Demo"));
        work.With("Demo/Program.cs", "mine");
        work.Run("new Demo --template csharp").Fails(ExitCode.BadInput, "WF1218: 'Demo/Program.cs'");
        Assert.Equal("const A = 1\n", File.ReadAllText(work.At("mine.weft")));
        Assert.False(File.Exists(work.At("Demo/Demo.csproj")));
    }

    [Theory]
    [InlineData("new a-b", "'a-b' cannot be a name")]
    [InlineData("new ../x", "cannot be a name")]
    [InlineData("new x --template kernl", "did you mean 'kernel'?")]
    public void Mistakes_are_named(string commandLine, string message)
    {
        using var work = new Workplace();
        work.Run(commandLine).Fails(ExitCode.BadUsage, message);
        Assert.Empty(work.Files);
    }
}
