namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Patterns that look into structs, and choices whose value is one.</summary>
public static class PatternKernels
{
    public record struct Point(int X, int Y)
    {
        public readonly int Sum => X + Y;

        public readonly int Ratio => X / Y;
    }

    public record struct Segment(Point From, Point To, float Weight);

    public struct Complex
    {
        public float Real, Imaginary;

        public readonly void Deconstruct(out float length, out bool isReal) =>
            (length, isReal) = (Real * Real + Imaginary * Imaginary, Imaginary == 0);
    }

    [Kernel]
    public static void Properties(Point p, Segment s, int[] y)
    {
        if (y.Length < 6) return;
        y[0] = p is { X: > 0, Y: var n } ? n : -1;
        y[1] = s is { From: { X: 1 or 2 or 3 }, To.Y: not 0 } ? s.From.X : 7;
        if (s is { Weight: >= 0.5f and < 5, From: var (a, b) } && a < b) y[2] = b - a;
        y[3] = s is { From.Sum: var sum, To: { Sum: > 3 } } ? sum : -3;
        y[4] = p is { Y: not 0, Ratio: > 1 } ? 1 : p is { X: 0 } or { Y: 0 } ? 2 : 3;
        y[5] = y is { Length: > 10 } ? 4 : 5;
    }

    [Kernel]
    public static void Positions(Point p, Segment s, int k, float x, int[] y)
    {
        if (y.Length < 7) return;
        y[0] = p is (0, var low) ? low : -1;
        y[1] = (p, k) is ((var a, > 2), 1 or 5) ? a : -2;
        y[2] = s is ((var q, _), (_, 3), > 0) ? q : 9;
        y[3] = p switch { (0, 0) => 0, ( > 0, > 0) => 1, ( < 0, _) => 2, (_, < 0) { X: > 5 } corner => corner.Sum, var (u, v) => u * v };
        var z = new Complex { Real = x, Imaginary = k };
        y[4] = z is ( > 4, false) ? 1 : z is (var length, true) ? (int)Math.Min(length, 1e6f) : 0;
        switch (s)
        {
            case { Weight: < 0 }: y[5] = -5; break;
            case (var from, (1, _), _) when from.X > 3: y[5] = from.Y; break;
            case { To: (_, var t) } when t > 5:
            case ((0, _), _, _):
                y[5] = 6;
                break;
            default: y[5] = s.To.Ratio; break;
        }

        switch (p, k)
        {
            case (( > 0, _) first, > 0): y[6] = first.Y; break;
            case var (other, number): y[6] = other.X - number; break;
        }
    }

    [Kernel]
    public static void StructChoices(Point p, Point q, int k, float x, int[] y, float[] z)
    {
        if (y.Length < 5 || z.Length < 2) return;
        var larger = p.Sum > q.Sum ? p : q;
        y[0] = larger.X;
        var chosen = k switch { 0 => p, 1 => q with { X = 3 }, 2 => new Point(k, 5), < 0 => default, _ => larger };
        y[1] = chosen.X - chosen.Y;
        var (a, b) = k > 3 ? (p.X, x) : (q.X, 2 * x);
        (y[2], z[0]) = (a, b);
        (long Count, double Size) wide = k switch { 1 => (p.X, x), 2 => (1, 2), _ => (k, 0.5) };
        (y[3], z[1]) = ((int)wide.Count, (float)wide.Size);
        y[4] = (k % 2 == 0 ? larger : k > 9 ? throw new ArgumentException("too large") : chosen).Sum;
    }
}
