using System.Text;

namespace Weft.Benchmarks;

/// <summary>C# with any number of kernels, of five kinds in turn.</summary>
internal static class ManyKernels
{
    private static readonly string[] Kinds =
    [
        """
        [Kernel] public static void Saxpy#(float a, ReadOnlySpan<float> x, Span<float> y)
        {
            for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + y[i];
        }
        """,
        """
        [Kernel] public static void Stencil#(float[,] u, float[,] v, float k)
        {
            for (var i = 1; i < u.GetLength(0) - 1; i++)
                for (var j = 1; j < u.GetLength(1) - 1; j++)
                    v[i, j] = u[i, j] + k * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - 4 * u[i, j]);
        }
        """,
        """
        [Kernel] public static void Matmul#(double[,] a, double[,] b, double[,] c)
        {
            Parallel.For(0, a.GetLength(0), i =>
            {
                for (var j = 0; j < b.GetLength(1); j++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < b.GetLength(0); p++) sum += a[i, p] * b[p, j];
                    c[i, j] = sum;
                }
            });
        }
        """,
        """
        [Kernel] public static void Escape#(Span<int> steps, int width, float scale, int limit)
        {
            for (var at = 0; at < steps.Length; at++)
            {
                var (n, x, y) = (0, 0f, 0f);
                float cx = at % width * scale - 2, cy = at / width * scale - 1;
                while (n < limit && x * x + y * y <= 4)
                {
                    var next = x * x - y * y + cx;
                    y = 2 * x * y + cy;
                    x = next;
                    n++;
                }

                steps[at] = n;
            }
        }
        """,
        """
        [Kernel] public static void Count#(ReadOnlySpan<byte> values, Span<int> bins, byte from)
        {
            for (var i = 0; i < bins.Length; i++) bins[i] = 0;
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < from) continue;
                bins[values[i] - from] += 1;
            }
        }
        """,
    ];

    public static string Text(int count)
    {
        var text = new StringBuilder("using System; using System.Threading.Tasks; using Weft;\npublic static class Many\n{\n");
        for (var i = 0; i < count; i++)
            text.Append(Kinds[i % Kinds.Length].Replace("#", Form.Text($"{i}"), StringComparison.Ordinal)).Append('\n');
        return text.Append("}\n").ToString();
    }
}
