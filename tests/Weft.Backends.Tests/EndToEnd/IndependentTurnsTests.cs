using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Plain loops that threads share give on any number of them what the interpreter gives, bit for bit.</summary>
public sealed class IndependentTurnsTests(LlvmFixture llvm)
{
    // How many loops threads share in each; extents are so large that a run of turns is worth one.
    private static readonly Dictionary<string, (int Shared, string Text)> Kernels = new()
    {
        ["neighbours of another array"] = (1, """
            kernel k(x: f64[n, n]) -> y: f64[n, n] {
                for i in 1..n - 1, j in 1..n - 1 { y[i, j] = 0.25 * (x[i, j - 1] + x[i, j + 1] + x[i - 1, j] + x[i + 1, j]) }
            }
            """),
        ["a triangle with a sum in it"] = (1, """
            kernel k(x: f32[n, n]) -> y: f32[n] {
                for i in 0..n {
                    var s: f32 = 0.5
                    for j in 0..i, p in j..n { s += x[i, j] * x[j, p] }
                    y[i] = s
                }
            }
            """),
        ["sweeps over time, which wait"] = (2, """
            kernel k(a: inout f32[n, n], b: inout f32[n, n], other: f32[n, n]) {
                for t in 0..7 {
                    for i in 0..n, j in 0..n { b[i, j] = a[n - 1 - i, j] + other[i, j] }
                    for i in 0..n, j in 0..n { a[i, j] = b[n - 1 - i, j] - 2 * other[i, j] }
                }
            }
            """),
        ["rows from the left to the right"] = (1, """
            kernel k(a: inout f64[n, n]) {
                for i in 0..n {
                    for j in 1..n { a[i, j] -= 0.5 * a[i, j - 1] }
                    for j in 1..n { a[i, n - 1 - j] -= 0.25 * a[i, n - j] }
                }
            }
            """),
        ["columns that wait for rows"] = (0, """
            kernel k(a: inout i32[n, n]) {
                for i in 1..n, j in 1..n { a[i, j] += a[i - 1, j] ^ a[i, j - 1] }
            }
            """),
        ["a number that rows hand on"] = (0, """
            kernel k(x: i64[n, n]) -> y: i64[n] {
                var s: i64 = 1
                for i in 0..n {
                    for j in 0..n { s = 3 * s + x[i, j] }
                    y[i] = s
                }
            }
            """),
        ["places that are looked up"] = (0, """
            kernel k(at: i32[n], x: f32[n, n]) -> y: f32[n, n] {
                for i in 0..n, j in 0..n { y[at[i], j] = x[i, j] }
            }
            """),
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_same_on_any_number_of_threads(string name)
    {
        Assert.NotNull(llvm.Host);
        var (shared, text) = Kernels[name];
        var program = KernelOutputs.Load(text);
        var remarks = CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks;
        Assert.Equal(shared, remarks.Count("outline-parallel", "parallel"));
        using var interpreter = new Device("interp", new InterpreterCompiler());
        foreach (var n in new[] { 1, 2, 19, 150 })
        {
            var extents = new Dictionary<string, long> { ["n"] = n };
            var expected = KernelOutputs.Of(interpreter, program, extents, Values);
            foreach (var threads in new[] { 1, 2, 3, 5 })
                Assert.Equal((n, threads, expected), (n, threads, KernelOutputs.OnThreads(threads, program, extents, Values)));
        }
    }

    [Fact]
    public void Arrays_that_overlap_keep_the_order_of_the_source()
    {
        const int Size = 120;
        const string Kernel = """
            kernel k(x: f32[n, n], y: inout f32[n, n]) {
                for i in 1..n, j in 0..n { y[i, j] += 0.5 * x[i - 1, j] }
            }
            """;
        OverlappingArrays.Check(
            llvm, Kernel, 2 * Size * Size, [0, 3, Size, Size * Size], (x, shift) => [x, Size, Size, x + shift, Size, Size]);
    }

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        return parameter.Name == "at" ? Tensor.Of([.. Enumerable.Range(0, count).Select(i => (i * 7) % count)], shape)
            : KernelOutputs.RandomInput(parameter, shape, size: 1000);
    }
}
