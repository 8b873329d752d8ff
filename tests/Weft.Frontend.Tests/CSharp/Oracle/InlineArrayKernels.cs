using System.Numerics;
using System.Runtime.CompilerServices;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Inline arrays: their elements by number, spans of them, copies by value.</summary>
public static class InlineArrayKernels
{
    [InlineArray(5)]
    public struct Five<T>
    {
        public T First;

        public readonly int Length => 5;

        public readonly T Last() => this[^1];

        public void Shift(T value)
        {
            for (var i = 0; i < 4; i++) this[i] = this[i + 1];
            this[4] = value;
        }
    }

    [InlineArray(3)]
    public struct Points
    {
        private StructKernels.Point _first;
    }

    public struct Window
    {
        public Five<int> Seen;
        public int At;
        public (Five<float> Low, float High) Bounds;

        public Window(int at)
        {
            At = at;
            for (var i = 0; i < 5; i++) Seen[i] = at * i;
            Bounds.Low[at & 3] = at;
        }

        public void Add(int value) => Seen[At++ % 5] = value;

        public readonly int Sum()
        {
            var sum = 0;
            foreach (var seen in Seen) sum += seen;
            return sum;
        }
    }

    private static int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values) sum = sum * 3 + value;
        return sum;
    }

    private static void Double(Span<int> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] *= 2;
    }

    private static Five<int> With(Five<int> values, int at, int value)
    {
        values[at] = value;
        return values;
    }

    private static int Read(in Five<int> values, int at) => values[at] + values.Length;

    private static void Change(ref Five<int> values, ref int number, int by)
    {
        number += by;
        values[0] -= number;
    }

    private static void Make(int from, out Five<int> values)
    {
        values = default;
        for (var i = 0; i < values.Length; i++) values[i] = from + i;
    }

    [Kernel]
    public static void InlineElements(int[] x, int n, int[] y)
    {
        Five<int> five = default;
        for (var i = 0; i < x.Length; i++)
        {
            five[i % 5] += x[i];
            five[2] ^= five[(i + 1) % 5]++;
            five[^1] = five[^2] - five.First;
            y[i] = five[i * 7 % 5];
            if (i == 20) y[i] = five[n & 7];
            if (i == 21) five[n & 7] = y[i - n];
        }

        if (y.Length > 0) y[0] = five.Last();
    }

    [Kernel]
    public static void InlineCopies(int[] x, int n, int[] y)
    {
        var a = new Five<int>();
        var b = a;
        for (var i = 0; i < x.Length; i++)
        {
            a[i % 5] = x[i];
            if (x[i] % 3 == 0) b = a;
            if (x[i] % 7 == 0) (a, b) = (b, a);
            var c = (n + i) % 2 == 0 ? a : b;
            c[1]++;
            y[i] = c[0] + c[1] * 3 + a[i % 5] + b[i % 4];
            b.Shift(i);
            a = With(a, i % 5, a[2] + 1);
            y[i] += With(b, 4, 7)[4] + With(b, i % 5, 7).Last();
            Change(ref a, ref a[3], ref_by(i));
            Change(ref b, ref b[i % 5], 2);
            Make(i, out var made);
            y[i] += Read(made, i % 5) + Read(a, 2);
        }

        static int ref_by(int i) => i & 3;
    }

    [Kernel]
    public static void InlineSpans(int[] x, int n, int[] y)
    {
        Five<int> five = default;
        Span<int> all = five;
        for (var i = 0; i < x.Length; i++)
        {
            all[i % 5] = x[i];
            five[(i + 2) % 5] -= 1;
            Double(five[1..3]);
            Double(five[..^3]);
            y[i] = Sum(five) + Sum(five[2..]) + Sum(all[1..]) + all.Length;
            foreach (var value in five) y[i] ^= value;
            foreach (ref var value in five[3..]) value += i;
            if (i == 9) all = five[(n & 3)..];
            if (i == 10) all[..].Fill(3);
            if (i == 12) five[(n & 1)..(n & 7)].Clear();
        }
    }

    [Kernel]
    public static void InlineOfStructs(StructKernels.Point[] p, float[] y)
    {
        Points last = default;
        for (var i = 0; i < p.Length; i++)
        {
            last[i % 3] = p[i];
            last[(i + 1) % 3].X += 1;
            last[2] = last[2] with { Y = last[0].X };
            ref var one = ref last[i * 2 % 3];
            one.Y -= 2;
            Span<StructKernels.Point> all = last;
            y[i] = all[1].X + one.Y + last[i % 3].X;
            all[i % 2] = p[^1];
        }
    }

    [Kernel]
    public static void InlineInStructs(int[] x, int n, int[] y)
    {
        var window = new Window(n & 7);
        var copy = window;
        for (var i = 0; i < x.Length; i++)
        {
            window.Add(x[i]);
            if ((x[i] & 3) == 0) copy = window;
            copy.Seen[i % 5]--;
            copy.Bounds.Low[1] += copy.Seen[1];
            var changed = copy with { At = 3 };
            changed.Seen[i % 5] = 100;
            y[i] = window.Sum() - copy.Sum() + changed.Sum() * changed.At + (int)copy.Bounds.Low[i % 5];
            var (seen, at, bounds) = (window.Seen, window.At, window.Bounds);
            seen[at % 5] = i;
            y[i] += seen[i % 5] + (int)(bounds.High + bounds.Low[2]);
            Five<int>? maybe = i % 3 == 0 ? seen : null;
            y[i] += maybe?[2] ?? 5;
            if (maybe is { } there) y[i] -= there[i % 5];
        }
    }

    [Kernel]
    public static void InlineInLoopsAndTurns(int[] x, int[] y)
    {
        Five<int> weights = default;
        for (var i = 0; i < 5; i++) weights[i] = i * i - 3;
        Parallel.For(0, x.Length, i =>
        {
            Five<int> own = default;
            for (var k = 0; k < 5; k++) own[k] = weights[(k + i) % 5] * x[i];
            y[i] = own[x[i] & 3] - own[^1];
        });
        for (var i = 0; i < x.Length; i++)
        {
            Five<int> fresh = default;
            fresh[i % 5]++;
            while (fresh[i % 5] < x[i] % 10) fresh[i % 5] += 2;
            y[i] += fresh[0] + fresh[i % 5];
        }
    }

    [Kernel(typeof(int), typeof(float), typeof(byte))]
    public static void InlineOfNumbers<T>(T[] x, int[] at, T[] y)
        where T : INumber<T>
    {
        Five<T> five = default;
        for (var i = 0; i < x.Length; i++)
        {
            five[(at[i] & 0xFFFF) % 5] += x[i];
            five.Shift(T.One);
            y[i] = five[i % 5] * five.Last();
            foreach (var value in five) y[i] -= value;
        }
    }
}
