using Weft;
using Weft.Backends.Llvm;
using Weft.Samples;

const int N = 200;
double[] load = [.. Enumerable.Range(0, N).Select(i => Math.Sin(i * 0.05) + (i == 60 ? 4 : 0))];
double[] compiled = new double[N], plain = new double[N];

using var cpu = CpuDevice.Open();
var turns = SolveWorkflow.Launch(cpu, load, compiled, 1e-10, 1000);     // the whole solver as one compiled program
Console.WriteLine($"{turns} turns, sag in the middle {compiled[N / 2]:F6}");

var again = Gradients.Solve(load, plain, 1e-10, 1000);                  // the same method as plain C#
Console.WriteLine($"plain C#: {(again == turns && plain.SequenceEqual(compiled) ? "equal, bit for bit" : "different")}");

namespace Weft.Samples
{
    /// <summary>The method of conjugate gradients: A x = b, where A is a chain of springs, fixed at both ends.</summary>
    public static class Gradients
    {
        [Workflow]
        public static int Solve(double[] b, double[] x, double tolerance, int limit)
        {
            double[] r = b.ToArray(), q = new double[b.Length];
            Apply(x, q);
            AddScaled(-1, q, r);
            var p = r.ToArray();
            var (rr, turns) = (Dot(r, r), 0);
            while (Math.Sqrt(rr) > tolerance && turns++ < limit)
            {
                Apply(p, q);
                var alpha = rr / Dot(p, q);
                AddScaled(alpha, p, x);
                AddScaled(-alpha, q, r);
                var next = Dot(r, r);
                Turn(next / rr, r, p);
                rr = next;
            }

            return turns;
        }

        [Kernel]
        public static void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (var i = 0; i < y.Length; i++)
                y[i] = 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i < x.Length - 1 ? x[i + 1] : 0);
        }

        [Kernel]
        public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
            return sum;
        }

        [Kernel]
        public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
        {
            for (var i = 0; i < y.Length; i++) y[i] += a * x[i];
        }

        /// <summary>The next direction: p = r + beta p.</summary>
        [Kernel]
        public static void Turn(double beta, ReadOnlySpan<double> r, Span<double> p)
        {
            for (var i = 0; i < p.Length; i++) p[i] = r[i] + beta * p[i];
        }
    }
}
