using System.Diagnostics;
using Weft.Frontend.Tests.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>The package as a user has it: a project outside the repository that references it and nothing else.</summary>
public sealed class PackageTests : IDisposable
{
    // As the README says it; the sample is the program.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Weft" Version="*" />
          </ItemGroup>
        </Project>
        """;

    // Nothing from elsewhere, and no trace in the user's own package folder.
    private const string Feeds = """
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="local" value="feed" /></packageSources>
        </configuration>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weft-package-");

    [Fact]
    public void A_project_with_the_package_builds_and_runs()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var package = Path.Combine(Repository.Root, "src", "Frontend", "Weft", "Weft.csproj");
        var feed = Path.Combine(_folder.FullName, "feed");
        Dotnet("pack", package, "--no-build", "-p:BuildProjectReferences=false", "-c", configuration, "-o", feed);

        var sample = Path.Combine(Repository.Root, "samples", "Saxpy");
        File.WriteAllText(Path.Combine(_folder.FullName, "Outside.csproj"), Project);
        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), Feeds);
        File.Copy(Path.Combine(sample, "Program.cs"), Path.Combine(_folder.FullName, "Program.cs"));
        Dotnet("build", "-m:1", "--nologo", "-o", "out");
        Assert.Equal(File.ReadAllText(Path.Combine(sample, "expected.txt")), Dotnet("exec", Path.Combine("out", "Outside.dll")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Variables of a build that runs the tests would steer this one.
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))];
        foreach (var name in inherited) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        // Nothing stays behind: no worker that waits for the next build, and no file outside the folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["TMPDIR"] = _folder.CreateSubdirectory("tmp").FullName;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        return output;
    }
}
