using System.Collections.Immutable;
using System.Text;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Kernels whose nests are raised to structured operations: these give what the loops give, bit for bit, at any size, and where
/// arrays share memory.</summary>
public sealed class RaiseToLinalgTests
{
    private static readonly Dictionary<string, (string[] Operations, string Text)> Kernels = new()
    {
        ["a product that begins anew"] = (["linalg.fill", "linalg.matmul"], """
            kernel k(a: f32[n, n + 1], b: f32[n + 1, n + 2]) -> c: f32[n, n + 2] {
                for i in 0..n, j in 0..n + 2 {
                    c[i, j] = 0
                    for p in 0..n + 1 { c[i, j] += a[i, p] * b[p, j] }
                }
            }
            """),
        ["a product, divided"] = (["linalg.matmul", "linalg.generic"], """
            kernel k(a: f32[n, n], b: f32[n, n], d: inout f32[n]) -> c: f32[n, n] {
                for i in 0..n, j in 0..n {
                    var s = d[j]
                    for p in 0..n { s += a[i, p] * b[p, j] }
                    c[i, j] = s / 3
                }
            }
            """),
        ["sums of rows and columns"] = (["linalg.reduce"], """
            kernel k(a: f32[n, 2 * n]) -> (r: f32[n], c: f32[2 * n], s: f32) {
                for j in 0..2 * n { c[j] = 1 }
                for i in 0..n, j in 0..2 * n { c[j] += a[i, j] }
                var all: f32 = 0
                for i in 0..n {
                    r[i] = 0
                    for j in 0..2 * n { r[i] += a[i, j] }
                    all += r[i]
                }
                s = all
            }
            """),
        ["a row that is a distribution"] = (["linalg.reduce", "linalg.generic"], """
            kernel k(a: f32[n, n]) -> y: f32[n, n] {
                for i in 0..n {
                    var most = a[i, 0]
                    for j in 1..n { most = max(most, a[i, j]) }
                    var s: f32 = 0
                    for j in 0..n {
                        y[i, j] = exp(a[i, j] - most)
                        s += y[i, j]
                    }
                    for j in 0..n { y[i, j] /= s }
                }
            }
            """),
        ["means, over and over"] = (["linalg.generic"], """
            kernel k(x: inout f32[n]) -> y: f32[n] {
                for t in 0..3 {
                    for i in 1..n - 1 { y[i] = (x[i - 1] + x[i] + x[i + 1]) / 3 }
                    for i in 1..n - 1 { x[i] = y[i] }
                }
            }
            """),
        ["a window"] = (["linalg.conv_2d"], """
            kernel k(x: f32[n + 2, n + 4], w: f32[3, 5], y: inout f32[n, n]) {
                for i in 0..n, j in 0..n, p in 0..3, q in 0..5 { y[i, j] += x[i + p, j + q] * w[p, q] }
            }
            """),
        ["the greatest of squares"] = (["linalg.generic"], """
            kernel k(x: f32[2 * n, 2 * n]) -> y: f32[n, n] {
                for i in 0..n, j in 0..n {
                    y[i, j] = x[2 * i, 2 * j]
                    for p in 0..2, q in 0..2 { y[i, j] = max(y[i, j], x[2 * i + p, 2 * j + q]) }
                }
            }
            """),
        ["an elimination"] = (["linalg.generic"], """
            kernel k(a: inout f32[n, n]) {
                for p in 0..n {
                    for i in p + 1..n { a[i, p] /= a[p, p] + 9 }
                    for i in p + 1..n, j in p + 1..n { a[i, j] -= a[i, p] * a[p, j] }
                }
            }
            """),
        ["products of columns with themselves, below the diagonal"] = (["linalg.vecmat"], """
            kernel k(a: f32[n, n], c: inout f32[n, n]) {
                for i in 0..n, p in 0..n { for j in 0..i { c[i, j] += a[p, i] * a[p, j] } }
            }
            """),
        ["steps, from both ends"] = (["linalg.copy", "linalg.transpose", "linalg.broadcast", "linalg.fill"], """
            kernel k(x: f32[3 * n + 2, n], v: f32[n]) -> (y: f32[n, n], z: f32[n, n], u: f32[n, n], w: f32[n + 3, n + 1]) {
                for i in 0..n, j in 0..n {
                    y[i, j] = x[3 * i + 1, j]
                    z[j, i] = x[i, j]
                    u[i, j] = v[j]
                }
                for i in 2..n + 1, j in 1..n { w[i, j] = 7 }
            }
            """),
        ["counters"] = (["linalg.generic"], """
            kernel k(x: f32[n]) -> y: f32[n] { for i in 2..n { y[i] = x[i - 2] * f32(3 * i + 1) } }
            """),
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_those_of_the_loops(string name)
    {
        using var device = new Device("interp", new InterpreterCompiler());
        var (operations, text) = Kernels[name];
        var program = KernelOutputs.Load(text);
        KernelProgram[] raised = [.. LinalgRoundTrip.Ways.Select(way => LinalgRoundTrip.Raise(KernelOutputs.Load(text), way))];
        var structured = Encoding.UTF8.GetString(raised[0].Ir.Span);
        Assert.All(operations, operation => Assert.Contains(operation, structured, StringComparison.Ordinal));
        foreach (var n in new[] { 0, 1, 2, 3, 7, 17, 63 }.Where(n => n > 0 || !text.Contains("a[i, 0]", StringComparison.Ordinal)))
        {
            var expected = Run(device, program, n);
            foreach (var way in raised) Assert.Equal((n, expected), (n, Run(device, way, n)));
        }
    }

    [Fact]
    public unsafe void Arrays_that_overlap_get_the_loops()
    {
        var text = "kernel k(x: f32[n], y: inout f32[n]) { for i in 0..n { y[i] = x[i] + 1 } }";
        var executables = LinalgRoundTrip.Ways.Select(way => LinalgRoundTrip.Raise(KernelOutputs.Load(text), way))
            .Append(KernelOutputs.Load(text)).Select(program => new InterpreterCompiler().Compile(program, "k", default)).ToList();
        foreach (var shift in new[] { -3, -1, 0, 1, 2, 20 })
        {
            var results = executables.ConvertAll(executable =>
            {
                float[] memory = [.. Enumerable.Range(0, 60).Select(i => i * 0.5f)];
                fixed (float* start = memory)
                    executable.Run([(long)(start + 20), 17, (long)(start + 20 + shift), 17], default);
                return memory;
            });
            Assert.All(results, result => Assert.Equal(results[^1], result));
        }
    }

    private static string Run(Device device, KernelProgram program, int n) => KernelOutputs.Of(device, program, new() { ["n"] = n }, Values);

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var random = new Random(shape.Length);
        return Tensor.Of(
            [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (all, extent) => all * extent)).Select(_ => random.NextSingle() - 0.5f)], shape);
    }
}
