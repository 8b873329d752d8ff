namespace Weft.Tool.Tests;

/// <summary>Processes that share the user's cache.</summary>
public sealed class CacheTests
{
    private const string Expected = "12.0 24.0 36.0 48.0";

    [Fact]
    public void Processes_share_a_cache_and_mistrust_what_was_changed()
    {
        using var work = Sources.Prepare();
        var first = Run(work, processes: 4);
        Assert.All(first, output => Assert.Contains(Expected, output, StringComparison.Ordinal));
        var cache = new DirectoryInfo(work.At("cache"));
        Assert.Empty(cache.GetFiles("*.tmp", SearchOption.AllDirectories));
        var entry = Assert.Single(cache.GetFiles("*.o", SearchOption.AllDirectories)).FullName;

        // A byte of the code is another one: the entry is made again, whoever comes first, and nobody runs it.
        var good = File.ReadAllBytes(entry);
        var bad = (byte[])good.Clone();
        bad[^(bad.Length / 3)] ^= 0x40;
        File.WriteAllBytes(entry, bad);
        Assert.All(Run(work, processes: 3), output => Assert.Contains(Expected, output, StringComparison.Ordinal));
        Assert.Equal(good, File.ReadAllBytes(entry));
    }

    // All at once.
    private static string[] Run(Workplace work, int processes)
    {
        var dotnet = InstalledTool.Find("dotnet");
        Assert.SkipWhen(dotnet is null, "no dotnet in PATH");
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "weft.dll"), "run", "k.weft", "saxpy", "--in", "x=x.npy", "--in", "y=y.npy",
            "--arg", "a=2",
        ];
        var runs = Enumerable.Range(0, processes).Select(_ => Task.Run(() => dotnet!.Run(work.Path, arguments, ("WEFT_CACHE", work.At("cache")))));
        return Task.WhenAll(runs).GetAwaiter().GetResult();
    }
}
