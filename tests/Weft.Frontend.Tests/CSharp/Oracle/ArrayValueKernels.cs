using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Arrays as values: parts, locals that stand for arrays, and arrays that a kernel makes.</summary>
public static class ArrayValueKernels
{
    private static readonly float Third = 1f / 3;

    private static readonly int[] Weights = [1, 4, 6, 4, 1];

    private static ReadOnlySpan<short> Steps => [3, -1, 2];

    private static int Sum(ReadOnlySpan<int> x)
    {
        var sum = 0;
        foreach (var v in x) sum += v;
        return sum;
    }

    private static Span<int> Half(Span<int> x) => x[..(x.Length / 2)];

    private static void Double(Span<int> x)
    {
        x = x[^1..];
        x[0] *= 2;
    }

    [Kernel]
    public static void Slices(int[] x, int[] y, int a)
    {
        Span<int> part = y.AsSpan(1);
        for (var i = 0; i < part.Length; i++) part[i] = i;
        ReadOnlySpan<int> all = x;
        y[0] = Sum(all[1..]) + Sum(all[..^1]) + Sum(all[1..^1]) + Sum(all.Slice(1, 1)) + all[^1];
        var half = Half(part);
        for (var i = 0; i < half.Length; i++) half[^(i + 1)] += x[i];
        Double(y);
        part.Slice(1)[0]++;
        part = part[(a & 3)..];
        part[0] = part.Length;
    }

    [Kernel]
    public static void Shrinking(int[] x, int[] y)
    {
        Span<int> rest = x;
        var turns = 0;
        while (rest.Length > 2)
        {
            y[turns % y.Length] += rest[0] - rest[^1];
            rest = turns % 2 == 0 ? rest[1..] : rest[..^1];
            turns++;
        }
    }

    [Kernel]
    public static void Locals(int[] x, int[] y)
    {
        Span<int> ring = stackalloc int[4];
        Span<long> pair = stackalloc[] { 1L, 2L };
        int[] table = [5, 7, 11];
        var grid = new int[3, 5];
        for (var i = 0; i < x.Length; i++)
        {
            var scratch = new int[3];
            scratch[i % 3] += x[i];
            ring[i % 4] ^= scratch[0] + scratch[1] - scratch[2];
            pair[i & 1] += table[i % table.Length];
            grid[i % 3, i % 5] += ring[(i + 1) % 4];
            y[i] = ring[i % 4] + (int)pair[1 - (i & 1)] + grid[2, 3] + grid.Length + table[^1];
        }
    }

    [Kernel]
    public static void Sized(int[] x, int[] y, byte n)
    {
        Span<int> sums = stackalloc int[n & 15];
        for (var i = 0; i < x.Length; i++) sums[i % 8] += x[i];
        sums.CopyTo(y);
    }

    [Kernel]
    public static void SizedByNumber(int[] x, int n, int[] y)
    {
        if (x.Length > 30) return;
        var row = new int[n % 40];
        var grid = new int[2, checked(n % 41 + 1)];
        if (y.Length > 0) y[0] = row.Length + grid.Length;
        for (var i = 0; i < x.Length; i++) row[i] = grid[1, 0] = x[i];
        row.AsSpan().CopyTo(y);
    }

    [Kernel]
    public static void Whole(int[] x, int[] y, int v)
    {
        var copy = new int[x.Length];
        x.AsSpan().CopyTo(copy);
        y.AsSpan().Clear();
        y.AsSpan(y.Length / 2).Fill(v);
        copy.AsSpan(0, copy.Length / 3).CopyTo(y);
        // Overlapping, in both directions.
        if (x.Length < 4) return;
        x.AsSpan(0, x.Length - 2).CopyTo(x.AsSpan(2));
        copy.AsSpan(1).CopyTo(copy);
        foreach (ref var e in y.AsSpan()) e += copy[0];
    }

