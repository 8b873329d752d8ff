using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>What neighbouring turns have in common is read, or added up, once: of whole numbers, compiled kernels give what the
/// interpreter gives, bit for bit.</summary>
public sealed class SharedNeighbourTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["five points"] = """
            fast kernel k(x: f64[n, n], w: f64[n]) -> y: f64[n, n] {
                y[i, j] = w[j]
                for i in 1..n - 1, j in 1..n - 1 { y[i, j] = x[i, j] + x[i, j-1] + x[i, j+1] + x[i-1, j] + x[i+1, j] }
            }
            """,
        ["of a row, in steps"] = """
            fast kernel k(x: inout f32[n], y: inout f32[n]) {
                for t in 0..3 {
                    for i in 1..n - 2 { y[i] = x[i-1] - x[i] + x[i+2] }
                    for i in 1..n - 1 { x[i] = y[i-1] + y[i] - y[i+1] }
                }
            }
            """,
        ["of integers, far apart, with a sum"] = """
            kernel k(x: i32[n + 15]) -> (y: i32[n], s: i32) {
                y[i] = x[i] + x[i+3] + x[i+15]
                s = sum(i in 0..n) (x[i] + x[i+1] - x[i+2])
            }
            """,
        ["two rows, and a condition"] = """
            fast kernel k(u: f64[n], v: f64[n]) -> y: f64[n] {
                y[i] = v[i]
                for i in 1..n - 1 {
                    y[i] = u[i-1] + u[i] + v[i+1] + v[i-1]
                    if u[i] > 0 { y[i] = -u[i] }
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Sums = new()
    {
        ["windows"] = """
            fast kernel k(x: f32[n, n]) -> y: f32[n, n] {
                y[i, j] = x[i, j]
                for i in 1..n - 1, j in 1..n - 1 { y[i, j] = sum(p in -1..2, q in -1..2) x[i+p, j+q] }
            }
            """,
        ["windows of integers, wider than high"] = """
            kernel k(x: i32[n, n]) -> y: i32[n, n] {
                y[i, j] = -x[i, j]
                for i in 1..n, j in 2..n - 2 { y[i, j] = x[i, j] + sum(p in -1..1, q in -2..3) 3 * x[i+p, j+q] }
            }
            """,
        ["two arrays, two columns apart"] = """
            fast kernel k(u: f64[n, n], v: f64[n, n]) -> y: f64[n, n] {
                y[i, j] = 0
                for i in 0..n, j in 2..n { y[i, j] = 2 * u[i, j] + v[i, j] + (2 * u[i, j-2] + v[i, j-2]) }
            }
            """,
        ["at borders"] = """
            fast kernel k(x: f32[n, n]) -> y: f32[n, n] {
                y[i, j] = sum(p in -1..2, q in -1..2) x.clamp[i+p, j+q]
            }
            """,
    };

    public static TheoryData<string> RowNames => [.. Rows.Keys];

    public static TheoryData<string> SumNames => [.. Sums.Keys];

    [Theory]
    [MemberData(nameof(RowNames))]
    public void Rows_that_are_read_once_give_the_same(string name) =>
        AssertSame(Rows[name], remark => remark.Message.Contains("is read once", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(SumNames))]
    public void Shared_sums_give_the_same(string name) =>
        AssertSame(Sums[name], remark => remark is { Pass: "share-sums", Kind: "shared" });

    private void AssertSame(string text, Func<Remark, bool> isAboutIt)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(text);
        Assert.Contains(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Items, remark => isAboutIt(remark));
        var sizes = new[] { 1, 2, 3, 4, 5, 7, 17, 34, 63, 65, 130 };
        KernelOutputs.AssertAgree(llvm.Pool, program, sizes.Select(n => new Dictionary<string, long> { ["n"] = n }), WholeNumbers);
    }

    // Sums of so small ones are exact in any order.
    private static Tensor WholeNumbers(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, (int)shape.Aggregate(1L, (all, extent) => all * extent)).Select(_ => random.Next(-99, 99)).ToArray();
        return parameter.Element == ElementType.F32 ? Tensor.Of(Array.ConvertAll(values, value => (float)value), shape)
            : parameter.Element == ElementType.F64 ? Tensor.Of(Array.ConvertAll(values, value => (double)value), shape)
            : Tensor.Of(values, shape);
    }
}
