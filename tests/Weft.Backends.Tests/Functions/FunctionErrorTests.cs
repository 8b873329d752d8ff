using System.Globalization;
using Weft.Backends.Tests.EndToEnd;
using Weft.Backends.Tests.Interpreting;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tests.Functions;

/// <summary>Functions as the CPU gets them: as far from the exact result as docs/language.md promises, at most.</summary>
public sealed class FunctionErrorTests(FunctionRuns runs, ITestOutputHelper output) : IClassFixture<FunctionRuns>
{
    private const double Promised = 2;

    // A prime, so that all last digits come up in all exponents.
    private const int Stride = 16411;

    private static readonly double[] s_special =
    [
        0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -2.5, 1e-40, -1e-40, 1e-310, -1e-310, double.Epsilon, float.Epsilon, 1e30, -1e30,
        1e300, -1e300, float.MaxValue, float.MinValue, double.MaxValue, double.MinValue, 16777215, 9007199254740991, 4503599627370497.5,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.99999994f, 1.0000001f, 89, -104, 128, -150, 710, -746, 1024, -1075,
    ];

    private static readonly Dictionary<string, Func<double, double, double>> s_pairs = new() { ["pow"] = Math.Pow, ["atan2"] = Math.Atan2 };

    public static TheoryData<string> Functions => [.. MathReference.All.Select(f => f.Name)];

    /// <summary>Those that are one operation: <c>sigmoid</c> is several from the beginning.</summary>
    public static TheoryData<string> Operations => [.. MathReference.All.Select(f => f.Name).Where(name => name != "sigmoid")];

