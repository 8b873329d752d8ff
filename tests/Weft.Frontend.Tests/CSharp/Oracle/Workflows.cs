using static Weft.Frontend.Tests.CSharp.Oracle.WorkflowKernels;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Workflows: loops, branches, names of arrays, parts, and turns that run at once.</summary>
public static class Workflows
{
    private static int Turns(int a) => a & 7;

    [Workflow]
    public static void Diffuse(float[] start, int turns, float[] result)
    {
        float[] u = start.ToArray(), v = new float[start.Length];
        for (var t = 0; t < Turns(turns); t++)
        {
            Smooth(u, v);
            (u, v) = (v, u);
        }

        u.AsSpan().CopyTo(result);
    }

    [Workflow]
    public static void DiffuseSpans(float[] start, int turns, float[] result)
    {
        Span<float> u = start.ToArray(), v = new float[start.Length];
        for (var t = Turns(turns); t > 0; t--)
        {
            Smooth(u, v);
            var old = u;
            u = v;
            v = old;
        }

        u.CopyTo(result);
    }

    [Workflow]
    public static float Converge(float[] x, float tolerance)
    {
        var (next, turns) = (new float[x.Length], 0);
        var change = Total(x);
        while (change > tolerance && turns++ < 5)
        {
            Smooth(x, next);
            Scale(next, 0.5f);
            next.CopyTo(x.AsSpan());
            change = Total(x);
        }

        return change + turns;
    }

    [Workflow]
    public static int Branches(float[] x, float[] y, int a)
    {
        if (a < 0) return -1;
        if (a % 3 == 0)
        {
            Scale(x, 2);
            if (a % 2 == 0) Bend(y, new(a, 1));
        }
        else
        {
            Smooth(x, y);
        }

        switch (a & 3)
        {
            case 0: Scale(y, 3); break;
            case 1: return Least(y).At;
            default: Bend(x, new Line(1, -a)); break;
        }

        for (var i = 0; ; i++)
        {
            if (i > 4) break;
            if (((a >> i) & 1) == 0) continue;
            Scale(y, 0.5f);
            if (Total(y) < i) return i;
        }

        return 100;
    }

    [Workflow]
    public static void Aliases(float[] x, float[] y, int a)
    {
        var same = x;
        Scale(same, 2);
        Smooth(x, y);
        var other = y;
        if (a > 0) other = other.ToArray();
        else other = y.ToArray();
        Scale(other, 3);
        Smooth(other, same);
        y = x;
        Bend(y, new(1, 2));
        x = other;
        Scale(x, 5);
        Smooth(x, y);
    }

    [Workflow]
    public static void Spans(float[] x, float[] y, int a)
    {
        var u = x.ToArray();
        Span<float> first = u.AsSpan(), second = y;
        Smooth(first, y);
        (u, y) = (y, u);
        Scale(u, 0.5f);
        Bend(second, new(1, a & 7));
        Scale(first, 3);
        Smooth(u, x);
        Smooth(y, u);
    }

    [Workflow]
    public static float Best(float[] x, int a)
    {
        var best = x.ToArray();
        var candidate = new float[x.Length];
        for (var i = 0; i < Turns(a); i++)
        {
            Smooth(best, candidate);
            Bend(candidate, new(i - 3, 0));
            if (Total(candidate) > Total(best))
            {
                best = candidate;
                candidate = new float[x.Length];
            }
        }

        best.CopyTo(x.AsSpan());
        return Total(best);
    }

    [Workflow]
    public static (float Sum, int Count) Reduced(float[] x, float[] y)
    {
        var (sum, count) = (0f, 0);
        for (var i = 1; i <= x.Length; i++)
        {
            sum += Total(x.AsSpan(0, i)) - Total(y.AsSpan(i - 1));
            if (float.IsNaN(sum)) break;
            count += Least(x).At;
        }

        return (sum, count);
    }

    [Workflow]
    public static void Parts(float[] x, float[] y, int a)
    {
        Scale(x.AsSpan(a & 3), 2);
        Smooth(x.AsSpan(1, 2), y.AsSpan(y.Length - 2, 2));
        Span<float> all = y;
        Scale(all[1..^1], 3);
        all[..2].CopyTo(all[1..]);
        all.Slice(1).Clear();
        Array.Fill(x, all.Length);
        Put(x, a & 7, Total(y));
    }

    [Workflow]
    public static void Matrices(float[,] m, float[,] t)
    {
        var (rows, columns) = (m.GetLength(0), m.GetLength(1));
        var flipped = new float[columns, rows];
        Flip(m, flipped);
        var copy = (float[,])flipped.Clone();
        Array.Clear(flipped);
        Flip(copy, t);
        Flip(flipped, m);
    }

    [Workflow]
    public static void Rows(float[] x, float[] y, int a)
    {
        var rows = x.Length / 3;
        Parallel.For(0, rows, i => Row(x.AsSpan(i * 3, 3), y.AsSpan(i * 3, 3), a + i));
        Parallel.For(
            toExclusive: rows, body: i => Row(x.AsSpan(length: 3, start: i * 3), y.AsSpan(i * 3, 3), a - i), fromInclusive: rows++ / 2);
    }

    [Workflow]
    public static float Totals(float[] x, float[] y)
    {
        var (width, sums) = (x.Length / 2, new float[4]);
        Parallel.For(0, 2, i =>
        {
            sums[i + 1] = Total(x.AsSpan(width * i, width));
            Scale(y.AsSpan(i * width, width), sums[i + 1]);
            for (var t = 0; t < i + 2; t++) Row(x, y.AsSpan(i * width, width), t);
            if (sums[i + 1] < 0) sums[i + 1] += i;
            var scratch = new float[x.Length];
            var spare = scratch;
            Smooth(x, spare);
            spare = x.ToArray();
            Scale(spare, 9);
            sums[i + 1] -= Total(scratch);
        });
        return Total(sums);
    }

    [Workflow]
    public static float ByReference(float[] x, float[] y)
    {
        var (sum, spread) = (1f, new ResultKernels.Spread(0, 0, IsEmpty: true));
        for (var i = 0; i < 3; i++)
        {
            ResultKernels.Accumulate(x, ref sum, ref spread, out var count);
            Scale(x, spread.Least);
            sum += count;
        }

        ResultKernels.Accumulate(y, ref sum, ref spread, out _);
        return sum + (float)spread.Most;
    }

    [Workflow]
    public static float Nested(float[] x, float[] y, int a)
    {
        Diffuse(x, a, y);
        Rows(y, x, 1);
        var weights = new[] { 0.5f, a, Total(y) };
        Smooth([1, 2, a], weights);
        return Converge(y, 1) + Total(weights);
    }
}
