using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Elements and rows that all others need once, when they are complete: compiled kernels give what the interpreter gives, bit for
/// bit, at sizes around those of blocks and vectors.</summary>
public sealed class PivotTests(LlvmFixture llvm)
{
    private static readonly int[] s_sizes = [1, 2, 3, 7, 15, 16, 17, 31, 33, 48, 63, 65, 100];

    private static readonly Dictionary<string, string> Steps = new()
    {
        ["shortest paths"] = """
            fast kernel k(a: inout f64[n, n]) {
                for k in 0..n, i in 0..n, j in 0..n { a[i, j] = min(a[i, j], a[i, k] + a[k, j]) }
            }
            """,
        ["each step changes what the next ones see"] = """
            kernel k(a: inout i32[n, n]) {
                for k in 0..n, i in 0..n, j in 0..n { a[i, j] = 3 * a[i, j] - a[i, k] * a[k, j] + a[k, k] }
            }
            """,
        ["wider than high, without the borders"] = """
            kernel k(x: i64[n], a: inout i64[n, n + 5]) {
                for k in 1..n - 1, i in 1..n - 1 {
                    for j in 1..n + 5 { a[i, j] = a[i, j-1] * a[k, k] + a[k, j] - x[i] * a[i, k + 2] }
                }
            }
            """,
        ["planes, in two loops"] = """
            kernel k(a: inout i32[n, 3, n]) {
                for k in 0..n, i in 0..n {
                    for j in 0..n { a[i, 0, j] = a[i, 0, j] + a[k, 2, j] }
                    for z in 0..3, j in 0..n { a[i, z, j] = a[i, z, j] * 3 - a[i, 0, k] }
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Joins = new()
    {
        ["maxima"] = """
            kernel k(t: i32[n, n], x: inout i32[n]) {
                for j in 1..n {
                    x[j] = max(x[j], x[j-1])
                    for k in 1..j { x[j] = max(x[j], x[k] + t[k, j]) }
                }
            }
            """,
        ["sums of products"] = """
            kernel k(t: i64[n, n], y: inout i64[n]) {
                for j in 1..n {
                    y[j] = y[j] + 5 * y[j-1]
                    for k in 1..j { y[j] = y[j] + y[k] * t[k, j] }
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Neither = new()
    {
        ["the row below the step's, too"] = """
            kernel k(a: inout i32[n, n]) {
                for k in 0..n - 1, i in 0..n - 1, j in 0..n { a[i, j] = a[i, j] + a[k, j] * a[k + 1, j] }
            }
            """,
        ["a column of all rows"] = """
            kernel k(a: inout i32[n, n]) {
                for k in 0..n, i in 0..n, j in 0..n { a[i, j] = a[i, j] + a[k, j] * a[j, k] }
            }
            """,
        ["complete when it is doubled"] = """
            kernel k(t: i32[n, n], x: inout i32[n]) {
                for j in 1..n {
                    x[j] = 2 * x[j]
                    for k in 1..j { x[j] = x[j] + x[k] * t[k, j] }
                }
            }
            """,
        ["needed before it is complete"] = """
            kernel k(t: i32[n, n], x: inout i32[n]) {
                for j in 1..n - 1 {
                    x[j] = max(x[j], x[j+1])
                    for k in 1..j { x[j] = max(x[j], x[k] + t[k, j]) }
                }
            }
            """,
        ["another kind of join"] = """
            kernel k(t: i32[n, n], x: inout i32[n]) {
                for j in 1..n {
                    x[j] = min(x[j], x[j-1])
                    for k in 1..j { x[j] = max(x[j], x[k] + t[k, j]) }
                }
            }
            """,
    };

    public static TheoryData<string> StepNames => [.. Steps.Keys];

    public static TheoryData<string> JoinNames => [.. Joins.Keys];

    public static TheoryData<string> OtherNames => [.. Neither.Keys];

    [Theory]
    [MemberData(nameof(StepNames))]
    public void Several_steps_at_once_give_the_same(string name) => Check(Steps[name], blocked: true, pushed: false);

    [Theory]
    [MemberData(nameof(JoinNames))]
    public void Joins_that_are_given_give_the_same(string name) => Check(Joins[name], blocked: false, pushed: true);

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void What_is_neither_stays(string name) => Check(Neither[name], blocked: false, pushed: false);

    private void Check(string text, bool blocked, bool pushed)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(text);
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks;
        var isPushed = remarks.Items.Any(remark => remark.Message.StartsWith("each turn of the loop", StringComparison.Ordinal));
        Assert.Equal((blocked, pushed), (remarks.Count("block-steps", "blocked") > 0, isPushed));
        KernelOutputs.AssertAgree(
            llvm.Pool, program, s_sizes.Select(n => new Dictionary<string, long> { ["n"] = n }),
            (parameter, shape) => KernelOutputs.RandomInput(parameter, shape, 99));
    }
}
