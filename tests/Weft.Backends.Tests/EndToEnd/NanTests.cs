using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Extremes whose order is free, of which vectors carry apart whether there was a NaN: wherever one is, the result is one, and bits
/// are the interpreter's.</summary>
public sealed class NanTests(LlvmFixture llvm)
{
    private const string Whole = """
        fast kernel k(x: f32[n], y: f64[n]) -> (a: f32, b: f32, c: f64, d: f64) {
            a = max(i) x[i]
            b = min(i) 3 * x[i]
            c = max(i) y[i] * 2
            d = min(i) y[i]
        }
        """;

    private const string Rows = """
        fast kernel k(x: f32[m, n], y: f64[m, n]) -> (a: f32[m], b: f64[m]) {
            for i in 0..m {
                a[i] = 0.5
                for j in 0..n { a[i] max= x[i, j] }
                b[i] = min(j) y[i, j]
            }
        }
        """;

    public static TheoryData<string, int> Sizes
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var text in (string[])[Whole, Rows])
                foreach (var size in (int[])[1, 2, 3, 7, 17, 63, 65, 128, 257, 1000]) data.Add(text, size);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_NaN_anywhere_is_the_result(string text, int size)
    {
        var program = KernelOutputs.Load(text);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        // None, in the first and the last place, and somewhere between.
        foreach (var place in (int[])[-1, 0, size - 1, size / 2, size / 3])
            Assert.Equal(Of(interpreter, place), Of(cpu, place));

        string Of(Device device, int place) => KernelOutputs.Of(
            device, program, new() { ["m"] = 3, ["n"] = size }, (parameter, shape) => Values(parameter.Element, [.. shape], place));
    }

    [Fact]
    public void Vectors_carry_it_apart()
    {
        var lowered = CpuCompiler.Lower(KernelOutputs.Load(Whole), "k", new() { VerifyEach = true }, CpuModel.Avx512);
        // In blocks for threads, and where there are few.
        Assert.Equal(2 * 4, lowered.Remarks.Count("carry-nans", "carried"));
    }

    // The NaN without a sign: the interpreter keeps none.
    private static Tensor Values(ElementType element, long[] shape, int place)
    {
        var (random, tensor) = (new Random(place), Tensor.Zeros(element, [.. shape]));
        if (element.Name == "f32")
        {
            var all = tensor.As<float>();
            foreach (ref var value in all) value = (random.NextSingle() - 0.5f) * 100;
            if (place >= 0) all[(int)(all.Length - shape[^1]) + place] = BitConverter.UInt32BitsToSingle(0x7FC00000);
        }
        else
        {
            var all = tensor.As<double>();
            foreach (ref var value in all) value = (random.NextDouble() - 0.5) * 100;
            if (place >= 0) all[place] = BitConverter.UInt64BitsToDouble(0x7FF8000000000000);
        }

        return tensor;
    }
}
