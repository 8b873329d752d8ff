using Weft.Frontend.Tests.Packages;

namespace Weft.Tool.Tests.Packages;

/// <summary>The tool as users have it: installed from a feed, outside the repository.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly OutsideFolder _folder = new();

    [Fact]
    public void The_installed_tool_checks_and_runs_a_kernel()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var project = Path.Combine(Checkout.Root, "src", "Frontend", "Weft.Tool", "Weft.Tool.csproj");
        _folder.Dotnet("pack", project, "--no-build", "-p:BuildProjectReferences=false", "-c", configuration, "-o", _folder.PathOf("feed"));
        _folder.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="local" value="feed" /></packageSources>
            </configuration>
            """);
        _folder.Dotnet("tool", "install", "Weft.Tool", "--tool-path", "tools");
        _folder.Write("twice.weft", "kernel twice(x: f32) -> y: f32 { y = 2 * x }\n");
        var weft = _folder.PathOf(Path.Combine("tools", OperatingSystem.IsWindows() ? "weft.exe" : "weft"));
        Assert.Contains("kernel twice(", _folder.Run(weft, [], "check", "twice.weft").Output, StringComparison.Ordinal);
        var run = _folder.Run(weft, [], "run", "twice.weft", "twice", "--arg", "x=21", "--target", "interp");
        Assert.Contains("42", run.Output + run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
