using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Long loops that join values, on several threads.</summary>
public sealed class SharedJoinsTests(LlvmFixture llvm)
{
    // In any order the same bits.
    private const string Exact = """
        kernel k(x: i32[n], y: f32[n], z: u8[n], s: i64) -> (a: i32, b: f32, c: f32, d: u8, e: i64, f: i32, g: i32) {
            a = sum(i) x[i]
            b = max(i) y[i]
            c = min(i) -2 * y[i]
            d = max(i) z[i]
            var t = s
            var u = 1
            var v = 7
            for i in 3..n {
                t = max(t, i64(x[i]))
                u *= x[i] | 1
                if z[i] > 100 { v += x[i] }
            }
            e = t
            f = u
            g = v
        }
        """;

    private const string Sums = """
        fast kernel k(x: f32[n], y: f32[n]) -> (a: f32, b: f32) {
            a = sum(i) x[i]
            b = sum(i) x[i] * y[i]
        }
        """;

    private const string Nests = """
        kernel k(x: i32[m, n], y: f32[m, n]) -> (a: i32, b: f32, c: i32, d: i32) {
            a = sum(i, j) x[i, j]
            b = max(i, j) y[i, j]
            var t = 9
            for i in 1..m {
                t += x[i, 0]
                for j in 0..i { if j < n { t += x[i, j] * x[i - 1, j] } }
            }
            c = t
            var u = 3
            for i in 40..m { for j in 0..n { u += x[i, j] } }
            d = u
        }
        """;

    public static TheoryData<int> Sizes => [1, 4, 65535, 65536, 65538, 65539, 65540, 98304, 98305, 200001];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void They_give_what_the_interpreter_gives(int size)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Exact);
        var expected = Interpreted(program, size);
        foreach (var threads in (int[])[1, 2, 3]) Assert.Equal(expected, OnThreads(threads, program, size));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(63, 70)]
    [InlineData(64, 7)]
    [InlineData(66, 100)]
    [InlineData(300, 33)]
    public void So_do_nests(int rows, int columns)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Nests);
        var expected = Interpreted(program, columns, rows);
        foreach (var threads in (int[])[1, 2, 3]) Assert.Equal(expected, OnThreads(threads, program, columns, rows));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sums_of_floats_are_the_same_on_any_number_of_threads(int size)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Sums);
        var expected = OnThreads(1, program, size);
        foreach (var threads in (int[])[2, 3, 5]) Assert.Equal(expected, OnThreads(threads, program, size));
    }

    [Fact]
    public void All_are_shared()
    {
        Assert.Equal(5, Count(Exact));
        Assert.Equal(2, Count(Sums));
        Assert.Equal(4, Count(Nests));

        static int Count(string text) =>
            CpuCompiler.Lower(KernelOutputs.Load(text), "k", new() { VerifyEach = true }).Remarks.Count("share-joins", "shared");
    }

    private static string OnThreads(int threads, KernelProgram program, int size, int rows = 1) =>
        KernelOutputs.OnThreads(threads, program, Extents(size, rows), Values);

    private static string Interpreted(KernelProgram program, int size, int rows = 1)
    {
        using var interpreter = new Device("interp", new InterpreterCompiler());
        return KernelOutputs.Of(interpreter, program, Extents(size, rows), Values);
    }

    private static Dictionary<string, long> Extents(int size, int rows) => new() { ["m"] = rows, ["n"] = size };

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        if (parameter.IsScalar) return Tensor.Scalar(-5L);
        var (random, tensor) = (new Random(1), Tensor.Zeros(parameter.Element, shape));
        if (parameter.Element.Name == "f32")
            foreach (ref var value in tensor.As<float>()) value = (random.NextSingle() - 0.5f) * 8;
        else
            random.NextBytes(tensor.Bytes.Span);
        return tensor;
    }
}
