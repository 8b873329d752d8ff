namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Tuples, structs, record structs and enums: as values, by reference, and as elements of arrays.</summary>
public static class StructKernels
{
    public record struct Point(float X, float Y)
    {
        public float Weight { get; set; } = 1;

        public readonly float Length => MathF.Sqrt(X * X + Y * Y);

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y) { Weight = a.Weight };

        public static Point operator *(float s, Point a) => a with { X = s * a.X, Y = s * a.Y };

        public static implicit operator Point(float x) => new(x, x);

        public static Point operator -(Point a) => new(-a.X, -a.Y);

        public static Point operator ++(Point a) => a with { X = a.X + 1 };

        public void Move(float dx, float dy)
        {
            X += dx;
            this.Y += dy;
        }

        public readonly bool IsNear(Point other, float distance) => (this + -other).Length < distance;
    }

    public readonly record struct Sphere(Point Center, double Radius);

    public struct Particle
    {
        public byte Kind;
        public double Mass;
        public Point Position;
        public bool IsAlive;
        public short Charge;

        public Particle(byte kind, double mass)
            : this(mass) => Kind = kind;

        public Particle(double mass)
        {
            Mass = mass;
            IsAlive = true;
        }

        public readonly double Energy(double speed)
        {
            if (!IsAlive) return 0;
            return Mass * speed * speed / 2;
        }

        public double Next
        {
            readonly get => Mass + 1;
            set => Mass = value * 2;
        }

        public int this[int i]
        {
            readonly get => i == 0 ? Kind : Charge;
            set
            {
                if (i == 0) Kind = (byte)value;
                else Charge = (short)value;
            }
        }
    }

    [Flags]
    public enum Marks : byte
    {
        None = 0,
        Red = 1,
        Green = 2,
        Both = Red | Green,
    }

    private static (int Quotient, int Remainder) Divide(int a, int b) => (a / b, a % b);

    private static void Order(ref int a, ref int b)
    {
        if (a > b) (a, b) = (b, a);
    }

    private static bool TryHalf(int x, out int half)
    {
        half = x / 2;
        return x % 2 == 0;
    }

    private static float Sum(in Point p) => p.X + p.Y;

    [Kernel]
    public static void Tuples(int[] x, int[] z, int[] y)
    {
        var best = (At: -1, Value: int.MinValue);
        for (var i = 0; i < x.Length; i++)
        {
            var (q, r) = Divide(x[i], (z[i] & 15) + 1);
            (int A, long B) wide = (q, r);
            if (wide.B > best.Value) best = (i, (int)wide.B);
            if ((q, r) == (0, 1) || wide != (q, 0L)) y[i] = best.At + wide.A;
            else y[i] = best.Value;
            (y[i], (_, var last)) = (y[i] + 1, (q, r));
            y[i] += last;
        }
    }

    [Kernel]
    public static void References(int[] x, int[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var (a, b) = (x[i], z[i]);
            Order(ref a, ref b);
            Order(ref y[i], ref a);
            if (TryHalf(b, out var half) && half > 3) y[i] += half;
            if (!TryHalf(a, out _)) y[i]--;
            ref var element = ref y[i];
            element += b;
            while (TryHalf(b, out b) && b > 1) element ^= b;
        }
    }

    [Kernel]
    public static void Records(float[] x, float[] z, float[] y)
    {
        Point sum = default, last = 0.5f;
        for (var i = 0; i < x.Length; i++)
        {
            Point p = new(x[i], z[i]);
            p.Move(1, p.X);
            if (p.IsNear(last, 3)) sum += 0.5f * p;
            else sum = p with { X = sum.Y };
            last = x[i] > 0 ? p : -p;
            last++;
            var (a, b) = last;
            y[i] = sum.X + Sum(sum) + sum.Weight + a * b + p.Length;
            if (p == last || p.Equals(sum)) y[i] = 7;
            Sphere s = new(p, z[i]);
            if (s == new Sphere(last, x[i])) y[i]++;
            if (s.Center != sum) y[i] += (float)s.Radius;
        }
    }

    [Kernel]
    public static void Structs(double[] x, int[] z, double[] y)
    {
        Particle p = new(3, 2.5) { Charge = -1, Position = new(1, 2) };
        for (var i = 0; i < x.Length; i++)
        {
            p.Position.X += (float)x[i];
            p.Position.Move(0, 1);
            p.IsAlive = z[i] % 3 != 0;
            p.Next += x[i];
            p[z[i] & 1] += z[i];
            p[0]++;
            var copy = p;
            copy.Kind = 9;
            y[i] = p.Energy(x[i]) + p.Kind + copy.Kind + p.Charge + p.Position.Y + new Particle { Mass = 4 }.Next + p[1];
            if (y[i] > 1e6) p = new();
        }
    }

    [Kernel]
    public static void Enums(int[] x, byte[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var marks = (Marks)(z[i] & 3);
            if (x[i] > 0) marks |= Marks.Red;
            if (marks == Marks.Both) marks &= ~Marks.Green;
            y[i] = (int)marks + ((marks & Marks.Green) != 0 ? 10 : 0) + (marks > Marks.Red ? 100 : 0) + (marks - Marks.Red);
        }
    }

    [Kernel]
    public static void ArraysOfStructs(Particle[] ps, Point[] q, float s)
    {
        for (var i = 0; i < ps.Length; i++)
        {
            ps[i].Position = ps[i].Position + s * q[i];
            ps[i].Mass += ps[i].Kind;
            ps[i].IsAlive = !ps[i].IsAlive;
            ps[i].Position.Move(s, -s);
            q[i].Weight = (float)ps[i].Energy(s);
            ref var particle = ref ps[i];
            if (particle.IsAlive) particle.Charge++;
            if (i > 0 && ps[i - 1].Kind == particle.Kind) ps[i - 1] = particle;
        }

        Parallel.For(0, q.Length, i => q[i] = q[i] with { X = q[i].Y });
    }

    [Kernel]
    public static void ElementsTakenApart(Particle[] ps, Point[] q, int[] y)
    {
        for (var i = 0; i < ps.Length; i++)
        {
            (ps[i].IsAlive, y[i]) = (y[i] > 3, ps[i].Charge);
            (y[i], q[i].Weight) = (y[i] + 1, ps[i].Kind);
            var old = q[i]++;
            if (old.X > 2) q[i] = ++old;
            y[i] += (int)(q[i]++).X;
        }
    }

    private static int Count(int[] log) => ++log[0];

    private static void Put(ref int target, int value) => target = value;

    // Where C# takes a reference to an element it looks at the index first; an element of an array is looked at when its value is known.
    [Kernel]
    public static void EarlyChecks(Particle[] ps, int[] log, int[] y, byte what, int k)
    {
        Span<int> s = y;
        switch (what & 7)
        {
            case 0: s[k] = Count(log); break;
            case 1: ps[k].Mass = Count(log); break;
            case 2: (s[0], s[k]) = (Count(log), 2); break;
            case 3: Put(ref y[k], Count(log)); break;
            case 4: ps[k].Next += Count(log); break;
            case 5: y[k] = Count(log); break;
            case 6: (y[0], y[k]) = (7, Count(log)); break;
            default:
                ref var element = ref y[k];
                log[0] = 5;
                element++;
                break;
        }
    }

    [Kernel]
    public static void PointGrid(Point[,] grid, float[] y)
    {
        for (var i = 0; i < grid.GetLength(0); i++)
            for (var j = 1; j < grid.GetLength(1); j++)
            {
                grid[i, j].X += grid[i, j - 1].Y;
                y[i % y.Length] = grid[i, j].X;
            }
    }

    [Kernel]
    public static void CheckedEnums(int[] x, byte[] z, Marks[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var small = unchecked((Marks)x[i]);
            if (z[i] > 3) y[i] = checked((Marks)(x[i] & z[i]));
            else if (z[i] == 3) y[i] = checked((Marks)x[i]);
            else y[i] = checked((Marks)(byte)~small);
        }
    }

    [Kernel]
    public static void ForeachByReference(Particle[] ps, Point[] q)
    {
        foreach (ref var p in ps.AsSpan())
        {
            p.Position.Move(1, p.Charge);
            p.Next = 3;
        }

        foreach (var p in q)
        {
            p.Move(1, 2);
            q[0].Weight += p.X;
        }
    }

    [Kernel]
    public static void StructsByValue(Particle p, (int A, Point B) t, Marks m, Marks[] marks, double[] y)
    {
        p.Mass += t.A;
        foreach (ref var v in y.AsSpan()) v = p.Energy(t.B.Y) + p.Position.X + p.Charge;
        for (var i = 0; i < marks.Length; i++) marks[i] = p.IsAlive ? marks[i] | m : Marks.None;
    }

    [Kernel]
    public static void Foreach(Point[] points, float[] y)
    {
        var far = new Point(0, 0);
        foreach (var p in points)
            if (p.Length > far.Length) far = p;
        for (var i = 0; i < y.Length; i++) y[i] = far.X;
    }
}
