// What may be null is what these kernels are about.
#nullable disable
using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Values of <c>T?</c>: what is there, what is not, and what operators, patterns and functions make of both.</summary>
public static class NullableKernels
{
    public enum Colour
    {
        Red,
        Green,
        Blue,
    }

    public record struct Point(int X, float Y)
    {
        public int Calls;

        public readonly int Half => X / (X & 1);

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

        public static Point operator -(Point a) => new(-a.X, 100 / a.X);

        public static bool operator <(Point a, Point b) => a.X < b.X;

        public static bool operator >(Point a, Point b) => a.X > b.X;

        public static Point operator ++(Point a) => a with { X = a.X + 1 };

        public static implicit operator Point(int x) => new(x, 1);

        public static explicit operator int(Point p) => p.X * 2;

        public int Count(int by) => Calls += by;
    }

    public struct Segment(Point? from, Point? to)
    {
        public Point? From = from;
        public Point? To = to;
    }

    private static int? Odd(int x) => (x & 1) == 1 ? x : null;

    private static float? Root(float x) => x >= 0 ? MathF.Sqrt(x) : null;

    private static Point? Right(int x, float y) => x > 0 ? new Point(x, y) : null;

    private static int Or(int? a, int b = 3, int? c = null) => a ?? c ?? b;

    private static T? First<T>(ReadOnlySpan<T> x, T above) where T : struct, INumber<T>
    {
        foreach (var value in x)
            if (value > above) return value;
        return null;
    }

    private static T? Twice<T>(T? x) where T : struct, INumber<T> => x + x;

