namespace Weft.Samples;

/// <summary>The C# half of the sample: the kernel of hillshade.weft as a method.</summary>
public static class Relief
{
    /// <summary>
    /// Shaded relief of an elevation model: how directly the light, which comes from (east, north, up), falls on the surface. Slopes are
    /// Horn's weighted 3x3 differences (B. K. P. Horn, Hill shading and the reflectance map, 1981). Shades from 0 to 1; the border stays.
    /// </summary>
    [Kernel]
    public static void Hillshade(float[,] dem, float dx, float dy, float east, float north, float up, float[,] shade)
    {
        var (lastRow, lastColumn) = (dem.GetLength(0) - 1, dem.GetLength(1) - 1);
        Parallel.For(1, lastRow, y =>
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
        });
    }
}
