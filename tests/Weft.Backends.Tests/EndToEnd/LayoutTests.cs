using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Arrays that lie in memory in another way than in the source: compiled kernels give what the interpreter gives, bit for bit.
/// </summary>
public sealed class LayoutTests(LlvmFixture llvm)
{
    // With what becomes of an array.
    private static readonly Dictionary<string, (string Kind, string Source)> Kernels = new()
    {
        ["steps in the last dimension"] = ("changed", """
            kernel k(x: f32[n], c: f32[m]) -> y: f32[n] {
                var t: f32[n, m]
                for i in 0..n { t[i, 0] = x[i] }
                for s in 1..m {
                    for i in 1..n - 1 { t[i, s] = 0.5 * t[i - 1, s - 1] + 0.25 * t[i + 1, s - 1] + c[s] }
                }
                for i in 0..n { y[i] = t[i, m - 1] }
            }
            """),
        ["fields of records"] = ("changed", """
            kernel k(p: f64[n], rounds: f64[m]) -> y: f64[n] {
                var b: f64[n, 4]
                for i in 0..n { b[i, 0] = p[i]; b[i, 1] = 1; b[i, 2] = 2 }
                for r in 0..m {
                    for i in 0..n {
                        b[i, 3] = 0
                        for j in 0..n {
                            let d = b[j, 0] - b[i, 0]
                            b[i, 3] = max(b[i, 3], d * d * b[j, 1] + b[j, 2])
                        }
                    }
                    for i in 0..n { b[i, 0] = b[i, 0] + rounds[r] * b[i, 3] }
                }
                for i in 0..n { y[i] = b[i, 0] }
            }
            """),
        ["a chain"] = ("changed", """
            kernel k(x: f32[n, m]) -> y: f32[n, m] {
                var t: f32[n, m]
                var u: f32[n, m]
                for i in 0..n { u[i, 0] = x[i, 0] }
                for r in 0..3 {
                    for s in 1..m {
                        for i in 1..n - 1 { t[i, s] = 0.5 * u[i - 1, s - 1] + u[i + 1, s - 1] }
                        for i in 1..n - 1 { u[i, s] = t[i - 1, s] + 0.25 * t[i + 1, s] }
                    }
                }
                y[i, s] = t[i, s] + x[i, s]
            }
            """),
        ["planes"] = ("changed", """
            kernel k(x: i32[n, m]) -> y: i32[m, n] {
                var t: i32[n, 3, m]
                for i in 0..n { t[i, 0, 0] = 1 }
                for s in 1..m {
                    for i in 1..n - 1 {
                        t[i, 1, s] = t[i - 1, 0, s - 1] + 2 * t[i + 1, 2, s - 1]
                        t[i, 2, s] = t[i + 1, 1, s - 1] - x[i, s]
                        t[i, 0, s] = t[i + 1, 2, s - 1] + 3 * t[i - 1, 1, s - 1] + 1
                    }
                }
                for s in 0..m { for i in 0..n { y[s, i] = t[i, 0, s] } }
            }
            """),
        ["rows a page apart"] = ("padded", """
            kernel k(x: f64[n], c: f64[m]) -> y: f64[n] {
                var t: f64[40, 512]
                for j in 0..512 { t[0, j] = c[0] + 0.25 }
                for r in 1..m {
                    for i in 1..40 { for j in 1..511 { t[i, j] = 0.5 * t[i - 1, j + 1] + 0.25 * t[i - 1, j] + c[r] } }
                    for j in 0..511 { for i in 1..40 { t[i, j] = 0.5 * t[i - 1, j + 1] + 0.125 * t[i - 1, j] } }
                }
                for i in 0..n { y[i] = x[i] + t[39, 17] }
            }
            """),
        ["fields of an argument"] = ("copied", """
            kernel k(p: f32[n, 3], q: f32[m, 3]) -> y: f32[n] {
                for i in 0..n {
                    var most: f32 = 0
                    for j in 0..m {
                        let a = p[i, 0] - q[j, 0]
                        let b = p[i, 1] - q[j, 1]
                        let c = p[i, 2] - q[j, 2]
                        most = max(most, a * a + b * b + c * c)
                    }
                    y[i] = most
                }
            }
            """),
        ["an argument that changes between the loops"] = ("copied", """
            kernel k(p: inout f64[n, 2], c: f64[m]) -> y: f64[n] {
                for r in 0..m {
                    for i in 0..n {
                        var most: f64 = 0
                        for j in 0..n { most = max(most, p[i, 0] * p[j, 1] - p[j, 0] * p[i, 1]) }
                        y[i] = most + c[r]
                    }
                    for i in 0..n { p[i, 0] = p[i, 0] + 0.125 * y[i] }
                }
            }
            """),
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_layout_gives_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var (kind, source) = Kernels[name];
        var program = KernelOutputs.Load(source);
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks;
        Assert.True(remarks.Count("change-layouts", kind) > 0, string.Join('\n', remarks.Items.Where(r => r.Pass == "change-layouts")));
        foreach (var (n, m) in new[]
            { (0, 0), (0, 3), (1, 0), (1, 1), (2, 1), (3, 2), (7, 3), (17, 5), (63, 2), (65, 4), (130, 7), (7, 65), (2, 130) })
            Check(program, new() { ["n"] = n, ["m"] = m });
    }

    [Fact]
    public void Arguments_that_overlap_are_read_as_they_lie() => OverlappingArrays.Check(
        llvm, """
        kernel k(p: f32[n, 4], y: inout f32[n, 4]) {
            for i in 0..n { for j in 0..n { y[i, 0] = max(y[i, 0], p[j, 1] * p[i, 2] - p[j, 3]) } }
        }
        """, 4000, [0, 1, 4, 16, 300], (x, shift) => [x, 30, 4, x + shift, 30, 4]);

    private void Check(KernelProgram program, Dictionary<string, long> extents)
    {
        using var compiled = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        using var interpreter = new Device("interp", new InterpreterCompiler());
        var at = string.Join(' ', extents);
        Assert.Equal((at, Run(interpreter)), (at, Run(compiled)));

        // Without a step there is no last one.
        string Run(Device device) => KernelOutputs.Of(device, program, extents, Values, mayStop: true);
    }

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape) =>
        KernelOutputs.RandomInput(parameter, shape, size: 50);
}
