using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Matrix products and what is like them: kernels in registers and packed blocks give what the loops of the source give, bit for
/// bit, at every size.</summary>
public sealed class ContractionTests(LlvmFixture llvm)
{
    // Written loops keep their order, so that results are exact; the shapes are [m, k], [k, n] and [m, n] in some order.
    private static readonly Dictionary<string, string> Kernels = new()
    {
        ["plain loops"] = """
            kernel k(a: f32[m, k], b: f32[k, n], c: inout f32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += a[i, p] * b[p, j] }
            }
            """,
        ["rows of the right factor inside"] = """
            kernel k(a: f64[m, k], b: f64[k, n], c: inout f64[m, n]) {
                for i in 0..m, p in 0..k, j in 0..n { c[i, j] += a[i, p] * b[p, j] }
            }
            """,
        ["a sum of its own"] = """
            kernel k(a: f64[m, k], b: f64[k, n], c: inout f64[m, n]) {
                for i in 0..m, j in 0..n {
                    var s: f64 = 0.5
                    for p in 0..k { s += a[i, p] * b[p, j] }
                    c[i, j] = s
                }
            }
            """,
        ["left transposed"] = """
            kernel k(a: f32[k, m], b: f32[k, n], c: inout f32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += a[p, i] * b[p, j] }
            }
            """,
        ["right transposed"] = """
            kernel k(a: f32[m, k], b: f32[n, k], c: inout f32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] -= b[j, p] * a[i, p] }
            }
            """,
        ["factors that are computed"] = """
            kernel k(a: f32[m, k], b: f32[k, n], u: f32[m], c: inout f32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += (2.5 * a[i, p] - u[i]) * abs(b[p, j]) }
            }
            """,
        ["shortest paths"] = """
            kernel k(a: i32[m, k], b: i32[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] min= a[i, p] + b[p, j] }
            }
            """,
        ["wider sums"] = """
            kernel k(a: u8[m, k], b: u8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(a[i, p]) * i32(b[p, j]) }
            }
            """,
        ["the inside of arrays"] = """
            kernel k(a: f32[m, k], b: f32[k, n], c: inout f32[m, n]) {
                for i in 1..m - 1, j in 2..n, p in 1..k { c[i, j] += a[i + 1, p - 1] * b[p, j - 2] }
            }
            """,
        ["a batch"] = """
            kernel k(a: f32[3, m, k], b: f32[3, k, n], c: inout f32[3, m, n]) {
                for t in 0..3, i in 0..m, j in 0..n, p in 0..k { c[t, i, j] += a[t, i, p] * b[t, p, j] }
            }
            """,
        ["a convolution"] = """
            kernel k(x: f32[m + 2, n + 1, k], w: f32[3, 2, k, 5], y: inout f32[m, n, 5]) {
                for r in 0..m, s in 0..n, o in 0..5, p in 0..3, q in 0..2, c in 0..k {
                    y[r, s, o] += x[r + p, s + q, c] * w[p, q, c, o]
                }
            }
            """,
        ["scaled before"] = """
            kernel k(a: f64[m, k], b: f64[k, n], c: inout f64[m, n]) {
                for i in 0..m {
                    for j in 0..n { c[i, j] *= 1.25 }
                    for p in 0..k {
                        for j in 0..n { c[i, j] += 1.5 * a[i, p] * b[p, j] }
                    }
                }
            }
            """,
        ["the lower triangle"] = """
            kernel k(a: f64[m, k], c: inout f64[m, m]) {
                for i in 0..m {
                    for j in 0..i + 1 { c[i, j] *= 0.75 }
                    for p in 0..k {
                        for j in 0..i + 1 { c[i, j] += 1.5 * a[i, p] * a[j, p] }
                    }
                }
            }
            """,
        ["the upper triangle, mirrored"] = """
            kernel k(a: f32[k, m], c: inout f32[m, m]) {
                for i in 0..m - 1 {
                    c[i, i] = 1
                    for j in i + 1..m {
                        c[i, j] = 0
                        for p in 0..k { c[i, j] += a[p, i] * a[p, j] }
                        c[j, i] = c[i, j]
                    }
                }
            }
            """,
        ["a band of two slopes"] = """
            kernel k(a: f32[m, k], b: f32[k, 2 * m + 40], c: inout f32[m, 2 * m + 40]) {
                for i in 0..m, j in 2 * i + 3..2 * m + 30, p in 0..k { c[i, j] += a[i, p] * b[p, j] }
            }
            """,
        ["a sum of two products"] = """
            kernel k(a: i64[m, k], b: i64[m, k], c: inout i64[m, m]) {
                for i in 0..m {
                    for j in 0..i + 1 { c[i, j] *= 3 }
                    for p in 0..k, j in 0..i + 1 { c[i, j] += 5 * a[j, p] * b[i, p] + 7 * b[j, p] * a[i, p] }
                }
            }
            """,
        ["a vector of every row"] = """
            kernel k(a: f32[m, k], b: f32[k, n], c: f32[n, k]) -> y: f32[m, k] {
                var s: f32[n]
                for i in 0..m {
                    for j in 0..n { s[j] = 0.25 }
                    for j in 0..n, p in 0..k { s[j] += a[i, p] * b[p, j] }
                    let most = max(j) s[j]
                    for j in 0..n { s[j] -= most }
                    for q in 0..k { y[i, q] = 0 }
                    for q in 0..k, j in 0..n { y[i, q] += s[j] * c[j, q] }
                }
            }
            """,
        ["a vector that is left, of rows in their place"] = """
            kernel k(a: inout f64[m, k], b: f64[k, k]) -> s: f64[k] {
                for i in 0..m {
                    for q in 0..k {
                        s[q] = 0
                        for p in 0..k { s[q] += a[i, p] * b[p, q] }
                    }
                    for q in 0..k { a[i, q] = s[q] }
                }
            }
            """,
        ["index notation"] = "kernel k(a: i64[m, k], b: i64[k, n]) -> c: i64[m, n] { c[i, j] = sum(p) a[i, p] * b[p, j] }",
        ["small and known"] = """
            kernel k(a: f32[m, 9, 21], b: f32[m, 21, 19], c: inout f32[m, 9, 19]) {
                for t in 0..m, i in 0..9, j in 0..19, p in 0..21 { c[t, i, j] += a[t, i, p] * b[t, p, j] }
            }
            """,
    };

