namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Kernels whose floats are left open: they agree with plain C# but for the last digits.</summary>
public static class FastKernels
{
    [Kernel(Fast = true)]
    public static double Norm(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += Square(x[i]);
        return Math.Sqrt(sum) / 3;
    }

    [Kernel(typeof(float), typeof(double), Fast = true)]
    public static void Blend<T>(T a, T[] x, T[] y) where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + (T.One - a) * y[i];
    }

    private static double Square(double x) => x * x;
}
