namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Arrays of all ranks, and accesses that fault in C# and must fault in a kernel.</summary>
public static class ArrayKernels
{
    private const float Third = 1f / 3;

    [Kernel]
    public static void Saxpy(float a, float[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + y[i];
    }

    [Kernel]
    public static void MatrixProduct(float[,] a, float[,] b, float[,] c)
    {
        for (var i = 0; i < c.GetLength(0); i++)
            for (var j = 0; j < c.GetLength(1); j++)
            {
                var sum = 0f;
                for (var k = 0; k < Math.Min(a.GetLength(1), b.GetLength(0)); k++) sum += a[i, k] * b[k, j];
                c[i, j] = sum;
            }
    }

    [Kernel]
    public static void Blur(float[,] image, float[,] result)
    {
        for (var y = 0; y < image.GetLength(0); y++)
            for (var x = 1; x < image.GetLength(1) - 1; x++)
                result[y, x] = (image[y, x - 1] + image[y, x] + image[y, x + 1]) * Third;
    }

    [Kernel]
    public static void Volume(int[,,] v, int[] y)
    {
        var sum = 0;
        for (var i = 0; i < v.GetLength(0); i++)
            for (var j = 0; j < v.GetLength(1); j++)
                for (var k = 0; k < v.GetLength(2); k++)
                {
                    sum += v[i, j, k] * (i - j + k);
                    v[i, j, k] = sum;
                }

        if (y.Length > 0) y[^1] = sum + v.Length;
    }

    [Kernel]
    public static void Histogram(byte[] x, int[] bins)
    {
        for (var i = 0; i < bins.Length; i++) bins[i] = 0;
        foreach (var value in x) bins[value % bins.Length]++;
    }

    [Kernel]
    public static void Gather(int[] index, float[] x, float[] y)
    {
        for (var i = 0; i < index.Length; i++) y[i] = x[index[i] & 15];
    }

    [Kernel]
    public static void OffByOne(int[] x, int[] y)
    {
        for (var i = 0; i <= x.Length; i++) y[i] = x[i];
    }

    [Kernel]
    public static void Differences(long[] x, long[] y)
    {
        y[0] = x[0];
        for (var i = 1; i < x.Length; i++) y[i] = x[i] - x[i - 1];
        y[^1] += x[^1];
    }

    [Kernel]
    public static void PrefixSum(double[] x)
    {
        for (var i = 1; i < x.Length; i++) x[i] += x[i - 1];
    }
}
