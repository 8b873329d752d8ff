using System.Numerics;

namespace Weft.Samples;

/// <summary>What neural networks and their elders are made of.</summary>
public static class Learning
{
    /// <summary>Lloyd's step of k-means, first half: the nearest centre of each point.</summary>
    [Kernel]
    public static void AssignClusters(Vector2[] points, Vector2[] centres, int[] cluster)
    {
        Parallel.For(0, points.Length, p =>
        {
            var (nearest, least) = (0, float.PositiveInfinity);
            for (var c = 0; c < centres.Length; c++)
            {
                var distance = Vector2.DistanceSquared(points[p], centres[c]);
                if (distance < least) (nearest, least) = (c, distance);
            }

            cluster[p] = nearest;
        });
    }

    /// <summary>Second half: each centre moves to the mean of its points, and stays where it has none.</summary>
    [Kernel]
    public static void MoveCentres(Vector2[] points, int[] cluster, Vector2[] centres)
    {
        Parallel.For(0, centres.Length, c =>
        {
            var (sum, count) = (Vector2.Zero, 0);
            for (var p = 0; p < cluster.Length; p++)
            {
                if (cluster[p] != c) continue;
                sum += points[p];
                count++;
            }

            if (count > 0) centres[c] = sum / count;
        });
    }

    /// <summary>Each row becomes probabilities; its maximum is taken off first, so that nothing overflows.</summary>
    [Kernel]
    public static void Softmax(float[,] x, float[,] y)
    {
        Parallel.For(0, x.GetLength(0), row =>
        {
            var (top, sum) = (float.NegativeInfinity, 0f);
            for (var j = 0; j < x.GetLength(1); j++) top = MathF.Max(top, x[row, j]);
            for (var j = 0; j < x.GetLength(1); j++) sum += y[row, j] = MathF.Exp(x[row, j] - top);
            for (var j = 0; j < x.GetLength(1); j++) y[row, j] /= sum;
        });
    }

    /// <summary>Each row gets mean 0 and variance 1, then a gain and a bias per column.</summary>
    [Kernel]
    public static void LayerNorm(float[,] x, float[] gain, float[] bias, float epsilon, float[,] y)
    {
        var n = x.GetLength(1);
        Parallel.For(0, x.GetLength(0), row =>
        {
            var (mean, variance) = (0f, 0f);
            for (var j = 0; j < n; j++) mean += x[row, j];
            mean /= n;
            for (var j = 0; j < n; j++) variance += (x[row, j] - mean) * (x[row, j] - mean);
            variance /= n;
            for (var j = 0; j < n; j++) y[row, j] = (x[row, j] - mean) / MathF.Sqrt(variance + epsilon) * gain[j] + bias[j];
        });
    }

    /// <summary>One head of attention (Vaswani and others, 2017): softmax(Q Kᵀ / √d) V. The weights are a result, too.</summary>
    [Kernel]
    public static void Attention(float[,] q, float[,] k, float[,] v, float[,] weights, float[,] result)
    {
        var (keys, width) = (k.GetLength(0), k.GetLength(1));
        Parallel.For(0, q.GetLength(0), i =>
        {
            var top = float.NegativeInfinity;
            for (var j = 0; j < keys; j++)
            {
                var score = 0f;
                for (var d = 0; d < width; d++) score += q[i, d] * k[j, d];
                weights[i, j] = score / MathF.Sqrt(width);
                top = MathF.Max(top, weights[i, j]);
            }

            var sum = 0f;
            for (var j = 0; j < keys; j++) sum += weights[i, j] = MathF.Exp(weights[i, j] - top);
            for (var j = 0; j < keys; j++) weights[i, j] /= sum;
            for (var d = 0; d < v.GetLength(1); d++)
            {
                var mixed = 0f;
                for (var j = 0; j < keys; j++) mixed += weights[i, j] * v[j, d];
                result[i, d] = mixed;
            }
        });
    }
}
