using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Rows as lanes that are read and written in squares: compiled kernels give what the interpreter gives, bit for bit.</summary>
public sealed class RowSquareTests(LlvmFixture llvm)
{
    private static readonly int[] s_sizes = [1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 33, 65];

    private static readonly Dictionary<string, string> Kernels = new()
    {
        ["forward"] = """
            kernel k(x: f64[n, n + 3]) -> y: f64[n, n + 3] {
                for i in 0..n {
                    var before: f64 = 0
                    for j in 0..n + 3 {
                        y[i, j] = x[i, j] - 0.5 * before
                        before = y[i, j]
                    }
                }
            }
            """,
        ["backward, beside what all rows read"] = """
            kernel k(x: f32[n, n], w: f32[n]) -> (y: f32[n, n], last: f32[n]) {
                for i in 0..n {
                    var before: f32 = w[i]
                    for j in n-1..0 step -1 {
                        y[i, j] = x[i, j-1] * w[j] + before
                        before = 0.25 * y[i, j] - x[i, j]
                    }
                    last[i] = before
                }
            }
            """,
        ["to and fro"] = """
            kernel k(x: i32[n, n]) -> (p: i32[n, n], q: i32[n, n]) {
                for i in 0..n {
                    var s: i32 = 1
                    for j in 0..n {
                        s = s * 3 - x[i, j]
                        p[i, j] = s
                    }
                    for j in n-1..-1 step -1 {
                        s = s * p[i, j] + 1
                        q[i, j] = s
                    }
                }
            }
            """,
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Squares_of_rows_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.Contains(
            CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Items,
            remark => remark.Message.Contains("turned round in registers", StringComparison.Ordinal));
        KernelOutputs.AssertAgree(
            llvm.Pool, program, s_sizes.Select(n => new Dictionary<string, long> { ["n"] = n }),
            (parameter, shape) => KernelOutputs.RandomInput(parameter, shape, 99));
    }
}
