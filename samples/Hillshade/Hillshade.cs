using Weft;

namespace Weft.Samples;

/// <summary>The C# half of the sample: the same relief as hillshade.weft, with the light given as a compass direction.</summary>
public static class Relief
{
    /// <summary>Shaded relief of an elevation model: how directly the light falls on the surface.</summary>
    /// <param name="dem">Elevations.</param>
    /// <param name="dx">Width of a cell, west to east, in the unit of the elevations.</param>
    /// <param name="dy">Height of a cell, north to south.</param>
    /// <param name="zFactor">Exaggerates the relief; 1 leaves it as it is.</param>
    /// <param name="azimuth">Where the light comes from, in degrees clockwise from north; 315 by convention.</param>
    /// <param name="altitude">How high it stands above the horizon, in degrees; 45 by convention.</param>
    /// <param name="shade">From 0 (dark) to 1; the border is 0.</param>
    [Kernel]
    public static void Hillshade(float[,] dem, float dx, float dy, float zFactor, float azimuth, float altitude, float[,] shade)
    {
        // Slopes are weighted 3x3 differences; the shade is the cosine of the angle between the surface's normal and the light.
        // B. K. P. Horn, "Hill shading and the reflectance map", Proceedings of the IEEE 69 (1981), 14-47.
        const float Degree = MathF.PI / 180;
        var east = MathF.Sin(azimuth * Degree) * MathF.Cos(altitude * Degree);
        var north = MathF.Cos(azimuth * Degree) * MathF.Cos(altitude * Degree);
        var up = MathF.Sin(altitude * Degree);
        var (lastRow, lastColumn) = (dem.GetLength(0) - 1, dem.GetLength(1) - 1);

        Parallel.For(0, dem.GetLength(0), y =>
        {
            for (var x = 0; x <= lastColumn; x++)
            {
                if (y == 0 || y == lastRow || x == 0 || x == lastColumn)
                {
                    shade[y, x] = 0;
                    continue;
                }

                var right = dem[y - 1, x + 1] + 2 * dem[y, x + 1] + dem[y + 1, x + 1];
                var left = dem[y - 1, x - 1] + 2 * dem[y, x - 1] + dem[y + 1, x - 1];
                var above = dem[y - 1, x - 1] + 2 * dem[y - 1, x] + dem[y - 1, x + 1];
                var below = dem[y + 1, x - 1] + 2 * dem[y + 1, x] + dem[y + 1, x + 1];
                var toEast = zFactor * (right - left) / (8 * dx);
                var toNorth = zFactor * (above - below) / (8 * dy);
                var light = (up - east * toEast - north * toNorth) / MathF.Sqrt(1 + toEast * toEast + toNorth * toNorth);
                shade[y, x] = MathF.Max(0, light);
            }
        });
    }
}
