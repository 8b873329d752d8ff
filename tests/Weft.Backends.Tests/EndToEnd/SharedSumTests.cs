using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Sums of which turns have parts in common, which are added up once: of whole numbers, compiled kernels give what the interpreter
/// gives, bit for bit.</summary>
public sealed class SharedSumTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Kernels = new()
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

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shared_sums_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.True(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("share-sums", "shared") > 0);
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
