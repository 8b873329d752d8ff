using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Kernels as people write them who have a book at hand and Weft not in mind.</summary>
public static class TextbookKernels
{
    public readonly record struct Fixed(int Raw)
    {
        private const int Shift = 16;

        public static Fixed One { get; } = new(1 << Shift);

        public static readonly Fixed Half = new(1 << (Shift - 1));

        public static explicit operator float(Fixed x) => x.Raw / (float)(1 << Shift);

        public static explicit operator Fixed(float x) => new((int)MathF.Round(x * (1 << Shift)));

        public static Fixed operator +(Fixed a, Fixed b) => new(a.Raw + b.Raw);

        public static Fixed operator *(Fixed a, Fixed b) => new((int)((long)a.Raw * b.Raw >> Shift));

        public static bool operator <(Fixed a, Fixed b) => a.Raw < b.Raw;

        public static bool operator >(Fixed a, Fixed b) => a.Raw > b.Raw;
    }

    public struct Matrix2
    {
        private float _m00, _m01, _m10, _m11;

        public float this[int row, int column]
        {
            readonly get => (row, column) switch { (0, 0) => _m00, (0, _) => _m01, (_, 0) => _m10, _ => _m11 };
            set
            {
                switch (row, column)
                {
                    case (0, 0): _m00 = value; break;
                    case (0, _): _m01 = value; break;
                    case (_, 0): _m10 = value; break;
                    default: _m11 = value; break;
                }
            }
        }

        public static Matrix2 operator *(in Matrix2 a, in Matrix2 b)
        {
            var product = new Matrix2();
            for (var i = 0; i < 2; i++)
                for (var j = 0; j < 2; j++)
                    for (var k = 0; k < 2; k++) product[i, j] += a[i, k] * b[k, j];
            return product;
        }
    }

    public readonly record struct Quaternion(float W, float X, float Y, float Z)
    {
        public Quaternion Conjugate => this with { X = -X, Y = -Y, Z = -Z };

        public static Quaternion operator *(Quaternion a, Quaternion b) => new(
            a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
            a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
            a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
            a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);

        public (float X, float Y, float Z) Rotate((float X, float Y, float Z) v)
        {
            var (_, x, y, z) = this * new Quaternion(0, v.X, v.Y, v.Z) * Conjugate;
            return (x, y, z);
        }
    }

    public struct Generator(ulong seed)
    {
        private ulong _state = seed | 1;

        public uint Next()
        {
            _state = _state * 6364136223846793005UL + 1442695040888963407UL;
            var word = (uint)(((_state >> 18) ^ _state) >> 27);
            return BitOperations.RotateRight(word, (int)(_state >> 59));
        }

        public float NextFloat() => (Next() >> 8) * (1f / (1 << 24));
    }

    public struct Cluster
    {
        public float X, Y;
        public int Count;

        public void Add(float x, float y)
        {
            X += x;
            Y += y;
            Count++;
        }
    }

    public record struct Edge(int From, int To);

    private static int Find(Span<int> parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    private static int Sum(params ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static int Shifted(int x, int by = 3, bool twice = false) => twice ? x + 2 * by : x + by;

    [Kernel]
    public static void FixedPoint(float[] x, float[] y)
    {
        var sum = default(Fixed);
        foreach (var value in x)
        {
            var v = (Fixed)Math.Clamp(value, -10f, 10f) * Fixed.Half + Fixed.One;
            if (v > sum || v == sum) sum += v;
        }

        if (y.Length > 0) y[0] = (float)sum;
    }

    [Kernel]
    public static void MatrixPower(Matrix2 a, Matrix2 b, float[] y)
    {
        var c = a * b * a;
        for (var i = 0; i < y.Length && i < 4; i++) y[i] = c[i / 2, i % 2];
    }

    [Kernel]
    public static void RotateAll(Quaternion q, float[] x)
    {
        for (var i = 0; i + 2 < x.Length; i += 3) (x[i], x[i + 1], x[i + 2]) = q.Rotate((x[i], x[i + 1], x[i + 2]));
    }

    [Kernel]
    public static void UnionFind(Edge[] edges, int[] parent)
    {
        for (var i = 0; i < parent.Length; i++) parent[i] = i;
        foreach (var (from, to) in edges)
        {
            int p = Find(parent, (from & 0x7fff) % parent.Length), q = Find(parent, (to & 0x7fff) % parent.Length);
            if (p == q) continue;
            parent[Math.Max(p, q)] = Math.Min(p, q);
        }
    }

    [Kernel]
    public static int MonteCarlo(ulong seed, int n)
    {
        var (random, inside) = (new Generator(seed), 0);
        for (var i = 0; i < (n & 127); ++i)
        {
            float a = random.NextFloat(), b = random.NextFloat();
            inside += a * a + b * b <= 1 ? 1 : 0;
        }

        return inside;
    }

    [Kernel]
    public static void NearestMeans(float[] x, float[] y, Cluster[] means, int[] label)
    {
        Span<Cluster> next = stackalloc Cluster[4];
        var k = Math.Min(4, means.Length);
        for (var i = 0; k > 0 && i < Math.Min(x.Length, y.Length); i++)
        {
            var (best, least) = (0, float.MaxValue);
            for (var c = 0; c < k; c++)
            {
                var (dx, dy) = (x[i] - means[c].X, y[i] - means[c].Y);
                if (dx * dx + dy * dy is var d && d < least) (best, least) = (c, d);
            }

            if (i < label.Length) label[i] = best;
            next[best].Add(x[i], y[i]);
        }

        for (var c = 0; c < k; c++)
        {
            ref var mean = ref means[c];
            mean = next[c];
            if (mean is { Count: > 0 and var count }) (mean.X, mean.Y) = (mean.X / count, mean.Y / count);
        }
    }

    [Kernel]
    public static void NativeWords(nuint a, nint b, nuint[] x, long[] y)
    {
        nuint sum = 0;
        foreach (var v in x) sum += v * a;
        if (y.Length > 2) (y[0], y[1], y[2]) = ((long)sum, (nint)sum - b >> 3, sum > 5 && (nuint)y.Length < a ? 1 : 0);
        for (nuint i = 0; i < (nuint)x.Length; i++) x[i] = (nuint)((float)x[i] / 3) + x[i] % 7;
    }

    [Kernel]
    public static int StackMachine(byte[] code)
    {
        Span<int> stack = stackalloc int[64];
        var top = 0;
        foreach (var word in code)
        {
            if (top >= 60) break;
            switch (word & 3)
            {
                case 0: stack[top++] = word >> 2; break;
                case 1 when top > 1: stack[--top - 1] += stack[top]; break;
                case 2 when top > 1: stack[--top - 1] *= stack[top]; break;
                case 3 when top > 0: stack[top - 1] = -stack[top - 1]; break;
                default: break;
            }
        }

        return top > 0 ? stack[top - 1] : 0;
    }

    [Kernel]
    public static void ShellSort(int[] x)
    {
        for (var gap = x.Length / 2; gap > 0; gap /= 2)
            for (var i = gap; i < x.Length; i++)
            {
                var (t, j) = (x[i], i);
                for (; j >= gap && x[j - gap] > t; j -= gap) x[j] = x[j - gap];
                x[j] = t;
            }
    }

    [Kernel]
    public static void NamedAndOptional(int n, int[] y)
    {
        if (y.Length < 2) return;
        y[0] = Sum(n, 2, y[1]) + Sum() + Shifted(n, twice: true);
        y[1] = Shifted(by: n, x: 2) + sizeof(long);
    }
}
