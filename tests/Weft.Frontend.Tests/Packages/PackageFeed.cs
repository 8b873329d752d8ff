using System.IO.Compression;
using Weft.Frontend.Tests.Dsl;

namespace Weft.Frontend.Tests.Packages;

/// <summary>A feed with the package as it is built now, and the settings of a folder that restores from it.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly OutsideFolder _folder = new();

    public PackageFeed()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var package = Path.Combine(Repository.Root, "src", "Frontend", "Weft", "Weft.csproj");
        _folder.Dotnet("pack", package, "--no-build", "-p:BuildProjectReferences=false", "-c", configuration, "-o", _folder.PathOf("feed"));
    }

    /// <summary>What is in the package.</summary>
    public IReadOnlyList<string> Files
    {
        get
        {
            using var package = ZipFile.OpenRead(Directory.GetFiles(_folder.PathOf("feed"), "Weft.*.nupkg").Single());
            return [.. package.Entries.Select(entry => entry.FullName)];
        }
    }

    /// <summary>A folder whose projects get the package from the feed, and others only from what is on this machine already.</summary>
    public OutsideFolder NewFolder()
    {
        var folder = new OutsideFolder();
        folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="local" value="{_folder.PathOf("feed")}" /></packageSources>
              <fallbackPackageFolders><add key="installed" value="{InstalledPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        return folder;
    }

    private static string InstalledPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public void Dispose() => _folder.Dispose();
}
