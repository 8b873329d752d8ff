using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Some columns for all rows before the next columns: compiled kernels give what the interpreter gives, bit for bit, at sizes
/// around those of blocks and vectors.</summary>
public sealed class BlockColumnTests(LlvmFixture llvm)
{
    private static readonly int[] s_sizes = [1, 2, 3, 7, 17, 31, 33, 63, 65, 130];

    private static readonly Dictionary<string, string> Blocked = new()
    {
        ["down and up again"] = """
            kernel k(a: i32[n, n], b: i32[n, n], c: inout i32[n, n]) {
                for i in 0..n, j in 0..n {
                    var t: i32 = 0
                    for k in 0..i {
                        c[k, j] += b[i, j] * a[i, k]
                        t += b[k, j] * a[i, k]
                    }
                    c[i, j] = 3 * c[i, j] + t
                }
            }
            """,
        ["sums in their order, of some columns"] = """
            kernel k(a: f64[n, n], c: inout f64[n, n + 40]) {
                for i in 1..n, j in 2..n + 39 {
                    var t: f64 = a[i, 0]
                    for k in 0..i { t = t * 0.5 - c[k, j] * a[i, k] }
                    c[i, j] = t
                }
            }
            """,
        ["in planes"] = """
            kernel k(a: i64[n], c: inout i64[3, n, n]) {
                for i in 0..n, j in 0..n {
                    var t: i64 = a[i]
                    for k in 0..n {
                        for z in 0..2 { c[z + 1, k, j] = c[z, k, j] ^ (c[z + 1, k, j] * 5 + t) }
                        t = t * 3 + c[2, k, j]
                    }
                    c[0, i, j] = t
                }
            }
            """,
    };

    private static readonly Dictionary<string, string> Others = new()
    {
        ["the column before"] = """
            kernel k(c: inout i32[n, n]) {
                for i in 0..n, j in 1..n {
                    for k in 0..n { c[k, j] = c[k, j] * 3 + c[k, j-1] }
                }
            }
            """,
        ["columns up to the row"] = """
            kernel k(b: i32[n, n], c: inout i32[n, n]) {
                for i in 0..n, j in 0..i {
                    for k in 0..n { c[i, j] = c[i, j] * 3 + b[k, j] }
                }
            }
            """,
    };

    public static TheoryData<string> BlockedNames => [.. Blocked.Keys];

    public static TheoryData<string> OtherNames => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(BlockedNames))]
    public void Blocks_of_columns_give_the_same(string name) => Check(Blocked[name], isBlocked: true);

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void Others_stay(string name) => Check(Others[name], isBlocked: false);

    private void Check(string text, bool isBlocked)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(text);
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks;
        Assert.Equal(isBlocked, remarks.Count("block-columns", "blocked") > 0);
        KernelOutputs.AssertAgree(
            llvm.Pool, program, s_sizes.Select(n => new Dictionary<string, long> { ["n"] = n }),
            (parameter, shape) => KernelOutputs.RandomInput(parameter, shape, 99));
    }
}
