using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Steps that go over rows while the step before changes them: compiled kernels give what the interpreter gives, bit for bit, also
/// with several blocks of columns.</summary>
public sealed class LookAheadTests(LlvmFixture llvm)
{
    private static readonly (int Rows, int Columns)[] s_sizes =
        [(1, 1), (2, 1), (1, 2), (3, 2), (4, 7), (5, 17), (7, 63), (9, 65), (8, 130), (6, 523), (2, 1031)];

    private static readonly Dictionary<string, string> Ahead = new()
    {
        ["orthogonal columns"] = """
            kernel k(a: inout f64[m, n]) -> (r: f64[n, n], q: f64[m, n]) {
                for k in 0..n {
                    var norm: f64 = 0
                    for i in 0..m { norm += a[i, k] * a[i, k] }
                    r[k, k] = sqrt(norm) + 1
                    for i in 0..m { q[i, k] = a[i, k] / r[k, k] }
                    for j in k+1..n {
                        r[k, j] = 0
                        for i in 0..m { r[k, j] += q[i, k] * a[i, j] }
                        for i in 0..m { a[i, j] -= q[i, k] * r[k, j] }
                    }
                }
            }
            """,
        ["in an order that is not free"] = """
            kernel k(a: inout i32[m, n], r: inout i32[n, n]) {
                for k in 0..n-1 {
                    for i in 0..m, j in k+1..n { r[k, j] = 3 * r[k, j] + a[i, k] * a[i, j] }
                    for i in 0..m, j in k+1..n { a[i, j] = 5 * a[i, j] - a[i, k] * r[k, j] }
                }
            }
            """,
        ["from a step that is not the first"] = """
            kernel k(a: inout i64[m, n], w: i64[m]) -> s: i64[n, n] {
                for k in 2..n {
                    for j in 0..n { s[k, j] = a[0, k] }
                    for i in 0..m, j in k+3..n { s[k, j] += a[i, j] ^ w[i] }
                    for i in 0..m, j in k+3..n { a[i, j] += a[i, k] & s[k, j] }
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Others = new()
    {
        ["a change that needs what all rows are joined to"] = """
            kernel k(a: inout i32[m, n], s: inout i32[n]) {
                for k in 0..n {
                    for i in 0..m, j in k+1..n { s[j] = 3 * s[j] + a[i, k] * a[i, j] }
                    for i in 0..m, j in k+1..n { a[i, j] -= a[i, k] * s[j] }
                }
            }
            """,
        ["a step that begins with all columns"] = """
            kernel k(a: inout i32[m, n], r: inout i32[n, n]) {
                for k in 0..n {
                    for j in k+1..n { r[k, j] = a[0, j] }
                    for i in 0..m, j in k+1..n { r[k, j] = 3 * r[k, j] + a[i, k] * a[i, j] }
                    for i in 0..m, j in k+1..n { a[i, j] -= a[i, k] * r[k, j] }
                }
            }
            """,
        ["a change along rows"] = """
            kernel k(a: inout i32[m, n], r: inout i32[n, n]) {
                for k in 0..n {
                    for i in 0..m, j in k+1..n { r[k, j] = 3 * r[k, j] + a[i, k] * a[i, j] }
                    for i in 0..m, j in k+1..n { a[i, j] = 3 * a[i, j-1] - r[k, j] }
                }
            }
            """,
        ["columns that stay"] = """
            kernel k(a: inout i32[m, n], r: inout i32[n, n]) {
                for k in 0..n {
                    for i in 0..m, j in 1..n { r[k, j] = 3 * r[k, j] + a[i, 0] * a[i, j] }
                    for i in 0..m, j in 1..n { a[i, j] -= a[i, 0] * r[k, j] }
                }
            }
            """,
    };

    public static TheoryData<string> AheadNames => [.. Ahead.Keys];

    public static TheoryData<string> OtherNames => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(AheadNames))]
    public void Steps_that_look_ahead_give_the_same(string name) => Check(Ahead[name], isAhead: true);

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void Others_stay(string name) => Check(Others[name], isAhead: false);

    private void Check(string text, bool isAhead)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(text);
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks;
        Assert.Equal(isAhead, remarks.Count("look-ahead", "ahead") > 0);
        KernelOutputs.AssertAgree(
            llvm.Pool, program, s_sizes.Select(size => new Dictionary<string, long> { ["m"] = size.Rows, ["n"] = size.Columns }),
            (parameter, shape) => KernelOutputs.RandomInput(parameter, shape, 99));
    }
}
