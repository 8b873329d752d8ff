using System.Text;
using Weft.Backends.Llvm;

namespace Weft.Backends.Tests;

public sealed class ObjectCacheTests(LlvmFixture llvm) : IDisposable
{
    private static readonly string Key = new('a', 64);

    private readonly string _directory = Directory.CreateTempSubdirectory("weft-cache-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Second_compilation_comes_from_the_cache()
    {
        var loader = llvm.Loader;
        var compiler = new LlvmCompiler(new() { Cache = new(_directory) });
        var text = Encoding.UTF8.GetBytes(Modules.Saxpy("cached"));
        var first = compiler.Compile("cached", text, llvm.Host, PassPipeline.Light);
        // Another compiler and cache object: what another process would do.
        var second = new LlvmCompiler(new() { Cache = new(_directory) }).Compile("cached", text, llvm.Host, PassPipeline.Light);
        Assert.False(first.Timings.FromCache);
        Assert.True(second.Timings.FromCache);
        Assert.Equal(first.Bytes.ToArray(), second.Bytes.ToArray());
        using var module = loader.Load("cached", second.Bytes.Span, "cached");
        Assert.NotEqual(0, module.Find("cached"));
    }

    [Fact]
    public void Key_depends_on_everything_that_decides_the_code()
    {
        var target = new TargetSpec("t", "c", "f");
        string[] keys =
        [
            KeyOf("x", target, PassPipeline.Light),
            KeyOf("y", target, PassPipeline.Light),
            KeyOf("x", target, PassPipeline.Vectorize),
            KeyOf("x", target, PassPipeline.Light with { CodeGeneration = 0 }),
            KeyOf("x", target with { Triple = "tc", Cpu = "" }, PassPipeline.Light),
            KeyOf("x", target with { Cpu = "d" }, PassPipeline.Light),
            KeyOf("x", target with { Features = "" }, PassPipeline.Light),
            KeyOf("x", target, PassPipeline.Light, "2.0.0"),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], KeyOf("x", target, PassPipeline.Light with { Name = "renamed" }));

        static string KeyOf(string text, TargetSpec target, PassPipeline pipeline, string version = "1.0.0") =>
            ObjectCache.KeyOf(Encoding.UTF8.GetBytes(text), target, pipeline, Version.Parse(version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(70)]
    public void Entry_that_was_cut_short_is_dropped(int length) => Damage(file => file[..length]);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(30)]
    [InlineData(80)]
    public void Entry_with_a_changed_byte_is_dropped(int at) => Damage(file =>
    {
        file[at] ^= 1;
        return file;
    });

    [Fact]
    public void Entry_under_another_key_is_dropped()
    {
        var cache = new ObjectCache(_directory);
        cache.Put(Key, new byte[100]);
        var other = "aa" + new string('b', 62);
        File.Move(FileOf(Key), FileOf(other));
        Assert.Null(cache.TryGet(other));
    }

    [Fact]
    public void Oldest_entries_go_when_the_capacity_is_passed()
    {
        var cache = new ObjectCache(_directory, capacity: 10_000);
        var keys = Enumerable.Range(0, 30).Select(i => $"{i:x64}").ToList();
        foreach (var (key, age) in keys.Select((k, i) => (k, 30 - i)))
        {
            cache.Put(key, new byte[1000]);
            if (File.Exists(FileOf(key))) File.SetLastWriteTimeUtc(FileOf(key), DateTime.UtcNow.AddMinutes(-age));
        }

        Assert.InRange(new DirectoryInfo(_directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length), 1, 10_000);
        Assert.Null(cache.TryGet(keys[0]));
        Assert.NotNull(cache.TryGet(keys[^1]));
    }

    [Fact]
    public void Use_keeps_an_entry_young_and_abandoned_temporary_files_go()
    {
        var yesterday = DateTime.UtcNow.AddDays(-1);
        new ObjectCache(_directory).Put(Key, new byte[100]);
        File.SetLastWriteTimeUtc(FileOf(Key), yesterday);
        var abandoned = FileOf(Key) + ".1-2.tmp";
        File.WriteAllText(abandoned, "");
        File.SetLastWriteTimeUtc(abandoned, yesterday);

        var cache = new ObjectCache(_directory);
        Assert.NotNull(cache.TryGet(Key));
        cache.Put("aa" + new string('c', 62), new byte[100]);
        Assert.True(File.GetLastWriteTimeUtc(FileOf(Key)) > yesterday.AddHours(12));
        Assert.False(File.Exists(abandoned));
    }

    [Fact]
    public void Directory_is_the_users_choice_or_in_the_users_cache()
    {
        var before = Environment.GetEnvironmentVariable("WEFT_CACHE");
        try
        {
            Environment.SetEnvironmentVariable("WEFT_CACHE", _directory);
            Assert.Equal(Path.Combine(_directory, "objects"), ObjectCache.DefaultDirectory());
            Environment.SetEnvironmentVariable("WEFT_CACHE", null);
            Assert.EndsWith(Path.Combine("weft", "objects"), ObjectCache.DefaultDirectory() ?? Path.Combine("weft", "objects"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("WEFT_CACHE", before);
        }
    }

    [Fact]
    public void Place_that_cannot_be_written_keeps_nothing_and_fails_nothing()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");
        var cache = new ObjectCache(Path.Combine(file, "objects"));
        cache.Put(Key, new byte[10]);
        Assert.Null(cache.TryGet(Key));
    }

    [Fact]
    public void Writers_and_readers_at_once_see_whole_entries()
    {
        var caches = Enumerable.Range(0, 4).Select(_ => new ObjectCache(_directory, capacity: 20_000)).ToArray();
        Parallel.For(0, 400, i =>
        {
            var (key, code) = ($"{i % 8:x64}", Enumerable.Repeat((byte)(i % 8), 3000).ToArray());
            caches[i % 4].Put(key, code);
            if (caches[(i + 1) % 4].TryGet(key) is { } read) Assert.Equal(code, read.ToArray());
        });
        Assert.Empty(Directory.GetFiles(_directory, "*.tmp", SearchOption.AllDirectories));
    }

    private void Damage(Func<byte[], byte[]> damage)
    {
        var cache = new ObjectCache(_directory);
        cache.Put(Key, new byte[100]);
        Assert.Equal(100, cache.TryGet(Key)!.Value.Length);
        File.WriteAllBytes(FileOf(Key), damage(File.ReadAllBytes(FileOf(Key))));
        Assert.Null(cache.TryGet(Key));
        Assert.False(File.Exists(FileOf(Key)));
        cache.Put(Key, new byte[50]);
        Assert.Equal(50, cache.TryGet(Key)!.Value.Length);
    }

    private string FileOf(string key) => Path.Combine(_directory, key[..2], key + ".o");
}
