using System.Runtime.Intrinsics;

namespace Weft.Benchmarks;

/// <summary>How many additions and multiplications one thread can do at most: multiply-adds from registers, in vectors of 512 bits.</summary>
internal static class FmaPeak
{
    private const int Chains = 8;
    private const int Width = 16;

    private static float s_sink;

    /// <summary>In f32, per second of processor time. Vectors of f64 have half as many elements and take as long.</summary>
    public static double Measure(Effort effort)
    {
        var samples = Interleaved.Run([new("FMA", n => s_sink += MultiplyAdd(n))], effort)[0];
        return 2.0 * Width * Chains / samples.CpuBest;
    }

    private static float MultiplyAdd(int times)
    {
        var x = Vector512.Create(0.999f);
        var (a, b, c, d) = (x, x, x, x);
        var (e, f, g, h) = (x, x, x, x);
        for (var i = 0; i < times; i++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }
}
