using System.Runtime.InteropServices;

namespace Weft.Tests.Functions;

/// <summary>A function of one number, and what the C library gives in double precision: in single precision that is exact enough to
/// measure hundredths of units in the last place.</summary>
/// <param name="Name">In .weft.</param>
/// <param name="Exact">In double precision.</param>
internal sealed partial record MathReference(string Name, Func<double, double> Exact)
{
    public static IReadOnlyList<MathReference> All { get; } =
    [
        new("exp", Math.Exp), new("exp2", Exp2), new("expm1", ExpM1),
        new("log", Math.Log), new("log2", Log2), new("log10", Math.Log10), new("log1p", Log1P),
        new("sin", Math.Sin), new("cos", Math.Cos), new("tan", Math.Tan), new("atan", Math.Atan),
        new("tanh", Math.Tanh), new("erf", Erf), new("cbrt", Math.Cbrt), new("rsqrt", x => 1 / Math.Sqrt(x)),
        new("sigmoid", x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x))),
    ];

    /// <summary>A kernel for each function, and for those of two numbers.</summary>
    /// <param name="type">f32 or f64.</param>
    public static string Source(string type) =>
        string.Concat(All.Select(f => $$"""
            kernel {{f.Name}}_{{type}}(x: {{type}}[n], y: inout {{type}}[n]) { for i in 0..n { y[i] = {{f.Name}}(x[i]) } }

            """)
            .Concat(new[] { "pow", "atan2" }.Select(name => $$"""
            kernel {{name}}_{{type}}(x: {{type}}[n], z: {{type}}[n], y: inout {{type}}[n]) { for i in 0..n { y[i] = {{name}}(x[i], z[i]) } }

            """)));

    /// <summary>How far a number is from the exact one, in units of the last place that the exact one has.</summary>
    public static double Distance(float actual, double exact)
    {
        var nearest = (float)exact;
        if (double.IsNaN(exact) || float.IsNaN(actual)) return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (actual == nearest && (actual == 0 || float.IsInfinity(actual)))
            return float.IsNegative(actual) == double.IsNegative(exact) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity(actual) || double.IsInfinity(exact)) return double.PositiveInfinity;
        var unit = Math.ScaleB(1, Math.Max(-126, exact == 0 ? -126 : Math.ILogB(exact)) - 23);
        return Math.Abs(actual - exact) / unit;
    }

    // The framework lacks these.
    [LibraryImport("libm.so.6", EntryPoint = "exp2")]
    private static partial double Exp2(double x);

    [LibraryImport("libm.so.6", EntryPoint = "log2")]
    private static partial double Log2(double x);

    [LibraryImport("libm.so.6", EntryPoint = "expm1")]
    private static partial double ExpM1(double x);

    [LibraryImport("libm.so.6", EntryPoint = "log1p")]
    private static partial double Log1P(double x);

    [LibraryImport("libm.so.6", EntryPoint = "erf")]
    private static partial double Erf(double x);
}
