using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Loops behind each other that become one: compiled kernels give what the interpreter gives, bit for bit.</summary>
public sealed class FusedLoopTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Kernels = new()
    {
        ["a chain"] = """
            kernel k(a: f32[n]) -> (b: f32[n], c: f32[n], d: f64[n]) {
                for i in 0..n { b[i] = a[i] * a[i] - 1 }
                for i in 0..n { c[i] = sqrt(abs(b[i])) }
                for i in 0..n { d[i] = f64(b[i]) - f64(c[i]) }
            }
            """,
        ["a chain through an array of its own"] = """
            kernel k(a: f32[n]) -> c: f32[n] {
                var b: f32[n]
                for i in 0..n { b[i] = a[i] * a[i] }
                for i in 0..n { c[i] = b[i] + 1 }
            }
            """,
        ["index notation"] = """
            kernel k(a: f32[n, n]) -> (b: f32[n, n], c: f32[n, n]) {
                b[i, j] = a[i, j] * 3
                c[i, j] = b[i, j] + a[i, j]
            }
            """,
        ["rows"] = """
            kernel k(x: f32[n, n]) -> y: f32[n, n] {
                var top: f32[n]
                var all: f32[n]
                top[i] = max(e) x[i, e]
                y[i, e] = x[i, e] - top[i]
                all[i] = min(e) y[i, e]
                y[i, e] = y[i, e] / (all[i] - 4)
            }
            """,
        ["rows and columns of a matrix"] = """
            kernel k(a: i32[n, n], x: i32[n], y: i32[n], u: inout i32[n], v: inout i32[n]) {
                for i in 0..n, j in 0..n { u[i] += a[i, j] * x[j] }
                for i in 0..n, j in 0..n { v[i] += a[j, i] * y[j] }
            }
            """,
        ["neighbours behind"] = """
            kernel k(a: f32[n]) -> (b: f32[n], c: f32[n]) {
                for i in 1..n { b[i] = a[i] + 1 }
                for i in 1..n { c[i] = a[i-1] - b[i] }
            }
            """,
        ["over and over"] = """
            kernel k(a: inout f32[n], b: inout f32[n], c: inout f32[n]) {
                for t in 0..3 {
                    for i in 0..n { b[i] = a[i] * 0.5 + b[i] }
                    for i in 0..n { c[i] = b[i] - c[i] }
                    for i in 0..n { a[i] = c[n - 1 - i] }
                }
            }
            """,
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loops_in_one_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.True(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("fuse-loops", "fused") > 0);
        var most = program.Find("k")!.Inputs.Any(p => p.Shape.Length > 1) ? 130 : 1000;
        var sizes = new[] { 0, 1, 2, 3, 7, 17, 63, 65, 1000 };
        KernelOutputs.AssertAgree(
            llvm.Pool, program, sizes.Select(n => new Dictionary<string, long> { ["n"] = Math.Min(n, most) }), Values);
    }

    [Fact]
    public void Arrays_that_overlap_keep_the_order_of_the_source()
    {
        const string Kernel = """
            kernel k(a: f32[n], b: inout f32[n], c: inout f32[n]) {
                for i in 0..n { b[i] = a[i] + 1 }
                for i in 0..n { c[i] = b[i] - c[i] }
            }
            """;
        OverlappingArrays.Check(
            llvm, Kernel, 400, [0, 1, 16, 63, 100], (x, shift) => [x, 100, x + shift, 100, x + (2 * shift) + (shift / 2), 100]);
    }

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape) =>
        KernelOutputs.RandomInput(parameter, shape, size: 50);
}
