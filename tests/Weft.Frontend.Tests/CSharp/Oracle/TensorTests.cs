using System.Numerics.Tensors;
using System.Reflection;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Runs <see cref="TensorKernels"/>, which reflection cannot pass spans to, as plain C# and compiled: the same elements, and the
/// same exceptions where a part does not lie in its tensor.</summary>
public sealed class TensorTests
{
    private const int Rounds = 300;

    private delegate void Plain(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d);

    private delegate void Launch(
        Device device, ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d, CancellationToken cancellation);

    public static TheoryData<string> Kernels =>
        [.. typeof(TensorKernels).GetMethods().Where(m => m.IsDefined(typeof(KernelAttribute))).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Parts_are_those_of_plain_tensors(string kernel)
    {
        var plain = typeof(TensorKernels).GetMethod(kernel)!.CreateDelegate<Plain>();
        var launch = KernelOracle.LaunchOf(typeof(TensorKernels).Assembly.GetType($"{typeof(TensorKernels).Namespace}.{kernel}Kernel")!)
            .CreateDelegate<Launch>();
        using Device cpu = CpuDevice.Open(), interpreter = new("interp", new InterpreterCompiler());
        var faults = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            // Most bounds lie in the tensors, some do not.
            nint rows = random.Next(1, 8), columns = random.Next(1, 8);
            int Bound() => random.Next(12) == 0 ? random.Next(-2, 12) : random.Next((int)nint.Min(rows, columns) + 1);
            int[] bounds = [Bound(), Bound(), Bound(), Bound()];
            if (random.Next(4) > 0) Array.Sort(bounds, 0, 2);
            if (random.Next(4) > 0) Array.Sort(bounds, 2, 2);
            var x = Enumerable.Range(0, (int)(rows * columns)).Select(_ => (float)random.Next(100)).ToArray();
            var (expected, where) = (Run(plain), $"{kernel}, round {round}: [{rows}, {columns}], bounds {string.Join(", ", bounds)}");
            if (expected.Thrown is not null) faults++;
            foreach (var device in new[] { cpu, interpreter })
            {
                var found = Run((x, y, a, b, c, d) => launch(device, x, y, a, b, c, d, TestContext.Current.CancellationToken));
                KernelOracle.AssertSameFault(expected.Thrown, found.Thrown, where);
                Assert.True(expected.Elements.SequenceEqual(found.Elements), where);
            }

            (float[] Elements, Exception? Thrown) Run(Plain run)
            {
                var y = x.Select(e => e + 0.5f).ToArray();
                var thrown = KernelOracle.Try(() => run(
                    new(x, [rows, columns]), new(y, [rows, columns]), bounds[0], bounds[1], bounds[2], bounds[3]));
                return (y, thrown);
            }
        }

        Assert.InRange(faults, 1, Rounds - 30);
    }
}
