using System.Numerics.Tensors;
using Weft.Runtime;
using Weft.Tests.Functions;

namespace Weft.Benchmarks;

/// <summary>Functions over arrays in the cache, on one thread.</summary>
internal static unsafe class MathTable
{
    private const int Count = 4096;

    // One that no contender replaces by square roots, as gcc does where quarters or 32nds make the exponent.
    private const float Exponent = 2.7f;

    private delegate void Primitive(ReadOnlySpan<float> x, Span<float> y);

    /// <param name="Least">Arguments lie between this and <paramref name="Most"/>.</param>
    private sealed record Function(
        string Name, float Least, float Most, Func<double, double> Exact, Primitive Primitive);

    private static readonly Function[] s_functions =
    [
        new("exp", -10, 10, Math.Exp, TensorPrimitives.Exp),
        new("tanh", -5, 5, Math.Tanh, TensorPrimitives.Tanh),
        new("log", 1e-3f, 1e3f, Math.Log, TensorPrimitives.Log),
        new("sin", -100, 100, Math.Sin, TensorPrimitives.Sin),
        new("cos", -100, 100, Math.Cos, TensorPrimitives.Cos),
        new("sqrt", 0, 100, Math.Sqrt, TensorPrimitives.Sqrt),
        new("pow", 0.1f, 100, x => Math.Pow(x, Exponent), (x, y) => TensorPrimitives.Pow(x, Exponent, y)),
    ];

    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var program = WeftKernels.Program(WeftKernels.PathOf("math.weft"));
        var gcc = PeerLibrary.CompileByGcc("-O3", "-march=native", "-ffast-math");
        using var y = new NativeArray(Count);
        var (rows, findings, greatest) = (new List<IReadOnlyList<string>>(), new List<Finding>(), 0.0);
        foreach (var function in s_functions)
        {
            using var x = new NativeArray(Count);
            var random = new Random(1);
            foreach (ref var value in x.Span) value = function.Least + (random.NextSingle() * (function.Most - function.Least));
            var contenders = Contenders(function, device.Load(program, $"{function.Name}_f32"), gcc, x, y);
            var errors = contenders.Select(contender => Error(contender, function, x, y)).ToList();
            var samples = Interleaved.Run(contenders, effort);
            greatest = Math.Max(greatest, errors[0]);
            findings.AddRange(samples.Skip(1).Select(s =>
                new Finding(Targets.Function(function.Name, s.Name.Split(' ')[0]), Ratio.Of(s.Cpu, samples[0].Cpu).Median)));
            rows.AddRange(samples.Select(IReadOnlyList<string> (s, i) =>
            [
                $"{function.Name}: {s.Name}",
                Form.Text($"{s.CpuMedian / Count * 1e9:0.000} ns"), Form.Text($"{s.CpuBest / Count * 1e9:0.000} ns"),
                Form.Text($"{errors[i]:0.0} ulp"), i == 0 ? "1" : Ratio.Of(s.Cpu, samples[0].Cpu).ToString(),
            ]));
        }

        return new("functions, one thread",
            $"y[i] = f(x[i]) for {Count} f32 in L1, per element. The error is the greatest of these elements; docs/language.md says "
            + "what is promised. gcc -ffast-math calls libmvec, which knows neither NaN nor infinities then.",
            ["", "processor time", "best", "greatest error", "time / Weft's [95 %]"], rows)
        {
            Findings = [.. findings, new(Targets.FunctionError, greatest)],
        };
    }

    private static List<Contender> Contenders(Function function, Kernel kernel, PeerLibrary? gcc, NativeArray x, NativeArray y)
    {
        long[] slots = [(long)x.Pointer, Count, (long)y.Pointer, Count];
        List<Contender> all =
        [
            Contender.Of("Weft", () => kernel.Launch(slots)),
            Contender.Of("TensorPrimitives", () => function.Primitive(x.Span, y.Span)),
        ];
        if (gcc is null) return all;
        var peer = gcc.Elementwise(function.Name);
        all.Add(Contender.Of(gcc.Name, () => peer(Count, x.Pointer, y.Pointer)));
        return all;
    }

    private static double Error(Contender contender, Function function, NativeArray x, NativeArray y)
    {
        y.Span.Fill(float.NaN);
        contender.Repeat(1);
        var worst = 0.0;
        for (var i = 0; i < Count; i++) worst = Math.Max(worst, MathReference.Distance(y.Span[i], function.Exact(x.Span[i])));
        // The peers promise little.
        return worst <= 2 || contender.Name != "Weft" ? worst
            : throw new InvalidOperationException($"{contender.Name}: {function.Name} is {worst} units in the last place from right");
    }
}
