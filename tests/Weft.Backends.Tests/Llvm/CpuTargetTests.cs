using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Weft.Backends.Llvm;
using Weft.Backends.Tests.Interpreting;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class CpuTargetTests
{
    // Three loops over f32.
    private const string Product = """
        func.func @k(%a: memref<?x?xf32> {wf.param = "a: f32[m, k]"}, %b: memref<?x?xf32> {wf.param = "b: f32[k, n]"},
                     %c: memref<?x?xf32> {wf.param = "c: inout f32[m, n]"}) attributes {wf.kernel} {
          linalg.matmul ins(%a, %b : memref<?x?xf32>, memref<?x?xf32>) outs(%c : memref<?x?xf32>)
          return
        }
        """;

    // What Emerald Rapids and Zen 5 answer: type and level, ways and line, sets, for data, instructions, both, both.
    private static readonly (int, int, int, int)[] EmeraldRapids =
    [
        (0x04004121, 0x02c0003f, 0x3f, 0), (0x04004122, 0x01c0003f, 0x3f, 0), (0x04004143, 0x03c0003f, 0x7ff, 2),
        (0x0401c163, 0x04c0003f, 0x33fff, 4), default,
    ];

    private static readonly (int, int, int, int)[] Zen5 =
    [
        (0x00004121, 0x02c0003f, 0x3f, 0), (0x00004122, 0x01c0003f, 0x3f, 0), (0x00004143, 0x03c0003f, 0x3ff, 2),
        (0x0003c163, 0x03c0003f, 0x7fff, 1), default,
    ];

    /// <summary>Whether this machine runs the code of a level and has wider vectors itself.</summary>
    internal static bool IsLesser(CpuTarget level) => X86Base.IsSupported && level.Machine.VectorBytes < HostMachine.Detect().VectorBytes;

    [Fact]
    public void Caches_are_read_from_what_the_processor_says()
    {
        Assert.Equal([(1, 48L << 10), (2, 2L << 20), (3, 260L << 20)], Read(EmeraldRapids));
        Assert.Equal([(1, 48L << 10), (2, 1L << 20), (3, 32L << 20)], Read(Zen5));
        Assert.Empty(X86Caches.Of(_ => default));

        static IEnumerable<(int, long)> Read((int, int, int, int)[] parts) =>
            X86Caches.Of(part => parts[part]).OrderBy(cache => cache.Key).Select(cache => (cache.Key, cache.Value));
    }

    [Fact]
    public void This_machine_has_the_caches_that_its_system_says()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        Assert.SkipUnless(X86Base.IsSupported && Directory.Exists(Folder), $"no x86 processor described in {Folder}");
        var machine = HostMachine.Detect();
        var told = Directory.GetDirectories(Folder, "index*").Where(cache => Read(cache, "type") != "Instruction").ToDictionary(
            cache => Read(cache, "level"), cache => long.Parse(Read(cache, "size").TrimEnd('K'), CultureInfo.InvariantCulture) << 10);
        if (told.TryGetValue("1", out var first)) Assert.Equal(first, machine.L1);
        if (told.TryGetValue("2", out var second)) Assert.Equal(second, machine.L2);
        if (told.TryGetValue("3", out var third)) Assert.InRange(machine.L3, 1, third);

        static string Read(string cache, string what) => File.ReadAllText(Path.Combine(cache, what)).Trim();
    }

    [Theory]
    [InlineData("x86-64", "4 x 12 elements", "6 x 8 elements")]
    [InlineData("x86-64-v3", "4 x 24 elements", "6 x 16 elements")]
    [InlineData("x86-64-v4", "6 x 64 elements", "8 x 48 elements")]
    public void Plans_are_those_of_the_target(string target, string narrow, string plan)
    {
        var program = KernelProgram.Of(Mlir.Parse(Product), new DiagnosticBag())!;
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }, CpuTarget.Find(target)!.Machine).Remarks;
        Assert.Collection(
            remarks.Items.Where(r => r.Kind == "tiled"),
            r => Assert.Contains(narrow, r.Message, StringComparison.Ordinal),
            r => Assert.Contains(plan, r.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_found_and_others_are_not()
    {
        Assert.Equal(CpuTarget.Names, CpuTarget.Names.Select(name => CpuTarget.Find(name)!.Name));
        Assert.Null(CpuTarget.Find("x86-64-v5"));
    }
}
