namespace Weft.Frontend.Tests.CSharp;

/// <summary>For each message C# that causes it, and what to write instead: members of a class.</summary>
internal static class DiagnosticExamples
{
    public static readonly IReadOnlyDictionary<string, (string Wrong, string Right)> All = new Dictionary<string, (string, string)>
    {
        ["WEFT0001"] = ("[Kernel] void K(Span<int> y) => y[0] = 1;", "[Kernel] static void K(Span<int> y) => y[0] = 1;"),
        ["WEFT0002"] = ("[Kernel] static string K(int n) => \"\";", "[Kernel] static (int, bool) K(int n) => (n, n > 3);"),
        ["WEFT0003"] = (
            "[Kernel] static void K<T>(Span<T> y) => y[0] = y[1];", "[Kernel(typeof(float))] static void K<T>(Span<T> y) => y[0] = y[1];"),
        ["WEFT0004"] = ("[Kernel] static void K(ref int sum) => sum = Gpu.GlobalIdx.X;", "[Kernel] static void K(ref int sum) => sum = 1;"),
        ["WEFT0005"] = (
            "[Kernel] static void K(IReadOnlyList<int> x, Span<int> y) => y[0] = x[0];",
            "[Kernel] static void K(ReadOnlySpan<int> x, Span<int> y) => y[0] = x[0];"),
        ["WEFT0006"] = (
            "[Kernel] static async void K(int[] y) => await Task.Yield();", "[Kernel] static void K(int[] y) => y[0] = 1;"),
        ["WEFT0008"] = ("""
            [Kernel] static void K(Span<int> y) => y[0] = 1;
            [Kernel] static void K(Span<float> y) => y[0] = 1;
            """, """
            [Kernel] static void K(Span<int> y) => y[0] = 1;
            [Kernel] static void KOfFloats(Span<float> y) => y[0] = 1;
            """),
        ["WEFT0009"] = (
            "[Kernel] static void K(TensorSpan<int> y) => y[0] = y[1, 2];",
            "[Kernel] static void K(TensorSpan<int> y) => y[0, 0] = y[1, 2];"),
        ["WEFT0010"] = ("""
            static void M(int[] y)
            {
                K(y);
                [Kernel] static void K(Span<int> y) => y[0] = 1;
            }
            """, """
            static void M(int[] y) => K(y);
            [Kernel] static void K(Span<int> y) => y[0] = 1;
            """),
        ["WEFT0011"] = ("""
            private record struct Point(float X, float Y);
            [Kernel] static void K(Span<Point> y) => y[0].X = y[0].Y;
            """, """
            internal record struct Point(float X, float Y);
            [Kernel] static void K(Span<Point> y) => y[0].X = y[0].Y;
            """),
        ["WEFT0101"] = (
            "[Kernel] static void K(int n, Span<int> y) => y[0] = HashCode.Combine(n);", """
            static int Hash(int n) => n * 397;
            [Kernel] static void K(int n, Span<int> y) => y[0] = Hash(n);
            """),
        ["WEFT0102"] = ("""
            [Kernel] static void K(Span<int> y)
            {
                again: y[0]++;
                if (y[0] < 9) goto again;
            }
            """, """
            [Kernel] static void K(Span<int> y)
            {
                do y[0]++;
                while (y[0] < 9);
            }
            """),
        ["WEFT0103"] = ("""
            [Kernel] static void K(int[] x, Span<int> y)
            {
                if (x is [1, ..]) y[0] = 2;
            }
            """, """
            [Kernel] static void K(int[] x, Span<int> y)
            {
                if (x.Length > 0 && x[0] == 1) y[0] = 2;
            }
            """),
        ["WEFT0104"] = ("""
            [Kernel] static void K(int n, Span<int> y)
            {
                decimal price = n;
                y[0] = (int)price;
            }
            """, """
            [Kernel] static void K(int n, Span<int> y)
            {
                double price = n;
                y[0] = (int)price;
            }
            """),
        ["WEFT0105"] = ("""
            static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
            [Kernel] static void K(int n, Span<int> y) => y[0] = Factorial(n);
            """, """
            static int Factorial(int n) { var product = 1; for (var i = 2; i <= n; i++) product *= i; return product; }
            [Kernel] static void K(int n, Span<int> y) => y[0] = Factorial(n);
            """),
        ["WEFT0106"] = ("""
            [Kernel] static void K(int[] x, int[] y)
            {
                var sum = 0;
                Parallel.For(0, x.Length, i => { sum += x[i]; });
                y[0] = sum;
            }
            """, """
            [Kernel] static void K(int[] x, int[] y)
            {
                y[0] = 0;
                Parallel.For(0, x.Length, i => System.Threading.Interlocked.Add(ref y[0], x[i]));
            }
            """),
        ["WEFT0107"] = ("""
            static float s_gain = 2;
            [Kernel] static void K(Span<float> y) => y[0] *= s_gain;
            """, """
            [Kernel] static void K(float gain, Span<float> y) => y[0] *= gain;
            """),
        ["WEFT0109"] = (
            "[Kernel] static void K(int[] x, Span<int> y) => y[0] = x == null ? 1 : 0;",
            "[Kernel] static void K(int[] x, Span<int> y) => y[0] = x.Length == 0 ? 1 : 0;"),
        ["WEFT0110"] = (
            "[Kernel] static void K(float x, Span<float> y) => y[0] = MathF.ReciprocalEstimate(x);",
            "[Kernel] static void K(float x, Span<float> y) => y[0] = 1 / x;"),
        ["WEFT0120"] = (
            "[Kernel] static void K(Span<float> y) { if (Gpu.ThreadIdx.X < 16) Gpu.Barrier(); y[Gpu.GlobalIdx.X] = 1; }",
            "[Kernel] static void K(Span<float> y) { if (Gpu.ThreadIdx.X < 16) y[Gpu.GlobalIdx.X] = 1; Gpu.Barrier(); }"),
        ["WEFT0121"] = (
            "[Kernel] static void K(int n, float[] y) { Parallel.For(0, n, i => y[i] = 1); y[Gpu.GlobalIdx.X]++; }",
            "[Kernel] static void K(float[] y) => y[Gpu.GlobalIdx.X] = 2;"),
        ["WEFT0122"] = (
            "[Kernel] static void K(int n, Span<float> y) { var t = Gpu.Shared<float>(n); t[0] = 1; y[Gpu.GlobalIdx.X] = t[0]; }",
            "[Kernel] static void K(Span<float> y) { var t = Gpu.Shared<float>(32); t[0] = 1; y[Gpu.GlobalIdx.X] = t[0]; }"),
        ["WEFT0123"] = ("""
            static float Part() { var t = Gpu.Shared<float>(4); return t[0]; }
            [Kernel] static void K(Span<float> y) => y[Gpu.GlobalIdx.X] = Part();
            """, """
            static float Part(Span<float> t) => t[0];
            [Kernel] static void K(Span<float> y) { var t = Gpu.Shared<float>(4); y[Gpu.GlobalIdx.X] = Part(t); }
            """),
        ["WEFT0124"] = (
            "[Kernel] static void K(Span<long> y) => y[Gpu.GlobalIdx.X] = Gpu.BlockDim.Count;",
            "[Kernel] static void K(Span<long> y) => y[Gpu.GlobalIdx.X] = Gpu.BlockDim.X * Gpu.BlockDim.Y;"),
        ["WEFT0125"] = ("""
            static int Here() => Gpu.GlobalIdx.X;
            [Kernel] static void K(Span<float> y) => y[Here()] = 1;
            """, """
            static int After(int at) => at + 1;
            [Kernel] static void K(Span<float> y) => y[After(Gpu.GlobalIdx.X)] = 1;
            """),
        ["WEFT0012"] = (
            "[Workflow(Deadline = \"soon\")] static void W(float[] x) { }", "[Workflow(Deadline = \"5ms\")] static void W(float[] x) { }"),
        ["WEFT0130"] = (
            "[Workflow] static void W(float[] x) => x[0] = 1;", """
            [Kernel] static void First(float[] x) => x[0] = 1;
            [Workflow] static void W(float[] x) => First(x);
            """),
        ["WEFT0131"] = ("""
            static void Double(float[] x) => x[0] *= 2;
            [Workflow] static void W(float[] x) => Double(x);
            """, """
            [Kernel] static void Double(float[] x) => x[0] *= 2;
            [Workflow] static void W(float[] x) => Double(x);
            """),
        ["WEFT0132"] = (Step("static void W(float[] x) => Step(x, x);"), Step("static void W(Span<float> x) => Step(x.ToArray(), x);")),
        ["WEFT0133"] = (
            Step("static void W(float[] x, float[] y, bool b) { var v = x; if (b) v = y; Step(new float[4], v); Step(x, y); }"),
            Step("static void W(float[] x, float[] y, bool b) { if (b) Step(new float[4], y); else Step(new float[4], x); Step(x, y); }")),
        ["WEFT0134"] = ("""
            [Kernel] static void Set(float[] x) => x[Gpu.GlobalIdx.X] = 1;
            [Workflow] static void W(float[] x) => Set(x);
            """, """
            [Kernel] static void Set(float[] x) => Parallel.For(0, x.Length, i => x[i] = 1);
            [Workflow] static void W(float[] x) => Set(x);
            """),
        ["WEFT0135"] = (
            Step("static void W(float[] x, float[] y, bool b) => Step(b ? x : y, new float[4]);"),
            Step("static void W(float[] x, float[] y, bool b) { if (b) Step(x, new float[4]); else Step(y, new float[4]); }")),
        ["WEFT0136"] = (
            Step("static void W(float[] x, float[] y) { var part = x.AsSpan(1, 2); Step(part, y); }"),
            Step("static void W(float[] x, float[] y) => Step(x.AsSpan(1, 2), y);")),
        ["WEFT0137"] = (
            Step("static void W(float[] x, float[] y, int n) => Parallel.For(0, n, i => Step(x, y.AsSpan(i, 4)));"),
            Step("static void W(float[] x, float[] y, int n) => Parallel.For(0, n, i => Step(x, y.AsSpan(i * 4, 4)));")),
        ["WEFT0138"] = (
            "[Workflow] static void W(float[] x) => Library.Soften(x); // a [Workflow] of another project",
            "[Kernel] static void Halve(float[] x) => x[0] /= 2;\n[Workflow] static void W(float[] x) { Halve(x); Halve(x); }"),
        ["WEFT0139"] = (
            Step("static float[] W(float[] x) { Step(new float[4], x); return x; }"),
            Step("static float[] W(float[] x) { Step(new float[4], x); return (float[])x.Clone(); }")),
        ["WEFT0140"] = (
            "[Kernel] static int Count(float[] x) => (int)x[0];\n[Workflow] static float[] W(float[] x) => new float[Count(x)];",
            "[Workflow] static float[] W(float[] x, int count) => new float[count];"),
    };

    /// <summary>What the examples find in another project.</summary>
    public const string Library = """
        public static class Library
        {
            [Kernel] public static void Halve(float[] x) => x[0] /= 2;
            [Workflow] public static void Soften(float[] x) { Halve(x); Halve(x); }
        }
        """;

    private static string Step(string workflow) =>
        $"[Kernel] static void Step(ReadOnlySpan<float> x, Span<float> y) => y[0] = x[0];\n[Workflow] {workflow}";
}
