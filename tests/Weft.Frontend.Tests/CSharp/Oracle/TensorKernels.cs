using System.Buffers;
using System.Numerics.Tensors;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Parts of tensors. Each kernel has the same parameters; <see cref="TensorTests"/> runs them.</summary>
public static class TensorKernels
{
    [Kernel]
    public static void Ranges(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        var part = x[a..b, c..d];
        y[0, 0] = part.FlattenedLength + part.Lengths[0] * 100 + part.Rank * 1000;
        for (nint i = 0; i < part.Lengths[0]; i++)
            for (nint j = 0; j < part.Lengths[1]; j++)
                y[i, j] += part[i, j] * 2 + part[^1, j];
    }

    [Kernel]
    public static void Ends(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        y[a.., ..].Fill(b);
        y[..b, ^1..].Fill(c);
        y[.., d..^1].Clear();
        y[^b.., NRange.All][0, 0] += x[.., 1..][a, 0];
    }

    [Kernel]
    public static void PartsOfParts(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        TensorSpan<float> inner = y[1..^1, 1..^1];
        var part = inner[(a & 1).., ..^(b & 1)];
        part[0, 0] = x[a, b];
        part[^1, ^1]++;
        part = part[.., 1..];
        part[1, c & 1] -= 3;
        if (d > 2) part = inner;
        for (nint i = 0; i < part.Lengths[0]; i++) part[i, 0] *= 2;
        y[0, 0] = part.Lengths[1] + (part[2..2, ..].IsEmpty ? 10 : 20);
    }

    [Kernel]
    public static void Starts(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        var part = x.Slice(a, b);
        y[0, 0] = part.Lengths[0] * 10 + part.Lengths[1];
        y.Slice(^c, d)[0, 0] = part[0, 0];
        y.Slice(c..d, 1..2).Fill(x.Slice(0, 0)[a, b]);
    }

    [Kernel]
    public static void InFunctions(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        y[0, 0] = Sum(x[a..b, ..]) + Sum(x[.., c..d]);
        Scale(y[1.., ..^1], Sum(x));
        Scale(y[a.., b..], c);
    }

    [Kernel]
    public static void InTurns(ReadOnlyTensorSpan<float> x, TensorSpan<float> y, int a, int b, int c, int d)
    {
        for (nint i = 0; i + 2 < y.Lengths[0]; i++)
        {
            var rows = x[(int)i..((int)i + 2), a..];
            for (nint j = 0; j < rows.Lengths[1]; j++) y[new NRange(i, i + 1), ..][0, j] = rows[0, j] + rows[1, j];
        }
    }

    private static float Sum(ReadOnlyTensorSpan<float> x)
    {
        var sum = 0f;
        for (nint i = 0; i < x.Lengths[0]; i++)
            for (nint j = 0; j < x.Lengths[1]; j++)
                sum += x[i, j];
        return sum;
    }

    private static void Scale(TensorSpan<float> y, float by)
    {
        for (nint i = 0; i < y.Lengths[0]; i++)
            for (nint j = 0; j < y.Lengths[1]; j++)
                y[i, j] *= by;
    }
}
