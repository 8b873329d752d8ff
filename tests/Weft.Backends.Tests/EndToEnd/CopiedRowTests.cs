using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Rows that are overwritten without the copy that the source makes of them: compiled kernels give what the interpreter gives, bit
/// for bit.</summary>
public sealed class CopiedRowTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Overwritten = new()
    {
        ["a neighbour to both sides"] = """
            kernel k(w: i32[m, n]) -> y: i32[n] {
                var x: i32[n]
                y[j] = w[0, j]
                for t in 1..m {
                    x[j] = y[j]
                    y[j] = w[t, j] + min(x[j], min(x.clamp[j-1], x.clamp[j+1]))
                }
            }
            """,
        ["two before, and the third behind"] = """
            kernel k(w: f32[m, n], y: inout f32[n]) {
                var x: f32[n]
                for t in 0..m {
                    x[j] = y[j]
                    y[j] = w[t, j] * x.clamp[j-2] - x.clamp[j-1] + x.clamp[j+3]
                }
            }
            """,
        ["the one before alone"] = """
            kernel k(w: f64[m, n], y: inout f64[n]) {
                var x: f64[n]
                for t in 0..m {
                    x[j] = y[j]
                    y[j] = w[t, j] + 0.5 * x.clamp[j-1]
                }
            }
            """,
        ["those behind alone"] = """
            kernel k(w: f32[m, n], y: inout f32[n]) {
                var x: f32[n]
                for t in 0..m {
                    x[j] = y[j]
                    y[j] = w[t, j] - 0.5 * (x.clamp[j+1] + x.clamp[j+2])
                }
            }
            """,
        ["rows of a matrix"] = """
            kernel k(y: inout f32[m, n]) {
                var x: f32[n]
                for t in 0..m {
                    x[j] = y[t, j]
                    y[t, j] = x[j] - 0.25 * (x.clamp[j-1] + x.clamp[j+1])
                }
            }
            """,
        ["all but the borders"] = """
            kernel k(w: f32[m, n], y: inout f32[n]) {
                var x: f32[n]
                for t in 0..m {
                    for j in 0..n { x[j] = y[j] }
                    for j in 2..n - 1 { y[j] = w[t, j] + x[j+1] * x[j-2] }
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Copied = new()
    {
        ["sweeps that a cache holds for several"] = """
            kernel k(steps: i64, y: inout f32[n]) {
                var x: f32[n]
                for t in 0..steps {
                    x[j] = y[j]
                    y[j] = 0.25 * (x.clamp[j-1] + x.clamp[j+1]) + x[j]
                }
            }
            """,
        ["a copy that others read"] = """
            kernel k(w: f32[m, n], y: inout f32[n], z: inout f32[n]) {
                var x: f32[n]
                for t in 0..m {
                    x[j] = y[j]
                    y[j] = w[t, j] + x.clamp[j-1]
                    z[j] = z[j] + x[n - 1 - j]
                }
            }
            """,
        ["what an earlier copy left"] = """
            kernel k(w: f32[m, n], y: inout f32[n]) {
                var x: f32[n]
                for j in 0..n { x[j] = 1 }
                for t in 0..m {
                    for j in 1..n { x[j] = y[j] }
                    for j in 1..n { y[j] = w[t, j] + x[j-1] }
                }
            }
            """,
        ["the copy's other end"] = """
            kernel k(w: f32[m, n], y: inout f32[n]) {
                var x: f32[n]
                for t in 0..m {
                    x[j] = y[j]
                    y[j] = w[t, j] + x[n - 1 - j]
                }
            }
            """,
    };

    public static TheoryData<string> OverwrittenNames => [.. Overwritten.Keys];

    public static TheoryData<string> CopiedNames => [.. Copied.Keys];

    [Theory]
    [MemberData(nameof(OverwrittenNames))]
    public void Rows_that_are_overwritten_in_place_give_the_same(string name) => Check(Overwritten[name], times: 1);

    [Theory]
    [MemberData(nameof(CopiedNames))]
    public void Rows_whose_copy_is_needed_are_copied(string name) => Check(Copied[name], times: 0);

    private void Check(string kernel, int times)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(kernel);
        Assert.Equal(times, CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("sweep-in-place", "in place"));
        foreach (var m in new[] { 1, 2, 5 })
        {
            var sizes = new[] { 1, 2, 3, 7, 16, 17, 63, 65, 129, 1000, 1009 };
            KernelOutputs.AssertAgree(
                llvm.Pool, program, sizes.Select(n => new Dictionary<string, long> { ["m"] = m, ["n"] = n }),
                (parameter, shape) => parameter.IsScalar ? Tensor.Scalar((long)m) : KernelOutputs.RandomInput(parameter, shape, size: 50));
        }
    }
}
