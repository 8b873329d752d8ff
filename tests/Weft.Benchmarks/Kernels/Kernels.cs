namespace Weft.Benchmarks;

/// <summary>The kernels as C# methods, on one thread: compiled by Weft, and called as what they are.</summary>
public static class Kernels
{
    [Kernel]
    public static void Saxpy(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = a * x[i] + y[i];
    }

    /// <summary>As <see cref="Saxpy"/>, on as many threads as there are.</summary>
    [Kernel]
    public static void ParallelSaxpy(float a, float[] x, float[] y)
    {
        Parallel.For(0, x.Length, i => y[i] = a * x[i] + y[i]);
    }

    [Kernel]
    public static void Hillshade(float[,] dem, float dx, float dy, float east, float north, float up, float[,] shade)
    {
        var (lastRow, lastColumn) = (dem.GetLength(0) - 1, dem.GetLength(1) - 1);
        for (var y = 1; y < lastRow; y++)
        {
            for (var x = 1; x < lastColumn; x++)
            {
                var right = dem[y - 1, x + 1] + 2 * dem[y, x + 1] + dem[y + 1, x + 1];
                var left = dem[y - 1, x - 1] + 2 * dem[y, x - 1] + dem[y + 1, x - 1];
                var above = dem[y - 1, x - 1] + 2 * dem[y - 1, x] + dem[y - 1, x + 1];
                var below = dem[y + 1, x - 1] + 2 * dem[y + 1, x] + dem[y + 1, x + 1];
                var toEast = (right - left) / (8 * dx);
                var toNorth = (above - below) / (8 * dy);
                shade[y, x] = MathF.Max(0, (up - east * toEast - north * toNorth) / MathF.Sqrt(1 + toEast * toEast + toNorth * toNorth));
            }
        }
    }
}
