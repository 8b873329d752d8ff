using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Generic functions and structs that kernels call with types of their own.</summary>
public static class GenericKernels
{
    /// <summary>A number and its derivative; of itself, it has second derivatives.</summary>
    public readonly record struct Dual<T>(T Value, T Slope)
        : IAdditionOperators<Dual<T>, Dual<T>, Dual<T>>, IMultiplyOperators<Dual<T>, Dual<T>, Dual<T>>
        where T : struct, IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    {
        public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Slope + b.Slope);

        public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Value * b.Value, a.Value * b.Slope + a.Slope * b.Value);

        public static implicit operator Dual<T>(T value) => new(value, default);
    }

    public struct Pair<TFirst, TSecond>(TFirst first, TSecond second)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        public TFirst First = first;
        public TSecond Second = second;

        public readonly Pair<TSecond, TFirst> Swapped() => new(Second, First);

        public void Set(TFirst value) => First = value;
    }

    public interface IOperation<T>
    {
        static abstract T Zero { get; }

        static abstract T Apply(T x, T y);

        static virtual T Twice(T x, T y) => x;
    }

    public readonly struct Sum : IOperation<float>, IOperation<int>
    {
        static float IOperation<float>.Zero => 0;

        static int IOperation<int>.Zero => 0;

        public static float Apply(float x, float y) => x + y;

        public static int Apply(int x, int y) => x + y;
    }

    public readonly struct Largest : IOperation<float>
    {
        public static float Zero => float.NegativeInfinity;

        public static float Apply(float x, float y) => MathF.Max(x, y);

        public static float Twice(float x, float y) => Apply(x, Apply(x, y));
    }

    public interface IShape
    {
        float Size { get; }

        float Scale(float by);

        float Twice() => 2 * Size;
    }

    public record struct Square(float Size) : IShape
    {
        public readonly float Scale(float by) => by * Size;

        public readonly float Twice() => 4 * Size;
    }

    public struct Growing : IShape
    {
        public int Turns;

        public readonly float Size => Turns * 0.5f;

        float IShape.Scale(float by) => by + Turns++;

        public readonly float Twice() => Size;
    }

    private static T Squared<T>(T x) where T : INumber<T> => x * x;

    private static (T Default, T New) Fresh<T>() where T : struct => (default, new T());

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : INumberBase<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < x.Length && i < y.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static T Horner<T>(T x, T a, T b, T c) where T : struct, IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T> =>
        (a * x + b) * x + c;

    private static T Fold<T, TOperation>(ReadOnlySpan<T> x) where TOperation : IOperation<T>
    {
        var result = TOperation.Zero;
        foreach (var value in x) result = TOperation.Twice(TOperation.Apply(result, value), value);
        return result;
    }

    private static float Measure<TShape>(ref TShape shape, float by) where TShape : struct, IShape =>
        shape.Scale(by) + shape.Scale(by) * shape.Size;

    private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

    private static (T Low, T High) Range<T>(ReadOnlySpan<T> values) where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (low, high) = (T.MaxValue, T.MinValue);
        foreach (var value in values) (low, high) = (T.Min(low, value), T.Max(high, value));
        return (low, high);
    }

    private static T Wrapped<T>(T x, T y, int shift) where T : IBinaryInteger<T>
    {
        var z = x * y + T.One;
        z -= x;
        z++;
        z ^= -y;
        z |= z >> shift;
        z += z << shift;
        z ^= z >>> shift;
        z %= T.CreateTruncating(100);
        return z / T.CreateTruncating(-1) + (~z & x);
    }

    private static T Sorted<T>(Span<T> values, int count) where T : unmanaged, IComparable<T>
    {
        Span<T> sorted = stackalloc T[8];
        var n = Math.Min(Math.Min(8, count), values.Length);
        for (var i = 0; i < n; i++)
        {
            var j = i;
            for (; j > 0 && sorted[j - 1].CompareTo(values[i]) > 0; j--) sorted[j] = sorted[j - 1];
            sorted[j] = values[i];
        }

        return n > 0 ? sorted[n / 2] : default;
    }

    private static TTo Cast<TFrom, TTo>(TFrom x, int how) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo> => how switch
    {
        0 => TTo.CreateSaturating(x),
        1 => TTo.CreateTruncating(x),
        _ => TTo.CreateChecked(x),
    };

    private static class Table<T> where T : INumber<T>
    {
        public static readonly T Three = T.One + T.One + T.One;

        public static T Twice(T x) => x + x;
    }

    [Kernel]
    public static void GenericFunctions(int n, float[] x, double[] y, int[] z, double[] result)
    {
        if (result.Length < 8) return;
        result[0] = Squared(x[0]) + Squared(n) + Squared(y[0]);
        result[1] = Dot<float>(x, x) + Dot<double>(y, y) + Dot<int>(z, z);
        result[2] = Table<float>.Three * Table<int>.Three + Table<double>.Twice(Table<double>.Three);
        var (a, b) = (x[0], x[1]);
        Swap(ref a, ref b);
        var (p, q) = ((a, n), (b, -n));
        Swap(ref p, ref q);
        result[3] = a - b + p.Item1 * q.Item2;
        var (low, high) = Range<int>(z);
        result[4] = low + (double)high;
        result[5] = Fold<float, Sum>(x) + Fold<int, Sum>(z);
        result[6] = Fold<float, Largest>(x);
        T Local<T>(T value) where T : INumber<T> => value + T.CreateChecked(n);
        result[7] = Local(n) + Local((double)n);
    }

    [Kernel]
    public static void GenericStructs(int n, float[] x, double[] y)
    {
        if (x.Length < 3 || y.Length < 4) return;
        var d = Horner(new Dual<double>(y[0], 1), y[1], 2.5, y[2]);
        (y[0], y[1]) = (d.Value, d.Slope);
        var x2 = new Dual<Dual<double>>(new(y[2], 1), new(1, 0));
        var dd = Horner(x2, new Dual<double>(2, 0), new Dual<double>(3, 0), new Dual<double>(1, 0));
        y[2] = dd.Slope.Slope + dd.Value.Value;
        var pair = new Pair<int, float>(n, x[0]);
        pair.Set(pair.First + 1);
        var swapped = pair.Swapped();
        x[0] = swapped.First + swapped.Second;
        var square = new Square(x[1]);
        var growing = new Growing { Turns = n };
        x[1] = Measure(ref square, 2) + Measure(ref growing, x[2]);
        x[2] = growing.Turns;
    }

    [Kernel]
    public static void GenericSmallIntegers(sbyte a, sbyte b, byte c, byte d, short e, ushort f, char g, int shift, int[] result)
    {
        if (result.Length < 7) return;
        result[0] = Wrapped(a, b, shift);
        result[2] = Wrapped(c, d, shift);
        result[3] = Wrapped(e, (short)(e - b), shift);
        result[4] = Wrapped(f, (ushort)g, shift);
        result[5] = Wrapped(shift, e, shift);
        result[6] = (int)Wrapped((long)shift << 33, e, shift) + (int)Wrapped((uint)shift, (uint)e, shift);
    }

    [Kernel]
    public static void GenericOrder(float[] from, int n, float[] x, int[] y, byte[] z)
    {
        if (x.Length < 2 || y.Length < 2 || z.Length < 2) return;
        x[0] = Sorted<float>(x, n);
        y[0] = Sorted<int>(y, n);
        z[0] = Sorted<byte>(z, n);
        y[1] = z[1].CompareTo(z[0]) + x[0].CompareTo(float.NaN) + float.NaN.CompareTo(x[1]);
    }

    [Kernel]
    public static void GenericConversions(float a, double b, int c, ulong d, short e, int how, long[] result, double[] floats)
    {
        if (result.Length < 9 || floats.Length < 3) return;
        how &= 3;
        floats[0] = Cast<double, float>(b, how);
        floats[1] = Cast<ulong, float>(d, how) + Cast<int, double>(c, how);
        floats[2] = (double)Cast<int, Half>(c, how);
        result[0] = Cast<float, byte>(a, how);
        result[1] = Cast<double, int>(b, how);
        result[2] = (long)Cast<float, ulong>(a, how);
        result[3] = Cast<int, byte>(c, how);
        result[4] = (long)Cast<int, ulong>(c, how);
        result[5] = Cast<ulong, sbyte>(d, how);
        result[6] = Cast<short, char>(e, how);
        result[7] = Cast<Half, int>((Half)a, how);
        result[8] = Cast<nint, short>(c, how);
    }

    [Kernel]
    public static void GenericNames(double[] x)
    {
        if (x.Length < 3) return;
        x[0] = Names<double>();
        x[1] = Names<float>();
        x[2] = (double)Names<Half>();
    }

    private static T Names<T>() where T : IFloatingPointIeee754<T>, IMinMaxValue<T> =>
        T.Pi * T.E + T.Tau / T.CreateChecked(T.Radix) + T.Max(T.Epsilon, T.NegativeZero) - T.Sqrt(T.NegativeOne * T.MinValue)
        + (T.IsNaN(T.NaN) ? T.One : T.MaxValue);

    [Kernel(typeof(float), typeof(double))]
    [Kernel(typeof(Half), typeof(int), typeof(ulong), typeof(sbyte))]
    public static void GenericAxpy<T>(T a, T[] x, T[] y) where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + T.Max(y[i], T.Zero);
        if (y.Length > 1 && y[0] > y[1]) y[0] -= T.One;
    }

    [Kernel(typeof(float), typeof(Sum), typeof(float), typeof(Largest), typeof(int), typeof(Sum))]
    public static void GenericScan<T, TOperation>(T[] x) where TOperation : IOperation<T>
    {
        var total = TOperation.Zero;
        for (var i = 0; i < x.Length; i++) x[i] = total = TOperation.Apply(total, x[i]);
    }

    [Kernel(typeof(Pair<byte, double>), typeof(Pair<int, float>))]
    public static void GenericElements<T>(int from, int to, T[] x, T other)
    {
        if (from % 3 == 0) x[from] = other;
        (x[to], x[from]) = (x[from], x[to]);
    }

    [Kernel(typeof(double))]
    public static (T Sum, T Largest) GenericResults<T>(T[] x) where T : IFloatingPointIeee754<T>
    {
        var (sum, largest) = (T.Zero, T.NegativeInfinity);
        foreach (var value in x) (sum, largest) = (sum + value, T.MaxNumber(largest, value));
        return (sum / T.CreateChecked(x.Length), largest);
    }

    [Kernel(typeof(float), typeof(Square))]
    public static void GenericDefaults<T>(T[] x, int n, float[] y) where T : struct
    {
        if (x.Length < 2) return;
        (x[0], x[1]) = Fresh<T>();
        y[0] = Fresh<float>().New + Fresh<Square>().Default.Size + n;
    }
}
