using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>What the workflows of this folder call.</summary>
public static class WorkflowKernels
{
    public readonly record struct Line(float Slope, int Offset);

    [Kernel]
    public static void Smooth(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = i > 0 && i < x.Length - 1 ? (x[i - 1] + 2 * x[i] + x[i + 1]) / 4 : x[i];
    }

    [Kernel]
    public static void Scale(Span<float> x, float by)
    {
        for (var i = 0; i < x.Length; i++) x[i] *= by;
    }

    [Kernel]
    public static void Bend(Span<float> x, Line line)
    {
        for (var i = 0; i < x.Length; i++) x[i] += line.Slope * (i + line.Offset);
    }

    [Kernel]
    public static float Total(ReadOnlySpan<float> x)
    {
        var sum = 0f;
        foreach (var value in x) sum += value;
        return sum;
    }

    [Kernel]
    public static (float Least, int At) Least(ReadOnlySpan<float> x)
    {
        var (least, at) = (float.PositiveInfinity, -1);
        for (var i = 0; i < x.Length; i++)
            if (x[i] < least)
                (least, at) = (x[i], i);
        return (least, at);
    }

    [Kernel]
    public static void Put(Span<float> x, int at, float value) => x[at] = value;

    [Kernel]
    public static void Flip(float[,] m, float[,] t)
    {
        for (var i = 0; i < m.GetLength(0); i++)
            for (var j = 0; j < m.GetLength(1); j++)
                t[j, i] = m[i, j];
    }

    [Kernel]
    public static void Row(ReadOnlySpan<float> x, Span<float> y, int row)
    {
        for (var i = 0; i < y.Length; i++) y[i] += x[i] * (row + 1);
    }

    [Kernel(typeof(float), typeof(int))]
    public static void Add<T>(ReadOnlySpan<T> x, Span<T> y, T more)
        where T : INumber<T>
    {
        for (var i = 0; i < y.Length; i++) y[i] += i < x.Length ? x[i] * Plus(more) : more;
    }

    public static T Plus<T>(T value)
        where T : INumber<T> => value + T.One;
}
