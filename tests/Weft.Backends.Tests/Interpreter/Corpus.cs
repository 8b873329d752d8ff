using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>The conformance corpus, which is not part of the repository: tests that need it are skipped where it is absent.</summary>
internal static class Corpus
{
    private const string Archive = "shared/conformance/mlir/mlir-corpus.tar.xz";

    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>Names an unpacked corpus.</summary>
    public const string Variable = "WEFT_MLIR_CORPUS";

    public static string[] ReadLines(string file)
    {
        Assert.SkipWhen(Folder.Value is null, $"no MLIR corpus: set {Variable} to its folder, or put {Archive} above the repository");
        return File.ReadAllLines(Path.Combine(Folder.Value!, file));
    }

    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
        : FindArchive() is { } archive ? Unpack(archive)
        : null;

    private static string? FindArchive([CallerFilePath] string source = "")
    {
        foreach (var start in new[] { source, AppContext.BaseDirectory })
            for (var folder = Directory.GetParent(start); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, Archive) is var archive && File.Exists(archive))
                    return archive;
        return null;
    }

    // Unpacked once per version of the archive; moving a finished folder into place makes parallel test runs safe.
    private static string? Unpack(string archive)
    {
        var stamp = $"{new FileInfo(archive).Length:x}-{File.GetLastWriteTimeUtc(archive).Ticks:x}";
        var target = Path.Combine(Path.GetTempPath(), $"weft-mlir-corpus-{stamp}");
        if (Directory.Exists(target)) return target;
        var fresh = Directory.CreateTempSubdirectory("weft-mlir-corpus-").FullName;
        using var tar = Process.Start("tar", ["-xJf", archive, "-C", fresh]);
        tar.WaitForExit();
        if (tar.ExitCode != 0) return null;
        try
        {
            Directory.Move(fresh, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return target;
    }
}
