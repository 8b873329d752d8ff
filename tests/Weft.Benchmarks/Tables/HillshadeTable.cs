using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>Shaded relief of an elevation model on one thread: a 3x3 stencil with divisions and a root.</summary>
internal static unsafe class HillshadeTable
{
    // As in samples/Hillshade: cells in metres, light from the north-west at 45 degrees.
    private const float Dx = 74.5f, Dy = 92.6f, East = -0.5f, North = 0.5f, Up = 0.70710677f;

    // Shades are at most 1; what is compared went through about 20 roundings of numbers up to 4 times that.
    private const double Tolerance = 4e-6;

    private const int Large = 4096;

    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var kernel = device.Load(WeftKernels.Program(Repository.PathOf("samples/Hillshade/hillshade.weft")), "hillshade");
        var rows = new List<IReadOnlyList<string>>();
        var (lowest, same) = (double.MaxValue, double.MaxValue);
        foreach (var (name, dem) in effort.IsSmoke ? [Jacksboro()] : new[] { Jacksboro(), RandomTerrain() })
        {
            var shade = new float[dem.GetLength(0), dem.GetLength(1)];
            var reference = Reference(dem);
            fixed (float* input = dem, output = shade)
            {
                var contenders = Contenders(kernel, device, dem, shade, input, output);
                Kernels.Hillshade(dem, Dx, Dy, East, North, Up, shade);
                var plain = (float[,])shade.Clone();
                foreach (var contender in contenders) Check(contender, shade, reference, plain);
                var samples = Interleaved.Run(contenders, effort);
                rows.AddRange(KernelRows.Of(name, 2.0 * sizeof(float) * dem.Length, samples));
                foreach (var peer in samples.Where(s => s.Name.StartsWith("clang", StringComparison.Ordinal)))
                {
                    var ratio = Ratio.Of(peer.Cpu, samples[0].Cpu).Median;
                    if (!peer.Name.Contains("fast", StringComparison.Ordinal)) lowest = Math.Min(lowest, ratio);
                    if (HasSameResults(peer.Name)) same = Math.Min(same, ratio);
                }
            }
        }

        var against = lowest == double.MaxValue
            ? "there is no clang here"
            : Form.Text($"the lowest ratio to clang -O3 with the same results is {same:0.00}");
        return new("hillshade, one thread",
            $"3 divisions and a root per element; {against}. Weft's results are those of C#, bit for bit (checked); clang fuses products "
            + "and sums unless told otherwise, and has a form of the limit at 0 that loses what is not a number. -ffast-math replaces "
            + "divisions and the root by approximations, which Weft has no way to allow.",
            KernelRows.Columns, rows)
        {
            Findings = lowest == double.MaxValue ? [] : [new(Targets.Hillshade, lowest)],
        };
    }

    private static (string, float[,]) Jacksboro()
    {
        var tensor = TensorFile.Read(Repository.PathOf("samples/data/jacksboro_dem_f32.npy"));
        var dem = new float[tensor.Shape[0], tensor.Shape[1]];
        tensor.As<float>().CopyTo(MemoryMarshal.CreateSpan(ref dem[0, 0], dem.Length));
        return ($"Jacksboro, {tensor.Shape[0]} x {tensor.Shape[1]}", dem);
    }

    private static (string, float[,]) RandomTerrain()
    {
        var dem = new float[Large, Large];
        NativeArray.Fill(MemoryMarshal.CreateSpan(ref dem[0, 0], dem.Length), seed: 3, scale: 500);
        return ($"random, {Large} x {Large}", dem);
    }

    private static List<Contender> Contenders(Kernel kernel, Device device, float[,] dem, float[,] shade, float* input, float* output)
    {
        var (h, w) = (dem.GetLength(0), dem.GetLength(1));
        // Pointers cannot be captured.
        var (from, to) = ((nint)input, (nint)output);
        long[] slots = [from, h, w, .. new[] { Dx, Dy, East, North, Up }.Select(WeftKernels.Bits), to, h, w];
        List<Contender> all =
        [
            Contender.Of("Weft from .weft", () => kernel.Launch(slots)),
            Contender.Of("Weft from C#", () => HillshadeKernel.Launch(device, dem, Dx, Dy, East, North, Up, shade)),
            Contender.Of("plain C#", () => Kernels.Hillshade(dem, Dx, Dy, East, North, Up, shade)),
        ];
        foreach (var peer in PeerLibrary.All())
            all.Add(Contender.Of(peer.Name, () => peer.Hillshade(h, w, (float*)from, Dx, Dy, East, North, Up, (float*)to)));
        return all;
    }

    private static void Check(Contender contender, float[,] shade, double[,] reference, float[,] plain)
    {
        MemoryMarshal.CreateSpan(ref shade[0, 0], shade.Length).Fill(float.NaN);
        contender.Repeat(1);
        var isExact = contender.Name.StartsWith("Weft", StringComparison.Ordinal) || HasSameResults(contender.Name);
        for (var y = 1; y < shade.GetLength(0) - 1; y++)
        {
            for (var x = 1; x < shade.GetLength(1) - 1; x++)
            {
                if (!(Math.Abs(shade[y, x] - reference[y, x]) <= Tolerance))
                    throw new InvalidOperationException($"{contender.Name}: [{y}, {x}] is {shade[y, x]}, not {reference[y, x]}");
                if (isExact && !SameBits(shade[y, x], plain[y, x]))
                    throw new InvalidOperationException($"{contender.Name}: [{y}, {x}] is {shade[y, x]}, but C# gives {plain[y, x]}");
            }
        }
    }

    private static bool HasSameResults(string peer) => peer.Contains(PeerLibrary.SameResults, StringComparison.Ordinal);

    // Bits, so that a zero's sign counts.
    private static bool SameBits(float a, float b) => WeftKernels.Bits(a) == WeftKernels.Bits(b);

    private static double[,] Reference(float[,] dem)
    {
        var result = new double[dem.GetLength(0), dem.GetLength(1)];
        for (var y = 1; y < dem.GetLength(0) - 1; y++)
        {
            for (var x = 1; x < dem.GetLength(1) - 1; x++)
            {
                double At(int dy, int dx) => dem[y + dy, x + dx];
                var east = (At(-1, 1) + (2 * At(0, 1)) + At(1, 1) - At(-1, -1) - (2 * At(0, -1)) - At(1, -1)) / (8.0 * Dx);
                var north = (At(-1, -1) + (2 * At(-1, 0)) + At(-1, 1) - At(1, -1) - (2 * At(1, 0)) - At(1, 1)) / (8.0 * Dy);
                result[y, x] = Math.Max(0, (Up - (East * east) - (North * north)) / Math.Sqrt(1 + (east * east) + (north * north)));
            }
        }

        return result;
    }
}