    [Kernel]
    public static void WholeQuestions(int[] x, float[] z, byte[] b, StructKernels.Point[] p, int[] y)
    {
        if (x.Length < 8) return;
        Span<int> some = x.AsSpan(2, 4);
        y[0] = Array.IndexOf(x, 3) + x.AsSpan().LastIndexOf(3) * 100;
        y[1] = z.AsSpan().IndexOf(z[5]) + (z.AsSpan().Contains(float.NaN) ? 100 : 0);
        y[2] = b.AsSpan().Count((byte)7) + b.AsSpan().IndexOfAny((byte)1, (byte)2) * 100;
        y[3] = some.SequenceEqual(x.AsSpan(4, 4)) ? 1 : x.AsSpan().IndexOf(some) + (x.AsSpan().StartsWith(some) ? 10 : 20);
        y[4] = x.AsSpan().EndsWith(x.AsSpan()[^2..]) ? 1 : 0;
        y[5] = p.AsSpan().IndexOf(p[^1]) + x.AsSpan().IndexOfAnyExcept(x[0]) * 100;
        some.Reverse();
        x.AsSpan().Replace(3, 4);
        Array.Reverse(b);
        y[6] = z.AsSpan(1).TryCopyTo(z) && !z.AsSpan().TryCopyTo(z.AsSpan(1)) ? 1 : 0;
        Array.Fill(b, (byte)y[0]);
    }

    private static int Next(ref int n) => ++n;

    [Kernel]
    public static void NamedArguments(int[] x, float[] z, Vector3[] v, int[] y)
    {
        var n = 0;
        for (var i = 0; i + 4 < x.Length; i++)
        {
            y[i] = Math.Max(val2: Next(ref n), val1: Next(ref n) / 2) + Math.Clamp(max: Next(ref n) + 50, min: n, value: x[i]);
            v[i] = new Vector3(z: Next(ref n), x: Next(ref n), y: z[i]);
            v[i] = Vector3.Lerp(amount: Next(ref n), value1: v[i], value2: new(Next(ref n)));
            y[i] += x.AsSpan(length: Next(ref n) & 3, start: 1).Length * n + new Span<int>(length: 1, start: i, array: x)[0];
            z[i] = MathF.Round(digits: 2, x: z[i]) + MathF.Round(mode: MidpointRounding.ToZero, x: z[i]);
            Interlocked.Add(value: Next(ref n), location1: ref y[n & 1]);
            Interlocked.CompareExchange(comparand: x[i], value: Next(ref n), location1: ref y[i]);
            y[i] += (int)new Complex(imaginary: Next(ref n), real: Next(ref n)).Real;
        }
    }

    [Kernel]
    public static void ReferenceLocals(int[] x, int[] y, StructKernels.Particle[] p, bool up, int a, int b)
    {
        ref var larger = ref (a > b ? ref a : ref b);
        larger -= 7;
        ref var number = ref a;
        for (var i = 0; i < a && i < x.Length; i++) number--;
        for (var i = 0; i < x.Length; i++)
        {
            ref var from = ref x[i];
            ref var to = ref (up ? ref y[i] : ref from);
            to += larger;
            (i % 3 == 0 ? ref a : ref i % 3 == 1 ? ref b : ref x[i]) += 5;
            ref readonly var mass = ref p[i].Mass;
            ref var charge = ref p[i].Charge;
            p[i].Mass += 1;
            charge += (short)mass;
            Next(ref up ? ref number : ref y[i]);
            var local = p[i];
            ref var part = ref local.Mass;
            part *= 2;
            p[i] = local;
            if (i == 20) (up ? ref x[i + 30] : ref y[i]) = 1;
        }

        if (y.Length > 0) y[0] = a * 3 + b;
    }

    [Kernel]
    public static void Tables(int[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var sum = 0;
            for (var k = 0; k < Weights.Length; k++) sum += Weights[k] * x[(i + k) % x.Length];
            y[i] = sum * Third + Steps[i % Steps.Length];
        }
    }

    [Kernel]
    public static void PingPong(float[] x, int turns)
    {
        var next = new float[x.Length];
        var now = x;
        for (var t = 0; t < (turns & 7); t++)
        {
            for (var i = 0; i < now.Length; i++) next[i] = now[i] + now[(i + 1) % now.Length];
            (now, next) = (next, now);
        }

        now.AsSpan().CopyTo(x);
    }

    [Kernel]
    public static void LocalStructs(int[] x, int[] y)
    {
        Span<(int Key, StructKernels.Point Value)> heap = stackalloc (int, StructKernels.Point)[8];
        for (var i = 0; i < x.Length; i++)
        {
            heap[i & 7].Key += x[i];
            heap[i & 7].Value.X += 1;
            if (heap[0].Key > heap[i & 7].Key) (heap[0], heap[i & 7]) = (heap[i & 7], heap[0]);
            y[i] = heap[0].Key + (int)heap[0].Value.X;
        }

        Parallel.For(0, x.Length, i =>
        {
            Span<int> own = stackalloc int[2];
            own[i & 1] = y[i];
            x[i] = own[0] - own[1];
        });
    }
}
