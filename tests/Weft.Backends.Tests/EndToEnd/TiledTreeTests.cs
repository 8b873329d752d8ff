using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Factorisations, triangular products and sweeps over time give in tiles what their loops give as they stand, bit for bit, at
/// every size.</summary>
public sealed class TiledTreeTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, (string Remark, string Text)> Kernels = new()
    {
        ["lu"] = ("tile-contractions", """
            kernel k(a: inout f64[n, n]) {
                for i in 0..n {
                    for j in 0..i {
                        for p in 0..j { a[i, j] -= a[i, p] * a[p, j] }
                        a[i, j] /= a[j, j]
                    }
                    for j in i..n, p in 0..i { a[i, j] -= a[i, p] * a[p, j] }
                }
            }
            """),
        ["lu that looks ahead"] = ("tile-contractions", """
            kernel k(a: inout f32[n, n]) {
                for p in 0..n {
                    for i in p+1..n {
                        a[i, p] /= a[p, p]
                        for j in p+1..n { a[i, j] -= a[i, p] * a[p, j] }
                    }
                }
            }
            """),
        ["cholesky that looks ahead"] = ("tile-contractions", """
            kernel k(a: inout f64[n, n]) {
                for p in 0..n {
                    a[p, p] = sqrt(abs(a[p, p]))
                    for i in p+1..n { a[i, p] /= a[p, p] }
                    for i in p+1..n, j in p+1..i+1 { a[i, j] -= a[i, p] * a[j, p] }
                }
            }
            """),
        ["lu with sums of their own"] = ("tile-contractions", """
            kernel k(a: inout f64[n, n]) {
                for i in 0..n {
                    for j in 0..i {
                        var w = a[i, j]
                        for p in 0..j { w -= a[i, p] * a[p, j] }
                        a[i, j] = w / a[j, j]
                    }
                    for j in i..n {
                        var w = a[i, j]
                        for p in 0..i { w -= a[i, p] * a[p, j] }
                        a[i, j] = w
                    }
                }
            }
            """),
        ["cholesky"] = ("tile-contractions", """
            kernel k(a: inout f64[n, n]) {
                for i in 0..n {
                    for j in 0..i {
                        for p in 0..j { a[i, j] -= a[i, p] * a[j, p] }
                        a[i, j] /= a[j, j]
                    }
                    for p in 0..i { a[i, i] -= a[i, p] * a[i, p] }
                    a[i, i] = sqrt(a[i, i])
                }
            }
            """),
        ["a triangle times a matrix"] = ("tile-contractions", """
            kernel k(a: f32[n, n], b: inout f32[n, n]) {
                for i in 0..n, j in 0..n {
                    for p in i + 1..n { b[i, j] += a[p, i] * b[p, j] }
                    b[i, j] *= 0.75
                }
            }
            """),
        ["an average of four"] = ("tile-time-loops", """
            kernel k(a: inout f64[n, n], b: inout f64[n, n]) {
                for t in 0..n {
                    for i in 1..n - 1, j in 1..n - 1 { b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1]) }
                    for i in 1..n - 1, j in 1..n - 1 { a[i, j] = 0.25 * (b[i - 1, j] + b[i + 1, j] + b[i, j - 1] + b[i, j + 1]) }
                }
            }
            """),
        ["in place, along a line"] = ("tile-time-loops", """
            kernel k(a: inout f32[n]) {
                for t in 0..n {
                    for i in 2..n - 1 { a[i] = 0.5 * (a[i - 2] + a[i + 1]) - 0.25 * a[i] }
                }
            }
            """),
        ["in place, on a grid"] = ("tile-time-loops", """
            kernel k(a: inout f64[n, n]) {
                for t in 0..5, i in 1..n - 1, j in 1..n - 1 { a[i, j] = (a[i - 1, j + 1] + a[i, j - 1] + a[i, j] + a[i + 1, j - 1]) / 4 }
            }
            """),
        ["fields that feed each other"] = ("tile-time-loops", """
            kernel k(e: inout f64[n, n], h: inout f64[n, n], pulse: f64[n]) {
                for t in 0..n {
                    for j in 0..n { e[0, j] = pulse[t] }
                    for i in 1..n, j in 0..n { e[i, j] -= 0.5 * (h[i, j] - h[i - 1, j]) }
                    for i in 0..n - 1, j in 0..n - 1 { h[i, j] -= 0.7 * (e[i, j + 1] - e[i, j] + e[i + 1, j]) }
                }
            }
            """),
        ["parts of a sequence"] = ("tile-contractions", """
            kernel k(a: inout f64[n, n], b: f64[n]) {
                for i in n-1..-1 step -1, j in i+1..n {
                    a[i, j] = max(a[i, j], max(a[i, j-1], a[i+1, j]))
                    a[i, j] = max(a[i, j], a[i+1, j-1] + (i + 2 < j && b[i] < b[j] ? 0.5 : 0))
                    for p in i+1..j { a[i, j] = max(a[i, j], a[i, p] + a[p+1, j]) }
                }
            }
            """),
        ["the cheapest way to multiply"] = ("tile-contractions", """
            kernel k(a: inout f32[n, n]) {
                for i in n-1..-1 step -1, j in i+1..n, p in i..j { a[i, j] = min(a[i, j], a[i, p] + a[p+1, j]) }
            }
            """),
        ["the nearest at borders"] = ("tile-time-loops", """
            kernel k(a: inout f64[n, n]) {
                time t in 0..n {
                    a'[i, j] = 0.25 * (a.clamp[i-1, j] + a.clamp[i+1, j] + a.clamp[i, j-1] + a.clamp[i, j+2]) - a[i, j]
                }
            }
            """),
        ["ways down the same wall"] = ("tile-time-loops", """
            kernel k(wall: f32[n]) -> best: f32[n] {
                var above: f32[n]
                best[j] = wall[j]
                for t in 0..n {
                    above[j] = best[j]
                    best[j] = wall[j] + min(above[j], min(above.clamp[j-1], above.clamp[j+1]))
                }
            }
            """),
        ["an odd number of turns from another start on"] = ("tile-time-loops", """
            kernel k(a: inout f64[n]) { time t in 3..n { a'[i] = 0.5 * (a.clamp[i-1] + a.clamp[i+1]) + f64(t) } }
            """),
        ["three dimensions"] = ("tile-time-loops", """
            kernel k(a: inout f32[n, n, n], b: inout f32[n, n, n]) {
                for t in 0..6 {
                    for i in 1..n - 1, j in 1..n - 1, l in 1..n - 1 { b[i, j, l] = a[i - 1, j, l] + a[i, j + 1, l] - a[i, j, l - 1] }
                    for i in 1..n - 1, j in 1..n - 1, l in 1..n - 1 { a[i, j, l] = b[i + 1, j, l] - b[i, j - 1, l] + b[i, j, l + 1] }
                }
            }
            """),
    };

    // So small that a few dozen turns fill several.
    private static readonly Pipeline SmallTiles = new([.. Pipelines.Cpu.Stages.Select(stage => stage.Pass switch
    {
        TileContractions => stage with
        {
            Pass = new TileContractions(
                Rows: 4, Vectors: 1, SumBlock: 16, RowBlock: 8, ColumnBlock: 64, WaitingBlocks: new([12, 5]), TableBlock: 7),
        },
        TileTimeLoops => stage with { Pass = new TileTimeLoops(Steps: 3, Extent: 5) },
        _ => stage,
    })]);

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_those_of_the_loops(string name)
    {
        Assert.NotNull(llvm.Host);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var planned = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        using var small = new Device("cpu", new CpuCompiler(pool: llvm.Pool, pipeline: SmallTiles));
        var (remark, text) = Kernels[name];
        var program = KernelOutputs.Load(text);
        Assert.True(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count(remark, "tiled") > 0, name);
        foreach (var n in new[] { 0, 1, 2, 3, 7, 17, 37, name.StartsWith("three", StringComparison.Ordinal) ? 23 : 113 })
        {
            var expected = Run(interpreter, program, n);
            Assert.Equal((n, expected), (n, Run(planned, program, n)));
            Assert.Equal((n, expected), (n, Run(small, program, n)));
        }
    }

    private static string Run(Device device, KernelProgram program, int n) =>
        KernelOutputs.Of(device, program, new() { ["n"] = n }, Values);

    // Diagonals are large: nothing is divided by what is nearly 0.
    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var random = new Random(count);
        double Diagonal(int i) => shape.Length == 2 && i % (shape[1] + 1) == 0 ? 40 : 0;
        var values = Enumerable.Range(0, count).Select(i => random.NextDouble() - 0.5 + Diagonal(i));
        return parameter.Element == ElementType.F32 ? Tensor.Of([.. values.Select(v => (float)v)], shape) : Tensor.Of([.. values], shape);
    }
}
