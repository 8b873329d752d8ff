using System.Numerics;
using static Weft.Frontend.Tests.CSharp.Oracle.WorkflowKernels;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Workflows that return arrays, and that call generic kernels.</summary>
public static class ReturningWorkflows
{
    [Kernel(typeof(float))]
    public static T Sum<T>(T[] x)
        where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in x) sum += value;
        return sum;
    }

    [Kernel]
    public static int WholeNumbers(float[] x, int[] y)
    {
        for (var i = 0; i < y.Length; i++) y[i] = i < x.Length ? (int)x[i] : -1;
        return y.Length;
    }

    [Workflow]
    public static int[] Generic(float[] x, int[] y, float more)
    {
        Add(x.ToArray(), x.AsSpan(1), more);
        Add<int>(y.ToArray(), y, 3);
        Add(x, x.ToArray(), 1f);
        var sum = Plus(Sum(x));
        var found = new int[y.Length + 1];
        Add(y, found, sum > 4 ? 2 : Plus(1));
        return found;
    }

    [Workflow]
    public static float[] Smoothed(float[] start, byte turns)
    {
        float[] u = start.ToArray(), v = new float[start.Length];
        for (var t = 0; t < turns; t++)
        {
            Smooth(u, v);
            (u, v) = (v, u);
        }

        return u;
    }

    [Workflow]
    public static float[] OneOfSeveral(float[] x, int a)
    {
        var best = x.ToArray();
        var candidate = new float[x.Length];
        while (a > 0)
        {
            Smooth(best, candidate);
            Bend(candidate, new(a & 3, 1));
            if (Total(candidate) < 0) return candidate;
            if (Total(candidate) > Total(best))
            {
                best = candidate;
                candidate = new float[x.Length];
            }

            a /= 2;
        }

        return a < 0 ? candidate : best;
    }

    [Workflow]
    public static (float[] Sums, int Count, (float[,] Flipped, double Last) Others) Several(float[,] m, float[] x, sbyte more)
    {
        var flipped = new float[m.GetLength(1), m.GetLength(0)];
        var sums = new float[(x.Length * 2) + more];
        Add(x, sums, 1f);
        Flip(m, flipped);
        Scale(x, 2);
        return (sums, Negated(sums), (flipped, Total(sums)));
    }

    // Writes what is returned before it.
    [Workflow]
    public static int Negated(float[] x)
    {
        Scale(x, -1);
        return x.Length;
    }

    [Workflow]
    public static (int[], float[]) Split(float[] x, byte count)
    {
        if (count < 3) return (new int[count], []);
        var whole = new int[count];
        WholeNumbers(x, whole);
        return (whole, []);
    }

    [Workflow]
    public static float[] Calls(float[] x, float[,] m, byte count)
    {
        var (sums, n, _) = Several(m, Smoothed(x, 3), 2);
        int[] whole;
        (whole, var none) = Split(sums, count);
        Add<int>(whole.ToArray(), whole.AsSpan(1), n);
        Smooth(Smoothed(sums, 1), sums);
        Scale(sums, whole.Length + none.Length);
        Smoothed(x, 2);
        return sums;
    }

    [Workflow]
    public static float[] Always() => new float[] { 1, 2, 3 };

    [Workflow]
    public static float[,] Copy(float[,] m, bool twice)
    {
        var flipped = new float[m.GetLength(1), m.GetLength(0)];
        if (twice) Flip(m, flipped);
        Flip(flipped, m);
        return (float[,])m.Clone();
    }
}