    [Kernel]
    public static void NullableMembers(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var odd = Odd(x[i]);
            y[i] = odd.HasValue ? odd.Value : odd.GetValueOrDefault() + odd.GetValueOrDefault(x[i] / 2);
            if (i > 20) y[i] += odd.Value;
        }
    }

    [Kernel]
    public static void NullableCoalescing(int[] x, float[] z, int[] y, float[] w)
    {
        int? last = null;
        float? first = default;
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = Odd(x[i]) ?? x[i] / 2;
            y[i] += Odd(x[i]) ?? last ?? Odd(i) ?? -1;
            w[i] = (float)(Root(z[i]) ?? -z[i]);
            w[i] += (float)(Odd(x[i]) ?? 0.5);
            last = Odd(x[i]) ?? last;
            first ??= Root(z[i] + x[i]);
            y[i] += (last ??= i);
            y[i] += Or(Odd(y[i])) + Or(null, c: Odd(i)) + Or(i) + Or(last, 2);
            if (i == 30) y[i] = Odd(x[i]) ?? throw new InvalidOperationException("even");
        }

        if (w.Length > 0) w[0] = first ?? 0;
    }

    [Kernel]
    public static void NullableArithmetic(int[] x, long[] z, int[] y, long[] w)
    {
        for (var i = 0; i < x.Length; i++)
        {
            int? a = Odd(x[i]), b = Odd(i), sum = a + b * 2 - 3;
            long? wide = a, product = wide * z[i];
            sum ^= a << 1;
            sum -= ~b | -a & 0xFF;
            sum++;
            if (i % 5 == 2) --sum;
            var quotient = a / b + x[i] % b;
            y[i] = (sum ?? 7) + (quotient ?? 11) + ((sum = a) ?? 1);
            product += 1;
            product >>= b;
            w[i] = product ?? -1;
            var old = b++;
            w[i] += (old ?? 0) * (b ?? 5);
        }
    }

    [Kernel]
    public static void NullableSmall(byte[] x, sbyte[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            byte? a = x[i] > 40 ? x[i] : null;
            sbyte? b = z[i] < 0 ? null : z[i];
            int? sum = a + b;
            a += 250;
            b *= 3;
            a++;
            y[i] = sum ?? (a ?? 3) + (b ?? 4);
            y[i] += (short?)(a * 1000) ?? 5;
            y[i] += checked((sbyte?)(b & 15)) ?? 6;
        }
    }

    [Kernel]
    public static void NullableChecked(int[] x, byte[] small, int mask, int[] y)
    {
        checked
        {
            for (var i = 0; i < x.Length; i++)
            {
                int? a = Odd(x[i] & mask), b = Odd(i);
                a += b;
                y[i] = a * 2 ?? 1;
                y[i] -= -a ?? 2;
                byte? c = small[i] < 200 ? small[i] : null;
                if (i > 3) c++;
                y[i] += (sbyte?)(c / 2) ?? 3;
                if (i == 9) c += 100;
                y[i] ^= c ?? 0;
            }
        }
    }

    [Kernel]
    public static void NullableComparisons(int[] x, float[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            int? a = Odd(x[i]), b = Odd(x[x.Length - 1 - i]);
            var root = Root(z[i]);
            y[i] = (a == b ? 1 : 0) + (a != b ? 2 : 0) + (a < b ? 4 : 0) + (a >= b ? 8 : 0) + (a == 3 ? 16 : 0) + (a == null ? 32 : 0)
                + (null != b ? 64 : 0) + (root > 1 ? 128 : 0) + (root <= 1 ? 256 : 0) + (root == a ? 512 : 0) + (root != a + 1 ? 1024 : 0)
                + (a.Equals(b) ? 2048 : 0) + ((a, i) == (b, 3) ? 4096 : 0) + (a == default ? 8192 : 0) + (7 > b ? 16384 : 0);
        }
    }

    [Kernel]
    public static void NullableLogic(int[] x, int[] y)
    {
        static bool? Of(int x) => (x & 3) switch { 0 => true, 1 => false, _ => null };
        for (var i = 0; i < x.Length; i++)
        {
            bool? a = Of(x[i]), b = Of(x[i] >> 2), both = a & b, either = a | b, one = a ^ b;
            both |= !one;
            either &= a & true;
            y[i] = (both is true ? 1 : both is false ? 2 : 3) + (either ?? false ? 4 : 8) + (one == true ? 16 : one != null ? 32 : 64)
                + (a.GetValueOrDefault(true) ? 128 : 0);
        }
    }

    [Kernel]
    public static void NullableConversions(int[] x, float[] z, long[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            int? a = Odd(x[i]);
            double? d = a;
            var h = (Half?)Root(z[i]);
            var c = (Colour?)(a & 1);
            int? back = (int?)d;
            y[i] = (back ?? 1) + (c == Colour.Green ? 2 : 4) + (long)(float)(h ?? (Half)0.5f);
            (int? first, float? second) = (i, Root(z[i]));
            (long? First, double Second) pair = (Odd(i), i);
            y[i] += (first ?? 0) + (second > 2 ? 8 : 16) + (pair.First ?? 32);
            if (i > 25) y[i] += (int)a + (long)back;
        }
    }

    [Kernel]
    public static void NullablePatterns(int[] x, float[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            int? a = Odd(x[i]);
            var root = Root(z[i]);
            y[i] = a is null ? 1 : a is > 5 and < 20 ? 2 : a is 3 or -1 ? 3 : 4;
            if (root is { } r) y[i] += (int)r;
            if (a is int k && k > 2) y[i] += k;
            if (a is not null and var n) y[i] ^= n.Value;
            if (a is not { } m) m = 5;
            y[i] += m;
            if (a is int) y[i] += 3;
            y[i] += a switch { null => 10, 1 or 3 => 20, > 30 => 30, int w when w % 3 == 0 => w, _ => 40 };
            y[i] += (a, root) switch { (null, null) => 1, (int p, > 1.5f) => p, (_, { } q) => (int)(q * 2), _ => 4 };
            switch (a)
            {
                case null: y[i]++; break;
                case 7: y[i] += 7; break;
                case var v: y[i] -= v.Value; break;
            }

            switch (a)
            {
                case 1: y[i] += 1; break;
                case 3: y[i] += 30; break;
                case 5: y[i] += 50; break;
                case null: goto case 3;
                default: y[i] += 2; break;
            }
        }
    }

    [Kernel]
    public static void NullableStructs(int[] x, float[] z, int[] y, float[] w)
    {
        Point? sum = null;
        for (var i = 0; i < x.Length; i++)
        {
            var p = Right(x[i], z[i]);
            Point? q = i % 3 == 0 ? null : i;
            y[i] = (p?.X ?? 1) + (p?.Half ?? 2) + (p == q ? 4 : 0) + (p != q ? 8 : 0) + (p < q ? 16 : 0)
                + (p is { X: > 4, Y: var h } ? 32 + (int)h : 0)
                + (p == null ? 64 : 0);
            w[i] = (p + q)?.Y ?? -1;
            if (i > 15) w[i] += (-p)?.Y ?? 3;
            sum = sum is { } s && p is { } t ? s + t : p ?? sum;
            sum++;
            p?.Count(3);
            y[i] += p?.Count(2) ?? (int?)q ?? 5;
            p += q;
            y[i] += p?.X > 7 ? 1 : 0;
            if (p is (> 3, var e)) w[i] += e;
            var line = new Segment(p, sum);
            w[i] += line.From?.Y + line.To?.Y ?? 0;
            line.To = null;
            y[i] += line.To.HasValue ? 1 : 0;
            Vector2? v = p is { } at ? new Vector2(at.X, at.Y) : null;
            w[i] -= (v * 2)?.Length() ?? 0;
        }

        if (w.Length > 0) w[^1] = sum?.Y ?? sum?.X ?? 9;
    }

    [Kernel]
    public static void NullableKept(int[] x, int[] y)
    {
        Span<int?> seen = stackalloc int?[8];
        var points = new Point?[4];
        for (var i = 0; i < x.Length; i++)
        {
            ref var slot = ref seen[x[i] & 7];
            slot ??= i;
            seen[i & 7] += 1;
            points[i & 3] ??= new Point(x[i], 2);
            if ((x[i] & 7) == 5) points[i & 3] = null;
            y[i] = (slot ?? -1) + (points[x[i] & 3]?.X ?? 0);
        }

        var count = 0;
        foreach (var value in seen) count += value is null ? 0 : 1;
        if (y.Length > 0) y[0] = count;
    }

    [Kernel]
    public static void NullableGeneric(int[] x, double[] z, int limit, int[] y, double[] w)
    {
        var first = First<int>(x, limit & 15);
        if (y.Length == 0) return;
        y[0] = Twice(first) ?? -1;
        w[0] = Twice(First<double>(z, 3)) ?? -2;
        var found = First<int>(x, 1000);
        for (var i = 1; i < y.Length && found is null; i++)
        {
            y[i] = i;
            if (x[i] == 17) found = i;
        }
    }
}
