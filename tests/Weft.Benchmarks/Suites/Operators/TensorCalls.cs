using System.Numerics.Tensors;

namespace Weft.Benchmarks;

/// <summary>Operators as calls of TensorPrimitives on whole arrays or on rows.</summary>
internal static class TensorCalls
{
    public static void Chain(SuiteArguments arguments)
    {
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        TensorPrimitives.Multiply(x, arguments.Single(0), y);
        TensorPrimitives.Add(y, arguments.Single(1), y);
        TensorPrimitives.Tanh(y, y);
        TensorPrimitives.Multiply(y, arguments.Single(2), y);
        TensorPrimitives.Add(y, arguments.Single(3), y);
    }

    public static void Total(SuiteArguments arguments) => arguments.Floats(1)[0] = TensorPrimitives.Sum<float>(arguments.Floats(0));

    public static void Largest(SuiteArguments arguments) => arguments.Floats(1)[0] = TensorPrimitives.Max<float>(arguments.Floats(0));

    public static void Dot(SuiteArguments arguments) =>
        arguments.Floats(2)[0] = TensorPrimitives.Dot<float>(arguments.Floats(0), arguments.Floats(1));

    public static void Softmax(SuiteArguments arguments)
    {
        var (m, n) = (arguments.Extent("m"), arguments.Extent("n"));
        for (var i = 0; i < m; i++) SoftmaxOf(arguments.Floats(0).Slice(i * n, n), arguments.Floats(1).Slice(i * n, n));
    }

    public static void Layernorm(SuiteArguments arguments)
    {
        var (m, n) = (arguments.Extent("m"), arguments.Extent("n"));
        for (var i = 0; i < m; i++)
        {
            var x = arguments.Floats(0).Slice(i * n, n);
            var y = arguments.Floats(3).Slice(i * n, n);
            TensorPrimitives.Subtract(x, TensorPrimitives.Sum<float>(x) / n, y);
            var deviation = MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(y) / n) + 0.00001f);
            TensorPrimitives.Divide(y, deviation, y);
            TensorPrimitives.MultiplyAdd(y, arguments.Floats(1), arguments.Floats(2), y);
        }
    }

    public static void Stencil5(SuiteArguments arguments)
    {
        var n = arguments.Extent("n");
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        for (var i = 1; i < n - 1; i++)
        {
            var at = (i * n) + 1;
            var row = y.Slice((i * n) + 1, Math.Max(n - 2, 0));
            TensorPrimitives.Add(x.Slice(at, row.Length), x.Slice(at - 1, row.Length), row);
            TensorPrimitives.Add(row, x.Slice(at + 1, row.Length), row);
            TensorPrimitives.Add(row, x.Slice(at - n, row.Length), row);
            TensorPrimitives.Add(row, x.Slice(at + n, row.Length), row);
            TensorPrimitives.Multiply(row, 0.2f, row);
        }
    }

    public static void Blur3(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        var column = new float[w];
        for (var i = 1; i < h - 1; i++)
        {
            TensorPrimitives.Add(x.Slice((i - 1) * w, w), x.Slice(i * w, w), column);
            TensorPrimitives.Add(column, x.Slice((i + 1) * w, w), column);
            var row = y.Slice((i * w) + 1, Math.Max(w - 2, 0));
            TensorPrimitives.Add(column.AsSpan(0, row.Length), column.AsSpan(1, row.Length), row);
            TensorPrimitives.Add(row, column.AsSpan(2, row.Length), row);
            TensorPrimitives.Divide(row, 9, row);
        }
    }

    public static void Gauss5(SuiteArguments arguments)
    {
        var (h, w) = (arguments.Extent("h"), arguments.Extent("w"));
        var x = arguments.Floats(0);
        var y = arguments.Floats(1);
        var t = arguments.Floats(2);
        // Nothing is inside.
        if (w <= 4) return;
        var (length, pair) = (w - 4, new float[w]);
        for (var i = 0; i < h; i++) Weighted(x, (i * w) + 2, 1, t.Slice((i * w) + 2, length), pair);
        for (var i = 2; i < h - 2; i++) Weighted(t, (i * w) + 2, w, y.Slice((i * w) + 2, length), pair);
    }

    public static void Attention(SuiteArguments arguments)
    {
        var (n, d) = (arguments.Extent("n"), arguments.Extent("d"));
        var weights = new float[n];
        for (var i = 0; i < n; i++)
        {
            Product(arguments.Floats(0).Slice(i * d, d), arguments.Floats(1), weights, 1, n, d);
            TensorPrimitives.Multiply(weights, 0.125f, weights);
            SoftmaxOf(weights, weights);
            Product(weights, arguments.Floats(2), arguments.Floats(3).Slice(i * d, d), 1, d, n);
        }
    }

    public static void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k)
    {
        for (var i = 0; i < m; i++)
        {
            var row = c.Slice(i * n, n);
            row.Clear();
            for (var p = 0; p < k; p++) TensorPrimitives.MultiplyAdd(b.Slice(p * n, n), a[(i * k) + p], row, row);
        }
    }

    // TensorPrimitives.SoftMax does not take the largest away first.
    private static void SoftmaxOf(ReadOnlySpan<float> x, Span<float> y)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        TensorPrimitives.Exp(y, y);
        TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);
    }

    private static void Weighted(ReadOnlySpan<float> x, int at, int step, Span<float> y, Span<float> pair)
    {
        pair = pair[..y.Length];
        TensorPrimitives.Multiply(x.Slice(at, y.Length), 0.375f, y);
        TensorPrimitives.Add(x.Slice(at - step, y.Length), x.Slice(at + step, y.Length), pair);
        TensorPrimitives.MultiplyAdd(pair, 0.25f, y, y);
        TensorPrimitives.Add(x.Slice(at - (2 * step), y.Length), x.Slice(at + (2 * step), y.Length), pair);
        TensorPrimitives.MultiplyAdd(pair, 0.0625f, y, y);
    }
}
