using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class ObjectCacheTests(LlvmFixture llvm) : IDisposable
{
    private static readonly string Key = new('a', 64);

    private readonly string _directory = Directory.CreateTempSubdirectory("weft-cache-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_kernel_comes_from_the_cache_with_all_that_belongs_to_it()
    {
        var program = Load("kernel pick(x: f32[n], i: i32) -> s: f32[1] { s[0] = x[i] }");
        Assert.Equal((2f, "cached.weft:1:54"), Call(program));
        var entry = Assert.Single(Directory.GetFiles(_directory, "*.o", SearchOption.AllDirectories));
        var written = File.GetLastWriteTimeUtc(entry);
        // Another compiler and cache object: what another process would do.
        Assert.Equal((2f, "cached.weft:1:54"), Call(program));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(_directory, "*.o", SearchOption.AllDirectories))));

        // The value at an index in range, and where an index out of range is said to be.
        unsafe (float, string) Call(KernelProgram pick)
        {
            using var compiler = new CpuCompiler(new ObjectCache(_directory), llvm.Pool);
            using var kernel = compiler.Compile(pick, "pick", default);
            float[] x = [1, 2], s = [0];
            fixed (float* xs = x, ss = s)
            {
                kernel.Run([(long)xs, 2, 1, (long)ss, 1], default);
                var addresses = ((long)xs, (long)ss);
                var fault = Assert.Throws<KernelFaultException>(() => kernel.Run([addresses.Item1, 2, 2, addresses.Item2, 1], default));
                return (s[0], fault.Fault.Location.ToString());
            }
        }
    }

    [Fact]
    public void A_kernel_that_is_kept_is_not_compiled()
    {
        var program = Load("kernel one() -> y: i32 { y = 1 }");
        using (var compiler = new CpuCompiler(new ObjectCache(_directory), llvm.Pool))
        using (compiler.Compile(program, "one", default)) Assert.NotNull(compiler);
        // Under its key lies another kernel's code, whole: who finds it takes it.
        var entry = Assert.Single(Directory.GetFiles(_directory, "*.o", SearchOption.AllDirectories));
        var cache = new ObjectCache(_directory);
        var key = Path.GetFileNameWithoutExtension(entry);
        var kept = KernelCode.Decode(cache.TryGet(key)!.Value);
        cache.Put(key, (kept with { Kernel = "another", Symbol = "absent" }).Encode());
        using var next = new CpuCompiler(new ObjectCache(_directory), llvm.Pool);
        Assert.Contains("absent", Assert.Throws<WeftException>(() => next.Compile(program, "one", default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_depends_on_everything_that_decides_the_code()
    {
        var key = new KernelCodeKey(
            "p", "e", "kernels", CpuModel.Avx2, new TargetSpec("t", "c", "f"), [PassPipeline.Light], new Version(1, 0), Debug: null);
        string[] keys =
        [
            key.Hash(),
            (key with { Program = "q" }).Hash(),
            (key with { Program = "pe", Entry = "" }).Hash(),
            (key with { Pipeline = "programs" }).Hash(),
            (key with { Machine = CpuModel.Sse2 }).Hash(),
            (key with { Machine = CpuModel.Avx2 with { L2 = 1 } }).Hash(),
            (key with { Machine = CpuModel.Avx2 with { HasMasks = true } }).Hash(),
            (key with { Target = key.Target with { Triple = "tc", Cpu = "" } }).Hash(),
            (key with { Target = key.Target with { Cpu = "d" } }).Hash(),
            (key with { Target = key.Target with { Features = "" } }).Hash(),
            (key with { Passes = [PassPipeline.Vectorize] }).Hash(),
            (key with { Passes = [PassPipeline.Light with { CodeGeneration = 0 }] }).Hash(),
            (key with { Llvm = new(2, 0) }).Hash(),
            (key with { Debug = new("/a") }).Hash(),
            (key with { Debug = new("/b") }).Hash(),
            (key with { Compiler = "of another day" }).Hash(),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], (key with { Passes = [PassPipeline.Light with { Name = "renamed" }] }).Hash());
    }

    [Fact]
    public void A_folder_that_others_may_write_to_holds_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have other permissions there");
        if (OperatingSystem.IsWindows()) return;
        var cache = new ObjectCache(_directory);
        cache.Put(Key, new byte[10]);
        var mode = File.GetUnixFileMode(_directory);
        File.SetUnixFileMode(_directory, mode | UnixFileMode.OtherWrite);
        Assert.Null(cache.TryGet(Key));
        File.Delete(FileOf(Key));
        cache.Put(Key, new byte[10]);
        Assert.False(File.Exists(FileOf(Key)));
        File.SetUnixFileMode(_directory, mode);
        cache.Put(Key, new byte[10]);
        Assert.NotNull(cache.TryGet(Key));
    }

    [Fact]
    public void An_entry_larger_than_the_capacity_is_not_kept()
    {
        var cache = new ObjectCache(_directory, capacity: 1000);
        cache.Put(Key, new byte[2000]);
        Assert.Null(cache.TryGet(Key));
        Assert.Empty(Directory.GetFiles(_directory, "*", SearchOption.AllDirectories));
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

    private static KernelProgram Load(string text)
    {
        var (module, diagnostics) = WeftCompilation.Lower("cached.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }

    private string FileOf(string key) => Path.Combine(_directory, key[..2], key + ".o");
}
