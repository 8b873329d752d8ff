using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weft.Benchmarks;

/// <summary>What one thread of the machine can do at most.</summary>
/// <param name="Peak">Multiplications and additions of f32 per second; of f64, half as many.</param>
internal sealed unsafe record MachineLimits(double Peak, IReadOnlyList<MachineLimits.Level> Levels)
{
    private const int Width = 16;

    private static readonly (string Name, int Count)[] s_sizes =
        [("L1", 1 << 12), ("L2", 1 << 16), ("L3", 1 << 21), ("DRAM", 1 << 26)];

    private static float s_sink;

    /// <summary>Bytes per second, read and written, where so many are in use.</summary>
    public sealed record Level(string Name, double Bytes, double Read, double Copy, double CopyPast);

    public static MachineLimits Measure(Effort effort)
    {
        var levels = new List<Level>();
        foreach (var (name, count) in effort.IsSmoke ? s_sizes[..2] : s_sizes)
        {
            using var source = NativeArray.Random(count, seed: 1);
            using var target = new NativeArray(count / 2);
            var samples = Interleaved.Run(
            [
                Contender.Of("read", () => s_sink += ReadAll(source)),
                Contender.Of("copy", () => CopyAll(source.Pointer, target.Pointer, target.Length)),
                Contender.Of("non-temporal copy", () => CopyAllPast(source.Pointer, target.Pointer, target.Length)),
            ], effort);
            if (!target.Span.SequenceEqual(source.Span[..target.Length])) throw new InvalidOperationException("the copy is not one");
            var bytes = (double)sizeof(float) * count;
            levels.Add(new(name, bytes, bytes / samples[0].CpuMedian, bytes / samples[1].CpuMedian, bytes / samples[2].CpuMedian));
        }

        return new(FmaPeak.Measure(effort), levels);
    }

    /// <summary>The level whose measured size is nearest to so many bytes.</summary>
    public Level Of(double bytes) => Levels.MinBy(level => Math.Abs(Math.Log(Math.Max(bytes, 1) / level.Bytes)))!;

    private static float ReadAll(NativeArray source)
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var end = source.Pointer + source.Length;
        for (var p = source.Pointer; p < end; p += 4 * Width)
        {
            a += Vector512.Load(p);
            b += Vector512.Load(p + Width);
            c += Vector512.Load(p + (2 * Width));
            d += Vector512.Load(p + (3 * Width));
        }

        return Vector512.Sum(a + b + c + d);
    }

    private static void CopyAll(float* source, float* target, int count)
    {
        for (var i = 0; i < count; i += 2 * Width)
        {
            Vector512.Load(source + i).Store(target + i);
            Vector512.Load(source + i + Width).Store(target + i + Width);
        }
    }

    private static void CopyAllPast(float* source, float* target, int count)
    {
        for (var i = 0; i < count; i += 2 * Width)
        {
            Vector512.Load(source + i).StoreAlignedNonTemporal(target + i);
            Vector512.Load(source + i + Width).StoreAlignedNonTemporal(target + i + Width);
        }

        if (Sse.IsSupported) Sse.StoreFence();
    }
}
