namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Local functions and lambdas: what they write, the function around them sees.</summary>
public static class FunctionKernels
{
    private delegate void Visitor(int index, ref float value);

    private static float Integrate(Func<float, float> f, float from, float to, int steps)
    {
        var (sum, step) = (0f, (to - from) / steps);
        for (var i = 0; i < steps; i++) sum += f(from + i * step) * step;
        return sum;
    }

    private static void Each(float[] x, Visitor visit)
    {
        for (var i = 0; i < x.Length; i++) visit(i, ref x[i]);
    }

    private static T Fold<T>(T[] x, T start, Func<T, T, T> combine)
    {
        foreach (var value in x) start = combine(start, value);
        return start;
    }

    private static float Compose(Func<float, float> f, Func<float, float> g, float x) => f(g(f(x)));

    private static float Cube(float x) => x * x * x;

    [Kernel]
    public static void LocalFunctionsThatWrite(int n, int[] x, int[] y)
    {
        if (y.Length < 6) return;
        var (sum, last) = (0, -1);
        void Add(int value)
        {
            sum += value;
            last = value;
        }

        bool Next() => ++last % 3 == 0;

        for (var i = 0; i < x.Length; i++)
            if (x[i] > 5) Add(x[i]);
            else if (x[i] < -5) break;
        y[0] = sum;
        y[1] = last;
        while (last < 20 && !Next()) Twice();
        y[2] = last;
        y[3] = n > 3 && Next() ? last : sum;
        var (point, counter) = ((X: 1, Y: 2), 0);
        int Count() => counter++;
        void Move(int by) => point = (point.X + by + Count(), point.Y - by);
        Move(n);
        if (n % 2 == 0) Move(Count());
        (y[4], y[5]) = point;
        y[5] += counter;

        void Twice()
        {
            Add(1);
            Add(last + 1);
        }
    }

    [Kernel]
    public static void LocalFunctionsInLoops(int n, int[] x, int[] y)
    {
        n &= 31;
        if (y.Length < 3) return;
        var bound = n;
        void Shrink() => bound--;
        var turns = 0;
        for (var i = 0; i < bound; i++)
        {
            Shrink();
            turns++;
        }

        y[0] = turns;
        var part = x;
        void Turn() => part = n % 2 == 0 ? y : x;
        for (var i = 0; i < 2; i++)
            if (i == 1 || n > 9) Turn();
        y[1] = part.Length > 0 ? part[0] : -7;
        var found = -1;
        bool Visit(int i)
        {
            if (x[i] != n) return false;
            found = i;
            return true;
        }

        for (var i = 0; i < x.Length; i++)
            if (Visit(i)) break;
        y[2] = found;
    }

    [Kernel]
    public static void Lambdas(int n, float s, float[] x, float[] y)
    {
        if (y.Length < 6) return;
        y[0] = Integrate(t => t * t + s, 0, 2, n & 15);
        y[1] = Integrate(MathF.Abs, -1, s, 4) + Integrate(Cube, 0, 1, 3);
        var (count, total) = (0, 0f);
        Action<float> add = value =>
        {
            if (value < 0) return;
            (count, total) = (count + 1, total + value);
        };
        foreach (var value in x) add(value);
        y[2] = total;
        Each(x, (int i, ref float value) =>
        {
            if (i % 2 == 0) return;
            value += s;
            count += 2;
        });
        y[3] = count;
        y[4] = Fold(x, 1f, (a, b) => MathF.Max(a, b * s));
        Func<float, float> scale = t => t * s, shift = t => scale(t) + n;
        y[5] = Compose(scale, shift, 2) + Compose(t => shift(t) - count, Negate, s);
        float Negate(float t) => -t * count++;
        y[5] += count;
    }

    [Kernel]
    public static void LambdasInParallel(float s, float[] x, float[] y)
    {
        Func<float, float> f = t => t * s + 1;
        Parallel.For(0, Math.Min(x.Length, y.Length), i =>
        {
            var sum = 0f;
            void Add(float t) => sum += f(t);
            for (var k = 0; k < 3; k++) Add(x[i] + k);
            y[i] = sum;
        });
    }
}
