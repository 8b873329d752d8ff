namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Kernels that return what they find.</summary>
public static class ResultKernels
{
    public enum Order : byte
    {
        Rising,
        Falling,
        Neither,
    }

    public readonly record struct Spread(float Least, double Most, bool IsEmpty);

    [Kernel]
    public static float DotProduct(float[] x, float[] y)
    {
        var sum = 0f;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    [Kernel]
    public static long Twice(int a) => 2L * a;

    [Kernel]
    public static char Last(char[] text) => text[^1];

    [Kernel]
    public static bool Contains(int[] x, int wanted)
    {
        foreach (var value in x)
            if (value == wanted) return true;
        return false;
    }

    [Kernel]
    public static int FindAndMark(int[] x, int wanted, int[] seen)
    {
        for (var i = 0; i < x.Length; i++)
        {
            seen[i] = 1;
            if (x[i] > wanted) return i;
        }

        return -1;
    }

    [Kernel]
    public static Order OrderOf(short[] x)
    {
        var (rises, falls) = (true, true);
        for (var i = 1; i < x.Length; i++)
        {
            rises &= x[i - 1] <= x[i];
            falls &= x[i - 1] >= x[i];
        }

        return rises ? Order.Rising : falls ? Order.Falling : Order.Neither;
    }

    [Kernel]
    public static (int Count, (Half Sum, nint Where)) Summary(Half[] x, int result0)
    {
        var (count, sum, at) = (result0, (Half)0, (nint)(-1));
        for (var i = 0; i < x.Length; i++)
        {
            if (Half.IsNaN(x[i])) continue;
            count++;
            sum += x[i];
            at = i;
        }

        return (count, (sum, at));
    }

    [Kernel]
    public static void Accumulate(float[] x, ref float sum, ref Spread spread, out int count)
    {
        count = 0;
        foreach (var value in x)
        {
            sum += value;
            count++;
            Widen(ref spread, value);
            if (count % 5 == 4) count += (int)(10 / (x[0] > 3 ? 0u : 2u));
        }
    }

    private static void Widen(ref Spread spread, float value)
    {
        if (spread.IsEmpty || value < spread.Least) spread = spread with { Least = value, IsEmpty = false };
        else spread = new(spread.Least, spread.Most + 1, spread.IsEmpty);
    }

    [Kernel]
    public static void Countdown(ref int from, long[] steps, out bool done)
    {
        for (var i = 0; i < steps.Length && from > 0; i++, from--) steps[i] = from;
        done = from <= 0;
    }

    [Kernel]
    public static Spread SpreadOf(float[] x)
    {
        if (x.Length == 0) return new(0, 0, IsEmpty: true);
        var (least, most) = (x[0], (double)x[0]);
        foreach (var value in x) (least, most) = (MathF.Min(least, value), Math.Max(most, value));
        return new(least, most, IsEmpty: false);
    }
}
