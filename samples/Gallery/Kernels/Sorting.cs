namespace Weft.Samples;

/// <summary>Order, counts and running sums.</summary>
public static class Sorting
{
    /// <summary>The sums of all that came before: y[i] = x[0] + ... + x[i-1].</summary>
    [Kernel]
    public static void PrefixSum(int[] x, int[] y)
    {
        var sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = sum;
            sum += x[i];
        }
    }

    /// <summary>The same in lg n steps, each of which all elements take at once (Hillis and Steele, 1986); inclusive.</summary>
    [Kernel]
    public static void ParallelScan(int[] x, int[] y)
    {
        var next = new int[x.Length];
        Parallel.For(0, x.Length, i => y[i] = x[i]);
        for (var distance = 1; distance < x.Length; distance *= 2)
        {
            var d = distance;
            Parallel.For(0, x.Length, i => next[i] = i < d ? y[i] : y[i] + y[i - d]);
            Parallel.For(0, x.Length, i => y[i] = next[i]);
        }
    }

    /// <summary>How often each byte occurs.</summary>
    [Kernel]
    public static void Histogram(byte[] data, int[] bins)
    {
        for (var b = 0; b < bins.Length; b++) bins[b] = 0;
        foreach (var value in data) bins[value]++;
    }

    /// <summary>Batcher's bitonic network, for a power of two of elements: each stage compares all pairs at once.</summary>
    [Kernel]
    public static void BitonicSort(int[] x)
    {
        for (var size = 2; size <= x.Length; size *= 2)
            for (var distance = size / 2; distance > 0; distance /= 2)
            {
                var (run, apart) = (size, distance);
                Parallel.For(0, x.Length, i =>
                {
                    var partner = i ^ apart;
                    var rises = (i & run) == 0;
                    if (partner > i && x[i] > x[partner] == rises) (x[i], x[partner]) = (x[partner], x[i]);
                });
            }
    }

    /// <summary>Where each key stands in a sorted array, or would have to: the number of smaller elements.</summary>
    [Kernel]
    public static void LowerBound(double[] sorted, double[] keys, int[] places)
    {
        Parallel.For(0, keys.Length, k =>
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] < keys[k]) low = middle + 1;
                else high = middle;
            }

            places[k] = low;
        });
    }
}
