namespace Weft.Samples;

/// <summary>Pictures as arrays of rows.</summary>
public static class Images
{
    /// <summary>Each pixel becomes the sum of its neighbourhood, weighted by a mask; only where the mask fits.</summary>
    [Kernel]
    public static void Convolve(float[,] image, float[,] mask, float[,] result)
    {
        Parallel.For(0, result.GetLength(0), y =>
        {
            for (var x = 0; x < result.GetLength(1); x++)
            {
                var sum = 0f;
                for (var dy = 0; dy < mask.GetLength(0); dy++)
                    for (var dx = 0; dx < mask.GetLength(1); dx++)
                        sum += image[y + dy, x + dx] * mask[dy, dx];
                result[y, x] = sum;
            }
        });
    }

    /// <summary>The mean of the 3x3 neighbourhood; at the border, what lies outside is as the nearest pixel inside.</summary>
    [Kernel]
    public static void BoxBlur(float[,] image, float[,] result)
    {
        var (lastRow, lastColumn) = (image.GetLength(0) - 1, image.GetLength(1) - 1);
        Parallel.For(0, image.GetLength(0), y =>
        {
            for (var x = 0; x < image.GetLength(1); x++)
            {
                var sum = 0f;
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        sum += image[Math.Clamp(y + dy, 0, lastRow), Math.Clamp(x + dx, 0, lastColumn)];
                result[y, x] = sum / 9;
            }
        });
    }

    /// <summary>The median of the 3x3 neighbourhood; the border stays as it is.</summary>
    [Kernel]
    public static void Median(byte[,] image, byte[,] result)
    {
        var (lastRow, lastColumn) = (image.GetLength(0) - 1, image.GetLength(1) - 1);
        Parallel.For(0, image.GetLength(0), y =>
        {
            for (var x = 0; x < image.GetLength(1); x++)
            {
                if (y == 0 || x == 0 || y == lastRow || x == lastColumn)
                {
                    result[y, x] = image[y, x];
                    continue;
                }

                // The median of nine is the median of the greatest minimum, the middle median and the least maximum of the columns.
                byte lowest = 0, highest = 255, m0 = 0, m1 = 0, m2 = 0;
                for (var dx = -1; dx <= 1; dx++)
                {
                    byte a = image[y - 1, x + dx], b = image[y, x + dx], c = image[y + 1, x + dx];
                    lowest = Math.Max(lowest, Math.Min(a, Math.Min(b, c)));
                    highest = Math.Min(highest, Math.Max(a, Math.Max(b, c)));
                    m0 = m1;
                    m1 = m2;
                    m2 = Middle(a, b, c);
                }

                result[y, x] = Middle(lowest, Middle(m0, m1, m2), highest);
            }
        });
    }

    private static byte Middle(byte a, byte b, byte c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
