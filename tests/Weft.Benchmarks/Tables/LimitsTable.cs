using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weft.Benchmarks;

/// <summary>What one thread of the machine can do at most, in the same run.</summary>
internal static unsafe class LimitsTable
{
    private const int Width = 16;

    private static readonly (string Name, int Count)[] s_sizes =
        [("L2, 256 KiB", 1 << 16), ("L3, 8 MiB", 1 << 21), ("DRAM, 256 MiB", 1 << 26)];

    private static float s_sink;

    public static Section Run(Effort effort)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (name, count) in effort.IsSmoke ? s_sizes[..1] : s_sizes)
        {
            using var source = NativeArray.Random(count, seed: 1);
            using var target = new NativeArray(count / 2);
            var samples = Interleaved.Run(
            [
                Contender.Of("read", () => s_sink += Read(source)),
                Contender.Of("copy", () => Copy(source.Pointer, target.Pointer, target.Length)),
                Contender.Of("non-temporal copy", () => CopyPast(source.Pointer, target.Pointer, target.Length)),
            ], effort);
            if (!target.Span.SequenceEqual(source.Span[..target.Length])) throw new InvalidOperationException("the copy is not one");
            rows.Add([name, .. samples.Select(s => Form.Bandwidth((double)sizeof(float) * count, s.CpuMedian))]);
        }

        var peak = Form.Text($"{FmaPeak.Measure(effort) * 1e-9:0} GFLOP/s");
        return new("The machine's limits, one thread",
            $"f32 multiply-adds from registers: {peak}. Bandwidth counts bytes read and written, in f32 vectors of 512 bits.",
            ["bytes in use", "read", "copy", "non-temporal copy"], rows);
    }

    private static float Read(NativeArray source)
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

    private static void Copy(float* source, float* target, int count)
    {
        for (var i = 0; i < count; i += 2 * Width)
        {
            Vector512.Load(source + i).Store(target + i);
            Vector512.Load(source + i + Width).Store(target + i + Width);
        }
    }

    private static void CopyPast(float* source, float* target, int count)
    {
        for (var i = 0; i < count; i += 2 * Width)
        {
            Vector512.Load(source + i).StoreAlignedNonTemporal(target + i);
            Vector512.Load(source + i + Width).StoreAlignedNonTemporal(target + i + Width);
        }

        if (Sse.IsSupported) Sse.StoreFence();
    }
}
