namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Interlocked on elements, in loops of one turn after the other and in parallel ones whose result does not depend on
/// order.</summary>
public static class AtomicKernels
{
    [Kernel]
    public static void AtomicsInOrder(int[] x, long[] z, uint[] u, float[] f, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = Interlocked.Add(ref x[i], 5) + Interlocked.Increment(ref x[0]) * 3 - Interlocked.Decrement(ref x[i / 2]);
            y[i] ^= (int)Interlocked.Exchange(ref z[i], z[0] + 1) + (int)Interlocked.Or(ref u[i], 0x70u)
                - (int)Interlocked.And(ref u[0], 0xFF0Fu);
            y[i] += Interlocked.CompareExchange(ref x[i], 100, i % 3 == 0 ? x[i] : -1) + (int)Interlocked.Read(ref z[0]);
            if (Interlocked.CompareExchange(ref f[i], 2.5f, 0f) == 0f) y[i]++;
            Interlocked.Exchange(ref f[0], f[i]);
        }
    }

    [Kernel]
    public static void AtomicHistogram(byte[] x, int[] bins, long[] sum)
    {
        Parallel.For(0, x.Length, i =>
        {
            Interlocked.Increment(ref bins[x[i] % bins.Length]);
            Interlocked.Add(ref sum[0], x[i]);
        });
    }

    [Kernel]
    public static void AtomicMaximum(int[] x, int[] best)
    {
        Parallel.For(0, x.Length, i =>
        {
            var seen = best[0];
            while (x[i] > seen)
            {
                var before = Interlocked.CompareExchange(ref best[0], x[i], seen);
                if (before == seen) break;
                seen = before;
            }
        });
    }
}
