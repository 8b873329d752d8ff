using System.Numerics.Tensors;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>y = a*x + y on one thread.</summary>
internal static unsafe class SaxpyTable
{
    // Small, so that y stays a number of ordinary size however often it is added to.
    private const float A = 1e-3f;

    private static readonly (string Name, int Count)[] s_sizes =
        [("L2, 2 x 128 KiB", 1 << 15), ("L3, 2 x 4 MiB", 1 << 20), ("DRAM, 2 x 128 MiB", 1 << 25)];

    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var kernel = device.Load(WeftKernels.Program(WeftKernels.PathOf("saxpy.weft")), "saxpy");
        var rows = new List<IReadOnlyList<string>>();
        var worst = double.MaxValue;
        foreach (var (name, count) in effort.IsSmoke ? s_sizes[..1] : s_sizes)
        {
            using var x = NativeArray.Random(count, seed: 1);
            using var y = NativeArray.Random(count, seed: 2);
            var contenders = Contenders(kernel, device, x, y);
            foreach (var contender in contenders) Check(contender, x, y);
            var samples = Interleaved.Run(contenders, effort);
            rows.AddRange(KernelRows.Of(name, 3.0 * sizeof(float) * count, samples));
            foreach (var peer in samples.Where(s => s.Name.StartsWith("clang", StringComparison.Ordinal)))
                worst = Math.Min(worst, Ratio.Of(peer.Cpu, samples[0].Cpu).Median);
        }

        return new("saxpy, one thread",
            "y = a*x + y in f32, 12 bytes moved per element. Weft's figures contain its launch, where clang's "
            + "function is called directly. Weft rounds the product and the sum, bit for bit as C#; clang contracts them "
            + "to one rounding unless told otherwise.",
            KernelRows.Columns, rows)
        {
            Findings = worst == double.MaxValue ? [] : [new(Targets.Saxpy, worst)],
        };
    }

    private static List<Contender> Contenders(Kernel kernel, Device device, NativeArray x, NativeArray y)
    {
        long[] slots = [WeftKernels.Bits(A), (long)x.Pointer, x.Length, (long)y.Pointer, y.Length];
        List<Contender> all =
        [
            Contender.Of("Weft from .weft", () => kernel.Launch(slots)),
            Contender.Of("Weft from C#", () => SaxpyKernel.Launch(device, A, x.Span, y.Span)),
            Contender.Of("plain C#", () => Kernels.Saxpy(A, x.Span, y.Span)),
            Contender.Of("TensorPrimitives", () => TensorPrimitives.MultiplyAdd(x.Span, A, y.Span, y.Span)),
        ];
        foreach (var peer in PeerLibrary.All())
            all.Add(Contender.Of(peer.Name, () => peer.Saxpy(x.Length, A, x.Pointer, y.Pointer)));
        return all;
    }

    // Two roundings, of the product and of the sum; nothing of the old result survives that would be right by accident.
    private static void Check(Contender contender, NativeArray x, NativeArray y)
    {
        NativeArray.Fill(y.Span, seed: contender.Name.Length, scale: 1);
        var before = y.Span.ToArray();
        contender.Repeat(1);
        for (var i = 0; i < before.Length; i++)
        {
            var (product, exact) = ((double)A * x.Span[i], ((double)A * x.Span[i]) + before[i]);
            if (!(Math.Abs(y.Span[i] - exact) <= (Math.Abs(product) + Math.Abs(exact)) * 6.0e-8))
                throw new InvalidOperationException($"{contender.Name}: element {i} is {y.Span[i]}, not {exact}");
            if (contender.Name[0] is 'W' && y.Span[i] != (A * x.Span[i]) + before[i])
                throw new InvalidOperationException($"{contender.Name}: element {i} differs from C#'s");
        }
    }
}