    public static TheoryData<string> Pairs => [.. s_pairs.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Singles_of_every_exponent_are_right(string name)
    {
        SkipWithoutLlvm();
        var numbers = Enumerable.Range(0, (int)((1L << 32) / Stride)).Select(i => BitConverter.UInt32BitsToSingle((uint)i * Stride));
        var x = numbers.Concat(s_special.Select(v => (float)v)).ToArray();
        var exact = MathReference.All.Single(f => f.Name == name).Exact;
        var y = runs.Compute($"{name}_f32", x);
        var (worst, at) = x.Select((v, i) => (MathReference.Distance(y[i], exact(v)), i)).Max();
        Assert.True(worst <= Promised, $"{name}({x[at]:R}) is {y[at]:R}, {worst} units in the last place from {exact(x[at]):R}");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Functions_of_two_singles_are_right(string name)
    {
        SkipWithoutLlvm();
        var random = new Random(1);
        float Any() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        float Near() => (random.NextSingle() * 20) - 4;
        var pairs = s_special.SelectMany(a => s_special.Select(b => ((float)a, (float)b)))
            .Concat(Enumerable.Range(0, 200_000).Select(i => i % 2 == 0 ? (Any(), Any()) : (Near(), Near()))).ToArray();
        float[] x = [.. pairs.Select(p => p.Item1)], z = [.. pairs.Select(p => p.Item2)];
        var y = runs.Compute($"{name}_f32", x, z);
        var worst = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var exact = s_pairs[name](x[i], z[i]);
            worst = Math.Max(worst, MathReference.Distance(y[i], exact));
            Assert.True(worst <= Promised, $"{name}({x[i]:R}, {z[i]:R}) is {y[i]:R}, not {exact:R}");
        }

        output.WriteLine($"{name}: {worst:0.000}");
    }

    [Fact]
    public void Doubles_are_right()
    {
        SkipWithoutLlvm();
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Functions", "double-reference.txt"));
        var rows = lines.Where(line => line[0] != '#').Select(line => line.Split(' ')).GroupBy(row => row[0]);
        var names = new List<string>();
        foreach (var rowsOfOne in rows.Select(group => group.ToList()))
        {
            var (name, arguments) = (rowsOfOne[0][0], rowsOfOne[0].Length - 3);
            var y = runs.Compute(
                $"{name}_f64", [.. Enumerable.Range(1, arguments).Select(k => rowsOfOne.Select(row => Number(row[k])).ToArray())]);
            var worst = 0.0;
            for (var i = 0; i < y.Length; i++)
            {
                var (row, nearest) = (rowsOfOne[i], Number(rowsOfOne[i][^2]));
                var steps = BitConverter.DoubleToInt64Bits(y[i]) - BitConverter.DoubleToInt64Bits(nearest);
                // Bits count away from zero, the rest counts upwards.
                var rest = double.Parse(row[^1], CultureInfo.InvariantCulture) * Math.Sign(nearest);
                worst = Math.Max(worst, Math.Abs(steps - rest));
                Assert.True(
                    worst <= Promised,
                    $"{name}({string.Join(", ", row[1..^2].Select(Number))}) is {y[i]:R}, {steps - rest} units in the last place off");
            }

            output.WriteLine($"{name}: {worst:0.000}");
            names.Add(name);
        }

        Assert.Equal(MathReference.All.Select(f => f.Name).Concat(s_pairs.Keys).Order(), names.Order());
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Special_doubles_are_as_in_the_C_library(string name)
    {
        SkipWithoutLlvm();
        var exact = MathReference.All.Single(f => f.Name == name).Exact;
        var y = runs.Compute($"{name}_f64", s_special);
        for (var i = 0; i < y.Length; i++) AssertNear(exact(s_special[i]), y[i], $"{name}({s_special[i]:R})");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Special_pairs_of_doubles_are_as_in_the_C_library(string name)
    {
        SkipWithoutLlvm();
        double[] x = [.. s_special.SelectMany(a => s_special.Select(_ => a))], z = [.. s_special.SelectMany(_ => s_special)];
        var y = runs.Compute($"{name}_f64", x, z);
        for (var i = 0; i < y.Length; i++) AssertNear(s_pairs[name](x[i], z[i]), y[i], $"{name}({x[i]:R}, {z[i]:R})");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    [MemberData(nameof(Pairs))]
    public void The_interpreter_computes_the_same_steps_bit_for_bit(string name)
    {
        SkipWithoutLlvm();
        var random = new Random(name.Length);
        double[] x = [.. s_special, .. Enumerable.Range(0, 200).Select(_ => (random.NextDouble() * 40) - 20)];
        double[] z = [.. x.Reverse()];
        double[][] arguments = s_pairs.ContainsKey(name) ? [x, z] : [x];
        float[][] singles = [.. arguments.Select(a => a.Select(v => (float)v).ToArray())];
        Assert.Equal(runs.Interpret($"{name}_f64", arguments), runs.Compute($"{name}_f64", arguments), SameBits);
        Assert.Equal(runs.Interpret($"{name}_f32", singles), runs.Compute($"{name}_f32", singles), (a, b) => SameBits(a, b));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Lanes_of_vectors_are_as_scalars(string name)
    {
        SkipWithoutLlvm();
        var module = Mlir.Parse($$"""
            func.func @lanes(%x: memref<8xf32> {wf.param = "x: f32[8]"}, %y: memref<8xf32> {wf.param = "y: inout f32[8]"})
                attributes {wf.kernel} {
              %c0 = arith.constant 0 : index
              %v = vector.load %x[%c0] : memref<8xf32>, vector<8xf32>
              %w = vector.shape_cast %v : vector<8xf32> to vector<2x4xf32>
              %r = math.{{name}} %w : vector<2x4xf32>
              %s = vector.shape_cast %r : vector<2x4xf32> to vector<8xf32>
              vector.store %s, %y[%c0] : memref<8xf32>, vector<8xf32>
              return
            }
            """);
        float[] x = [0.1f, -0.7f, 3.25f, 1e20f, -1e-41f, float.PositiveInfinity, float.NaN, -0f];
        var lanes = runs.Compute(KernelProgram.Of(module, new DiagnosticBag())!, "lanes", x);
        Assert.Equal(runs.Compute($"{name}_f32", x), lanes, (a, b) => SameBits(a, b));
    }

    private static void SkipWithoutLlvm() => Assert.SkipUnless(BackendAgreementTests.LlvmIsThere, "libLLVM is not installed");

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    // Of NaN there are many; all are the same.
    private static bool SameBits(double a, double b) =>
        double.IsNaN(a) ? double.IsNaN(b) : BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static void AssertNear(double wanted, double found, string what)
    {
        var distance = SameBits(wanted, found) ? 0
            : Math.Abs((decimal)BitConverter.DoubleToInt64Bits(wanted) - BitConverter.DoubleToInt64Bits(found));
        // The C library may be one off, too.
        Assert.True(distance <= (decimal)Promised + 1, $"{what} is {found:R}, not {wanted:R}");
    }
}