    // Blocks so small that a few dozen rows, columns and turns fill several.
    private static readonly Pipeline SmallBlocks = new([.. Pipelines.Cpu.Stages.Select(stage => stage.Pass is TileContractions
        ? stage with { Pass = new TileContractions(Rows: 4, Vectors: 2, SumBlock: 16, RowBlock: 8, ColumnBlock: 64, TurnBlock: 8) }
        : stage)]);

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_those_of_the_loops(string name)
    {
        Assert.NotNull(llvm.Host);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var planned = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        using var small = new Device("cpu", new CpuCompiler(pool: llvm.Pool, pipeline: SmallBlocks));
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.True(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("tile-contractions", "tiled") > 0, name);
        foreach (var (m, n, k) in new[]
        {
            (1, 1, 1), (2, 3, 7), (17, 7, 3), (3, 65, 17), (63, 17, 40), (9, 130, 33), (23, 50, 19), (13, 30, 21), (0, 4, 4), (4, 4, 0),
        })
        {
            var expected = Run(interpreter, program, m, n, k);
            Assert.Equal((m, n, k, expected), (m, n, k, Run(planned, program, m, n, k)));
            Assert.Equal((m, n, k, expected), (m, n, k, Run(small, program, m, n, k)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_those_of_the_loops_with_code_for_other_processors(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        foreach (var target in CpuTarget.Levels.Where(CpuTargetTests.IsLesser))
        {
            using var cpu = new Device(target.Name, new CpuCompiler(pool: llvm.Pool, target: target));
            foreach (var (m, n, k) in new[] { (2, 3, 7), (63, 17, 40), (9, 130, 33) })
                Assert.Equal(
                    (target.Name, m, n, k, Run(interpreter, program, m, n, k)), (target.Name, m, n, k, Run(cpu, program, m, n, k)));
        }
    }

    [Fact]
    public void A_product_of_few_columns_has_a_kernel_of_its_own()
    {
        var program = KernelOutputs.Load(Kernels["plain loops"]);
        var plans = CpuCompiler.Lower(program, "k").Remarks.Items
            .Where(remark => remark is { Pass: "tile-contractions", Kind: "tiled" }).Select(remark => remark.Message).ToList();
        Assert.Equal(2, plans.Count);
        Assert.DoesNotContain("'a' is packed", plans[0], StringComparison.Ordinal);
        Assert.Contains("'a' is packed", plans[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_overlap_keep_the_order_of_the_source()
    {
        const int Size = 20;
        OverlappingArrays.Check(
            llvm, Kernels["plain loops"], 3 * Size * Size, [0, 1, 5, Size, Size * Size],
            (a, shift) => [a, Size, Size, a + shift, Size, Size, a + (2 * shift), Size, Size]);
    }

    private static string Run(Device device, KernelProgram program, int m, int n, int k) =>
        KernelOutputs.Of(device, program, new() { ["m"] = m, ["n"] = n, ["k"] = k }, Values);

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape) =>
        KernelOutputs.RandomInput(parameter, shape, size: 1000);
}
