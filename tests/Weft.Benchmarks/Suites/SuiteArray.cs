using System.Runtime.InteropServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>An array that all contenders work on, outside the managed heap at the start of a page, and what it holds before a call.
/// </summary>
internal sealed unsafe partial class SuiteArray : IDisposable
{
    private const nuint Page = 4096, LargePage = 2 << 20;
    private const int UseLargePages = 14;

    private readonly void* _start;

    /// <param name="seed">Of the random values: another one for each array of a call.</param>
    /// <param name="isLarge">Whether the system is asked for large pages.</param>
    public SuiteArray(KernelParameter parameter, long[] shape, int seed, bool isLarge, SuiteKernel kernel, SuiteExtents extents)
    {
        (Parameter, Shape) = (parameter, shape);
        Length = shape.Aggregate(1L, (product, extent) => product * extent);
        var bytes = (nuint)(Length * parameter.Element.ByteSize);
        isLarge &= bytes >= LargePage;
        Pointer = NativeMemory.AlignedAlloc(Math.Max(bytes, 1), isLarge ? LargePage : Page);
        // Advice: it may be taken or not.
        if (isLarge) _ = Advise(Pointer, bytes & ~(LargePage - 1), UseLargePages);
        _start = NativeMemory.AlignedAlloc(Math.Max(bytes, 1), Page);
        Fill(seed, kernel, extents);
    }

    public KernelParameter Parameter { get; }

    public long[] Shape { get; }

    public long Length { get; }

    public void* Pointer { get; }

    /// <summary>Makes it what it is before a call.</summary>
    public void Reset() => NativeMemory.Copy(_start, Pointer, (nuint)(Length * Parameter.Element.ByteSize));

    /// <summary>What it holds now, one number after the other. It is to have as many bytes as the type of its elements.</summary>
    public Span<T> As<T>()
        where T : unmanaged
    {
        return new(Pointer, checked((int)Length));
    }

    /// <summary>What it holds now.</summary>
    public double[] Values()
    {
        var values = new double[Length];
        for (var i = 0L; i < Length; i++)
            values[i] = Parameter.Element switch
            {
                ElementType.F64 => ((double*)Pointer)[i],
                ElementType.F32 => ((float*)Pointer)[i],
                ElementType.BF16 => ((BFloat16*)Pointer)[i],
                ElementType.I32 => ((int*)Pointer)[i],
                ElementType.I8 => ((sbyte*)Pointer)[i],
                _ => ((byte*)Pointer)[i],
            };
        return values;
    }

    public override string ToString() => $"{Parameter.Name}[{string.Join(", ", Shape)}]";

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        NativeMemory.AlignedFree(_start);
    }

    private void Fill(int seed, SuiteKernel kernel, SuiteExtents extents)
    {
        var at = new long[Shape.Length];
        for (var i = 0L; i < Length; i++)
        {
            // An output holds what no kernel gives, so that an element that is left out shows.
            var value = Parameter.Access == Access.Out ? -7.25 : kernel.Start(Parameter.Name, at, Random(seed, i), extents);
            if (Parameter.Element == ElementType.F64) ((double*)_start)[i] = value;
            else if (Parameter.Element == ElementType.F32) ((float*)_start)[i] = (float)value;
            else if (Parameter.Element == ElementType.BF16) ((BFloat16*)_start)[i] = (BFloat16)(float)value;
            else if (Parameter.Element == ElementType.I32) ((int*)_start)[i] = (int)value;
            else if (Parameter.Element == ElementType.I8) ((sbyte*)_start)[i] = (sbyte)value;
            else ((byte*)_start)[i] = (byte)value;
            for (var d = at.Length - 1; d >= 0 && ++at[d] == Shape[d]; d--) at[d] = 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);

    // The mixing of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static double Random(int seed, long index)
    {
        var z = (((ulong)seed << 40) + (ulong)index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
