using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Rows whose turns wait for each other, several at once: compiled kernels give what the interpreter gives, bit for bit.</summary>
public sealed class WaitingRowTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> AsLanes = new()
    {
        ["alignments"] = """
            kernel k(p: i32, r: i32[n, n], s: inout i32[n + 1, n + 1]) {
                for i in 1..n + 1, j in 1..n + 1 {
                    s[i, j] = max(s[i-1, j-1] + r[i-1, j-1], max(s[i, j-1], s[i-1, j]) - p)
                }
            }
            """,
        ["without the one above"] = """
            kernel k(x: f64[n, n], y: f64[n, n], s: inout f64[n, n]) {
                for i in 1..n, j in 2..n { s[i, j] = 0.5 * s[i, j-1] - 0.25 * s[i-1, j-2] + x[i, j] * y[i-1, j-2] }
            }
            """,
        ["two before"] = """
            kernel k(x: f32[n + 3, n + 1], s: inout f32[n, n]) {
                for i in 1..n, j in 2..n { s[i, j] = s[i, j-2] * 0.5 + (s[i, j-1] - s[i-1, j]) * x[i+2, j+1] + s[i-1, j-1] }
            }
            """,
        ["what all turns read"] = """
            kernel k(p: f32[2], x: f32[n, n], s: inout f32[n, n]) {
                for i in 1..n, j in 1..n { s[i, j] = max(s[i, j-1], x[i, j]) * p[0] - s[i-1, j] * p[1] }
            }
            """,
        ["in planes"] = """
            kernel k(s: inout i64[2, n, 3, n]) {
                for z in 0..2 {
                    for i in 1..n, j in 1..n { s[z, i, 1, j] = min(s[z, i, 1, j-1], s[z, i-1, 1, j]) ^ 5 }
                }
            }
            """,
        ["of the column further"] = """
            kernel k(s: inout i32[n, n + 1]) {
                for i in 1..n, j in 1..n { s[i, j] = s[i, j-1] + s[i-1, j+1] }
            }
            """,
        ["of its own row further"] = """
            kernel k(s: inout f32[n, n]) {
                for i in 1..n, j in 1..n - 2 { s[i, j] = (s[i, j-1] - s[i-1, j]) * 0.5 + s[i, j] - 0.25 * s[i, j+2] }
            }
            """,
        ["of the row below"] = """
            kernel k(x: f64[n, n], s: inout f64[n, n]) {
                for i in 0..n - 1, j in 2..n { s[i, j] = (s[i, j-1] - s[i+1, j-2]) * x[i, j] + s[i+1, j] }
            }
            """,
        ["of all neighbours"] = """
            kernel k(s: inout f64[n, n]) {
                for i in 1..n - 1, j in 1..n - 1 {
                    s[i, j] = (s[i-1, j-1] + s[i-1, j] + s[i-1, j+1] + s[i, j-1] + s[i, j] + s[i, j+1] + s[i+1, j-1] + s[i+1, j] + s[i+1, j+1]) / 9
                }
            }
            """,
        ["of all neighbours, in sweeps"] = """
            kernel k(steps: i32, s: inout f64[n, n]) {
                for t in 0..steps, i in 1..n - 1, j in 1..n - 1 {
                    s[i, j] = (s[i-1, j-1] + s[i-1, j] + s[i-1, j+1] + s[i, j-1] + s[i, j] + s[i, j+1] + s[i+1, j-1] + s[i+1, j] + s[i+1, j+1]) / 9
                }
            }
            """,
        ["from a later row on"] = """
            kernel k(s: inout i32[n, n]) {
                for z in 0..2, i in max(n / 3, z + 1)..min(n, n + 1 - z), j in 1..n { s[i, j] = max(s[i, j-1], s[i-1, j]) + 1 }
            }
            """,
    };

    private static readonly Dictionary<string, string> OneByOne = new()
    {
        ["of the row two above"] = """
            kernel k(s: inout i32[n, n]) {
                for i in 2..n, j in 1..n { s[i, j] = max(s[i, j-1], s[i-2, j]) }
            }
            """,
        ["of an element of each row"] = """
            kernel k(x: i32[n, 2], s: inout i32[n, n]) {
                for i in 1..n, j in 1..n { s[i, j] = max(s[i, j-1], s[i-1, j]) - x[i, 1] }
            }
            """,
        ["of a counter"] = """
            kernel k(s: inout i32[n, n]) {
                for i in 1..n, j in 1..n { s[i, j] = max(s[i, j-1], s[i-1, j]) + i32(j) }
            }
            """,
    };

    public static TheoryData<string> AsLanesNames => [.. AsLanes.Keys];

    public static TheoryData<string> OneByOneNames => [.. OneByOne.Keys];

    [Theory]
    [MemberData(nameof(AsLanesNames))]
    public void Rows_as_lanes_give_the_same(string name) => Check(AsLanes[name], areLanes: true);

    [Theory]
    [MemberData(nameof(OneByOneNames))]
    public void Rows_turn_by_turn_give_the_same(string name) => Check(OneByOne[name], areLanes: false);

    private void Check(string kernel, bool areLanes)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(kernel);
        var chosen = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Items.Where(remark => remark.Pass == "stagger-loops");
        Assert.Equal([areLanes], chosen.Select(remark => remark.Message.Contains("as lanes of a vector", StringComparison.Ordinal)));
        var sizes = new[] { 1, 2, 3, 7, 16, 17, 31, 32, 33, 47, 48, 65, 129 };
        KernelOutputs.AssertAgree(
            llvm.Pool, program, sizes.Select(n => new Dictionary<string, long> { ["n"] = n }),
            (parameter, shape) => KernelOutputs.RandomInput(parameter, shape, size: 50));
    }
}
