[assembly: AssemblyFixture(typeof(Weft.KaaS.Tests.RunDirectory))]

namespace Weft.KaaS.Tests;

/// <summary>One temporary directory for all that a run of these tests writes; it goes when the run ends.</summary>
public sealed class RunDirectory : IDisposable
{
    private static readonly DirectoryInfo Root = Directory.CreateTempSubdirectory("weft-kaas-");

    /// <summary>A new, empty directory in it.</summary>
    public static string New() => Root.CreateSubdirectory(Path.GetRandomFileName()).FullName;

    public void Dispose() => Root.Delete(recursive: true);
}
