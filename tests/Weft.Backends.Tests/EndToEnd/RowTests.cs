using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Rows that turns sum up along, each its own, and rows that are looked up: compiled kernels give what the interpreter gives, bit
/// for bit, and stop where it does.</summary>
public sealed class RowTests(LlvmFixture llvm)
{
    // Sums that keep their order are lanes of turns as well as free ones.
    private static readonly Dictionary<string, string> Turned = new()
    {
        ["the nearest of some"] = """
            kernel k(x: f32[n, d], c: f32[m, d]) -> at: i32[n] {
                at[p] = i32(argmin(q) (sum(e) (x[p, e] - c[q, e]) * (x[p, e] - c[q, e])))
            }
            """,
        ["plain loops of a part"] = """
            kernel k(x: f64[n, d], c: f64[m, d], y: inout f64[n]) {
                for p in 2..n - 1 {
                    var most = y[p - 1]
                    for q in 1..m {
                        var s: f64 = 0.5
                        for e in 1..d { s += abs(x[p, e] - c[q, e]) }
                        most = max(most, s)
                    }
                    y[p - 1] = most
                }
            }
            """,
        ["two rows of each turn"] = """
            kernel k(x: f32[n, d], z: f32[n, d], c: f32[m, d]) -> y: f32[m, n] {
                parallel p in 0..n {
                    for q in 0..m {
                        var s: f32 = 0
                        for e in 0..d { s = max(s, x[p, e] * c[q, e] - z[n - 1 - p, e]) }
                        y[q, p] = s
                    }
                }
            }
            """,
        ["distances in integers"] = """
            kernel k(x: i32[n, d], c: i32[m, d]) -> least: i32[n] {
                least[p] = min(q) (sum(e) abs(x[p, e] - c[q, e]))
            }
            """,
    };

    private static readonly Dictionary<string, string> LookedUp = new()
    {
        ["sums of groups"] = """
            kernel k(at: i32[n], x: f32[n, d], y: inout f32[m, d]) {
                for p in 0..n, e in 0..d { y[at[p], e] += x[p, e] }
            }
            """,
        ["rows in another order"] = """
            kernel k(at: i32[n], x: f64[m, d]) -> y: f64[n, d] {
                for p in 0..n, e in 0..d { y[p, e] = x[at[p], e] }
            }
            """,
        ["from row to row of one array"] = """
            kernel k(at: i32[n], to: i32[n], y: inout f32[m, d]) {
                for p in 0..n, e in 0..d { y[to[p], e] += 0.5 * y[at[p], e] }
            }
            """,
        ["planes"] = """
            kernel k(at: i32[n], x: i32[d, n], y: inout i32[n, m, d]) {
                for p in 0..n, e in 0..d { y[p, at[p], e] = y[p, at[p], e] * x[e, p] + 1 }
            }
            """,
        ["the longest of each"] = """
            kernel k(at: i32[n], x: f32[m, d], y: inout f32[m]) {
                for p in 0..n {
                    var s: f32 = 0
                    for e in 0..d { s = max(s, x[at[p], e]) }
                    y[at[p]] = s
                }
            }
            """,
        ["a place that the loop writes"] = """
            kernel k(at: inout i32[n], x: i32[d, n], y: inout f32[m, d]) {
                for p in 0..n, e in 0..d {
                    y[at[p], e] += 1
                    at[p] = (at[p] + x[e, p]) & 1
                }
            }
            """,
    };

    public static TheoryData<string> TurnedNames => [.. Turned.Keys];

    public static TheoryData<string> LookedUpNames => [.. LookedUp.Keys];

