namespace Weft.Benchmarks;

/// <summary>Operators as loops in C#. A matrix is its rows one after the other.</summary>
internal static class PlainLoops
{
    public static void Chain(SuiteArguments arguments)
    {
        var (a, b, c, d) = (arguments.Single(0), arguments.Single(1), arguments.Single(2), arguments.Single(3));
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        for (var i = 0; i < x.Length; i++) y[i] = (MathF.Tanh((a * x[i]) + b) * c) + d;
    }

    public static void Total(SuiteArguments arguments)
    {
        var sum = 0f;
        foreach (var value in arguments.Floats(0)) sum += value;
        arguments.Floats(1)[0] = sum;
    }

    public static void Largest(SuiteArguments arguments)
    {
        var x = arguments.Floats(0);
        var top = x[0];
        foreach (var value in x) top = MathF.Max(top, value);
        arguments.Floats(1)[0] = top;
    }

    public static void Dot(SuiteArguments arguments)
    {
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        var sum = 0f;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        arguments.Floats(2)[0] = sum;
    }

    public static void Softmax(SuiteArguments arguments)
    {
        var (m, n) = (arguments.Extent("m"), arguments.Extent("n"));
        for (var i = 0; i < m; i++) SoftmaxOf(arguments.Floats(0).Slice(i * n, n), arguments.Floats(1).Slice(i * n, n));
    }

    public static void Layernorm(SuiteArguments arguments)
    {
        var (m, n) = (arguments.Extent("m"), arguments.Extent("n"));
        var scale = arguments.Floats(1);
        var shift = arguments.Floats(2);
        for (var i = 0; i < m; i++)
        {
            var x = arguments.Floats(0).Slice(i * n, n);
            var y = arguments.Floats(3).Slice(i * n, n);
            var (mean, variance) = (0f, 0f);
            foreach (var value in x) mean += value;
            mean /= n;
            foreach (var value in x) variance += (value - mean) * (value - mean);
            var deviation = MathF.Sqrt((variance / n) + 0.00001f);
            for (var j = 0; j < n; j++) y[j] = ((x[j] - mean) / deviation * scale[j]) + shift[j];
        }
    }

    public static void Stencil5(SuiteArguments arguments)
    {
        var n = arguments.Extent("n");
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        for (var i = 1; i < n - 1; i++)
        {
            for (var j = 1; j < n - 1; j++)
            {
                var at = (i * n) + j;
                y[at] = 0.2f * (x[at] + x[at - 1] + x[at + 1] + x[at - n] + x[at + n]);
            }
        }
    }

    public static void Blur3(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        for (var i = 1; i < h - 1; i++)
        {
            for (var j = 1; j < w - 1; j++)
            {
                var sum = 0f;
                for (var p = -1; p <= 1; p++)
                    for (var q = -1; q <= 1; q++) sum += x[((i + p) * w) + j + q];
                y[(i * w) + j] = sum / 9;
            }
        }
    }

    public static void Blur3Bytes(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var x = arguments.Arrays[0].As<byte>();
        var y = arguments.Arrays[1].As<byte>();
        for (var i = 1; i < h - 1; i++)
        {
            for (var j = 1; j < w - 1; j++)
            {
                var sum = 0;
                for (var p = -1; p <= 1; p++)
                    for (var q = -1; q <= 1; q++) sum += x[((i + p) * w) + j + q];
                y[(i * w) + j] = (byte)((sum * 7282) >> 16);
            }
        }
    }

    public static void Gauss5(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        var t = arguments.Floats(2);
        for (var i = 0; i < h; i++)
            for (var j = 2; j < w - 2; j++) t[(i * w) + j] = Weighted(x, (i * w) + j, 1);
        for (var i = 2; i < h - 2; i++)
            for (var j = 2; j < w - 2; j++) y[(i * w) + j] = Weighted(t, (i * w) + j, w);
    }

    public static void Transpose(SuiteArguments arguments)
    {
        var n = arguments.Extent("n");
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) y[(j * n) + i] = x[(i * n) + j];
    }

    public static void Conv3x3(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var (channels, outputs) = (arguments.Extent("c"), arguments.Extent("o"));
        var x = arguments.Floats(0);
        var k = arguments.Floats(1);
        var y = arguments.Floats(2);
        for (var i = 0; i < h; i++)
        {
            for (var j = 0; j < w; j++)
            {
                var pixel = y.Slice(((i * w) + j) * outputs, outputs);
                pixel.Clear();
                for (var p = 0; p < 3; p++)
                {
                    for (var q = 0; q < 3; q++)
                    {
                        for (var d = 0; d < channels; d++)
                        {
                            var value = x[((((i + p) * (w + 2)) + j + q) * channels) + d];
                            var weights = k.Slice(((((p * 3) + q) * channels) + d) * outputs, outputs);
                            for (var e = 0; e < outputs; e++) pixel[e] += value * weights[e];
                        }
                    }
                }
            }
        }
    }

    public static void Attention(SuiteArguments arguments)
    {
        var (n, d) = (arguments.Extent("n"), arguments.Extent("d"));
        var queries = arguments.Floats(0);
        var keys = arguments.Floats(1);
        var values = arguments.Floats(2);
        var y = arguments.Floats(3);
        var weights = new float[n];
        for (var i = 0; i < n; i++)
        {
            Product(queries.Slice(i * d, d), keys, weights, 1, n, d);
            for (var j = 0; j < n; j++) weights[j] *= 0.125f;
            SoftmaxOf(weights, weights);
            Product(weights, values, y.Slice(i * d, d), 1, d, n);
        }
    }

    // Row by row, so that all that is read lies together.
    public static void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k)
    {
        for (var i = 0; i < m; i++)
        {
            var row = c.Slice(i * n, n);
            row.Clear();
            for (var p = 0; p < k; p++)
            {
                var factor = a[(i * k) + p];
                var other = b.Slice(p * n, n);
                for (var j = 0; j < n; j++) row[j] += factor * other[j];
            }
        }
    }

    private static void SoftmaxOf(ReadOnlySpan<float> x, Span<float> y)
    {
        var (top, sum) = (x[0], 0f);
        foreach (var value in x) top = MathF.Max(top, value);
        for (var j = 0; j < x.Length; j++) sum += y[j] = MathF.Exp(x[j] - top);
        for (var j = 0; j < x.Length; j++) y[j] /= sum;
    }

    private static float Weighted(ReadOnlySpan<float> x, int at, int step) =>
        (0.0625f * (x[at - (2 * step)] + x[at + (2 * step)])) + (0.25f * (x[at - step] + x[at + step])) + (0.375f * x[at]);
}
