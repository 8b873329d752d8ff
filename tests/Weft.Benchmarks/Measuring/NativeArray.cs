using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>Numbers outside the managed heap, at the start of a page: the same place for everybody.</summary>
internal sealed unsafe class NativeArray : IDisposable
{
    private const nuint Page = 4096;

    public NativeArray(int length)
    {
        Length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Page);
        Span.Clear();
    }

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    public static NativeArray Random(int length, int seed)
    {
        var result = new NativeArray(length);
        Fill(result.Span, seed, 1);
        return result;
    }

    /// <summary>From minus <paramref name="scale"/> to <paramref name="scale"/>.</summary>
    public static void Fill(Span<float> values, int seed, float scale)
    {
        var random = new Random(seed);
        foreach (ref var value in values) value = ((random.NextSingle() * 2) - 1) * scale;
    }

    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