    [Theory]
    [MemberData(nameof(TurnedNames))]
    public void Rows_that_are_turned_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Turned[name]);
        Assert.Equal(1, CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("turn-rows", "packed"));
        foreach (var (n, m, d) in new[]
            { (1, 1, 1), (2, 3, 2), (7, 2, 17), (63, 5, 3), (65, 1, 34), (130, 7, 63), (32, 0, 5), (40, 3, 0), (0, 3, 3) })
            Check(program, new() { ["n"] = n, ["m"] = m, ["d"] = d });
    }

    /// <summary>On a processor whose second cache holds next to nothing, rows are too long, or just short enough.</summary>
    [Theory]
    [MemberData(nameof(TurnedNames))]
    public void Rows_that_are_too_long_stay(string name)
    {
        Assert.NotNull(llvm.Host);
        var (program, host) = (KernelOutputs.Load(Turned[name]), CpuTarget.Host());
        var target = host with { Machine = host.Machine with { L2 = 4096 } };
        using var compiled = new Device("cpu", new CpuCompiler(pool: llvm.Pool, target: target));
        foreach (var d in new[] { 1, 7, 8, 9, 16, 17, 100 })
            Check(compiled, program, new() { ["n"] = 70, ["m"] = 3, ["d"] = d });
    }

    [Theory]
    [MemberData(nameof(LookedUpNames))]
    public void Rows_that_are_looked_up_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(LookedUp[name]);
        var isFixed = name != "a place that the loop writes";
        Assert.Equal(isFixed, CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("hoist-lookups", "hoisted") > 0);
        foreach (var (n, m, d) in new[] { (1, 1, 1), (3, 2, 7), (9, 5, 17), (20, 4, 65), (5, 3, 130), (4, 2, 1000) })
            Check(program, new() { ["n"] = n, ["m"] = m, ["d"] = d });
    }

    /// <summary>The first turn that finds a place outside ends the kernel; without columns there is none.</summary>
    [Theory]
    [MemberData(nameof(LookedUpNames))]
    public void Places_outside_stop_where_they_are_met(string name)
    {
        Assert.NotNull(llvm.Host);
        foreach (var d in new[] { 0, 1, 40 })
            Check(KernelOutputs.Load(LookedUp[name]), new() { ["n"] = 11, ["m"] = 2, ["d"] = d }, outside: 7);
    }

    [Fact]
    public void Arrays_that_overlap_keep_the_order_of_the_source()
    {
        const string Kernel = """
            kernel k(at: f32[n], x: f32[n, d], y: inout f32[m, d]) {
                for p in 0..n, e in 0..d { y[i32(2 * at[p]) & 1, e] += x[p, e] }
            }
            """;
        OverlappingArrays.Check(
            llvm, Kernel, 2000, [0, 1, 16, 300],
            (x, shift) => [x, 20, x + shift, 20, 34, x + (2 * shift) + (shift / 2), 2, 34]);
    }

    private void Check(KernelProgram program, Dictionary<string, long> extents, int? outside = null)
    {
        using var compiled = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        Check(compiled, program, extents, outside);
    }

    private static void Check(Device compiled, KernelProgram program, Dictionary<string, long> extents, int? outside = null)
    {
        using var interpreter = new Device("interp", new InterpreterCompiler());
        var at = string.Join(' ', extents);
        Assert.Equal((at, Run(interpreter)), (at, Run(compiled)));

        string Run(Device device) => KernelOutputs.Of(
            device, program, extents, (parameter, shape) => Values(parameter, shape, extents["m"], outside), mayStop: outside is not null);
    }

    // Places are rows of an array of m, but for one.
    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape, long rows, int? outside)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var random = new Random(count);
        T[] Fill<T>(Func<int, T> next) => [.. Enumerable.Range(0, count).Select(next)];
        return parameter.Name is "at" or "to" ? Tensor.Of(Fill(i => i == outside ? (int)rows : random.Next((int)rows)), shape)
            : parameter.Element == ElementType.F32 ? Tensor.Of(Fill(_ => random.NextSingle() - 0.5f), shape)
            : parameter.Element == ElementType.F64 ? Tensor.Of(Fill(_ => random.NextDouble() - 0.5), shape)
            : Tensor.Of(Fill(_ => random.Next(-50, 50)), shape);
    }
}
