namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Loops, branches and jumps. Each method is a test by standing here: see <see cref="OracleTests"/>.</summary>
public static class ControlFlowKernels
{
    [Kernel]
    public static void BreakAtFirst(int[] x, int wanted, int[] y)
    {
        var found = -1;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == wanted)
            {
                found = i;
                break;
            }
        }

        for (var i = 0; i < y.Length; i++) y[i] = found;
    }

    [Kernel]
    public static void ContinueSkips(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] < 0) continue;
            y[i] = x[i];
            if ((x[i] & 1) == 0)
            {
                if (x[i] > 100) continue;
                y[i] += 3;
            }

            y[i] *= 2;
        }
    }

    [Kernel]
    public static void EarlyReturn(int[] x, int limit, int[] y)
    {
        if (limit < 0) return;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] > limit) return;
            y[i] = x[i] + 1;
            while (y[i] > 10)
            {
                if (y[i] % 7 == 0) return;
                y[i] -= 3;
            }
        }

        if (y.Length > 0) y[0] = 99;
    }

    [Kernel]
    public static void NestedBreaks(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var sum = 0;
            for (var j = i; ; j++)
            {
                if (j >= x.Length) break;
                if (x[j] < 0) continue;
                sum += x[j];
                if (sum > 50) break;
            }

            y[i] = sum;
        }
    }

    [Kernel]
    public static void DoWhile(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var (n, steps) = (0, 0);
            n = x[i] & 255;
            do
            {
                steps++;
                if (n == 5) continue;
                n /= 2;
                if (steps > 20) break;
            }
            while (n > 0 && n != 5);
            y[i] = steps;
        }
    }

    [Kernel]
    public static void CountDown(int[] x, int[] y)
    {
        var k = 0;
        for (var i = x.Length - 1; i >= 0; i--) y[k++] = x[i];
        for (var i = x.Length; i > 3; i -= 3) y[i - 1] += i;
    }

    [Kernel]
    public static void InclusiveBounds(int[] y, byte last)
    {
        var turns = 0;
        for (var i = -3; i <= last; i += 2) turns += i;
        for (int i = last; i >= -last; i -= 5) turns ^= i;
        for (uint i = 2; i <= last; i++) turns += (int)i;
        for (long i = 0; last >= i; i += 7) turns -= (int)i;
        for (var i = 0; i < y.Length; i++) y[i] = turns;
    }

    [Kernel]
    public static void BoundsThatChange(int[] x, int[] y)
    {
        var end = x.Length;
        for (var i = 0; i < end; i++)
        {
            y[i] = x[i];
            if (x[i] < 0 && end > i + 2) end--;
        }

        for (int i = 0, j = end; i < j; i++, j--) y[i] -= j;
    }

    [Kernel]
    public static void ShortCircuit(int[] x, int[] y)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var left = i > 0 && x[i - 1] > 0;
            var right = i + 1 >= x.Length || x[i + 1] < 0;
            y[i] = (left ? 1 : 0) + (right ? 2 : 0) + (left & !right ? 4 : 0) + (left ^ right ? 8 : 0);
        }
    }

    [Kernel]
    public static void Ternaries(int[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var previous = i == 0 ? 0 : x[i - 1];
            y[i] = x[i] > previous ? x[i] < 10 ? 1.5f : x[i] : -previous;
        }
    }

    [Kernel]
    public static void OrderOfEffects(int[] x, int[] y)
    {
        var i = 0;
        while (i < x.Length - 1)
        {
            y[i++] = x[i] + i;
            var a = i;
            var b = a++ + ++a + (a = 4) * a--;
            y[i] = b + (a += 2) + (i > 3 ? (a = 7) : a);
            (a, b) = (b, a);
            y[i] += a - (b << 1);
        }
    }

    [Kernel]
    public static void SumsEach(int[] x, long[] y)
    {
        long sum = 0;
        var count = 0;
        foreach (var value in x)
        {
            sum += value;
            count++;
        }

        foreach (long value in x)
        {
            if (value == 3) break;
            if (value < 0) continue;
            count += 2;
        }

        for (var i = 0; i < y.Length; i++) y[i] = sum + count;
    }

    [Kernel]
    public static void InParallel(int[] x, long[] y)
    {
        var scale = x.Length > 4 ? 3L : 5L;
        Parallel.For(0, x.Length, i =>
        {
            if (x[i] == 0) return;
            long power = 1;
            for (var j = 0; j < (x[i] & 7); j++) power *= scale;
            y[i] = power;
        });
    }

    [Kernel]
    public static void InParallelRows(float[,] a, float[,] b)
    {
        Parallel.For(0, a.GetLength(0), i => Parallel.For(1, a.GetLength(1), j => b[i, j] = a[i, j - 1] + a[i, j]));
    }

    [Kernel]
    public static void InParallelByName(int[] x, long[,] a, int n)
    {
        if (x.Length < 8) return;
        n &= 3;
        Parallel.For(toExclusive: n++, body: i => x[i] += i + 1, fromInclusive: n / 2);
        Parallel.For(body: i => x[i] ^= 7, toExclusive: Math.Min(n += 2, x.Length), fromInclusive: n / 4);
        Parallel.For(
            fromInclusive: n & 1, body: i => Parallel.For(
                body: j => a[i, j] += i - j, fromInclusive: n & 2, toExclusive: a.GetLength(1)), toExclusive: a.GetLength(0));
        Parallel.For(toExclusive: (long)n, fromInclusive: n > 4 ? n++ : --n, body: i => a[0, i & 1] = n);
        Parallel.For(0, body: i => x[i] -= n, toExclusive: x.Length);
    }

    [Kernel]
    public static void InParallelNests(int[] x, long[,] a, int from)
    {
        if (x.Length == 0) return;
        Parallel.For((long)(from & 3), a.GetLength(0), i => Parallel.For(0, a.GetLength(1), j =>
        {
            if (x[j % x.Length] == 3) return;
            a[i, j] += i * x[j % x.Length];
        }));
        // The inner bounds are not known outside.
        Parallel.For(0, a.GetLength(0), i => Parallel.For(0, i, j => a[i, j] ^= j));
        Parallel.For(0, 0, i => Parallel.For(0, 10 / (from & 0), j => a[i, j] = 1));
    }

    [Kernel]
    public static void Calls(int[] x, int[] y)
    {
        static int Clip(int value, int limit = 40)
        {
            if (value > limit) return limit;
            while (value < 0)
            {
                value = value / 2 + 3;
                if (value == 2) return 1000;
            }

            return value;
        }

        for (var i = 0; i < x.Length; i++) y[i] = Clip(x[i]) + Twice(limit: Clip(value: x[i], limit: 7), of: Clip(i));
        Fill(y, y.Length / 2, Twice(1, 2));
    }

    private static int Twice(int of, int limit) => of > limit ? of : 2 * of;

    private static void Fill(int[] target, int from, int value)
    {
        for (var i = from; i < target.Length; i++)
        {
            if (i % 3 == 0) continue;
            target[i] = value;
        }
    }
}
