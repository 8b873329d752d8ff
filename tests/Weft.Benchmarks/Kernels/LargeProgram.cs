using System.Globalization;
using System.Text;

namespace Weft.Benchmarks;

/// <summary>A .weft file of any size: kernels as people write them, over and over under other names.</summary>
internal static class LargeProgram
{
    private const string Kernels = """
        /// Sums of rows, and the largest of them.
        kernel rows@(a: f32[m, n]) -> (s: f32[m], peak: f32) {
            s[i] = sum(j) a[i, j]
            peak = max(i) s[i]
        }

        record Point@ { x: f32, y: f32 }

        func dot@(a: Point@, b: Point@) -> f32 = a.x * b.x + a.y * b.y

        kernel sobel@(img: f32[h, w]) -> g: f32[h, w] {
            g[y, x] = 0
            for y in 1..h-1, x in 1..w-1 {
                let gx = img[y-1, x+1] + 2 * img[y, x+1] + img[y+1, x+1] - img[y-1, x-1] - 2 * img[y, x-1] - img[y+1, x-1]
                let gy = img[y+1, x-1] + 2 * img[y+1, x] + img[y+1, x+1] - img[y-1, x-1] - 2 * img[y-1, x] - img[y-1, x+1]
                g[y, x] = sqrt(gx * gx + gy * gy)
            }
        }

        kernel lengths@(ps: Point@[n]) -> d: f32[n] {
            parallel i in 0..n {
                var t = dot@(ps[i], ps[i])
                if t > 1 { t = sqrt(t) } else { t = 0 }
                d[i] = t
            }
        }


        """;

    /// <param name="bytes">About how long it is.</param>
    public static string OfSize(int bytes)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < bytes; i++)
            text.Append(Kernels.Replace("@", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString();
    }
}
