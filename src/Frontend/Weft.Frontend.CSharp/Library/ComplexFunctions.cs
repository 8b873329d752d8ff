// Functions of Complex in terms of those of double, which kernels compute as operations. Calls of them are lowered like calls of the
// project's own functions. Tests hold each to the function of .NET that has its name.
using System;
using System.Numerics;

internal static class ComplexFunctions
{
    private const double InverseOfLog10 = 0.43429448190325;

    // Beyond it the sum of a number's size and one of its parts may overflow.
    private const double Huge = double.MaxValue / (1.4142135623730951 + 1);

    public static double Magnitude(Complex z) => double.Hypot(z.Real, z.Imaginary);

    public static double Abs(Complex z) => double.Hypot(z.Real, z.Imaginary);

    public static bool IsFinite(Complex z) => double.IsFinite(z.Real) && double.IsFinite(z.Imaginary);

    public static bool IsInfinity(Complex z) => double.IsInfinity(z.Real) || double.IsInfinity(z.Imaginary);

    public static bool IsNaN(Complex z) => !IsInfinity(z) && !IsFinite(z);

    public static Complex Reciprocal(Complex z) => z.Real == 0 && z.Imaginary == 0 ? Complex.Zero : Complex.One / z;

    public static Complex Sqrt(Complex z)
    {
        var (real, imaginary) = (z.Real, z.Imaginary);
        if (double.IsInfinity(imaginary)) return new(double.PositiveInfinity, imaginary);
        if (imaginary == 0 && double.IsNaN(real)) return new(double.NaN, double.NaN);
        if (imaginary == 0) return real < 0 ? new(0, Math.Sqrt(-real)) : new(Math.Sqrt(real), 0);
        if (double.IsNaN(imaginary) && double.IsInfinity(real))
            return real > 0 ? new(double.NaN, double.PositiveInfinity) : new(double.PositiveInfinity, double.NaN);
        var isHuge = Math.Abs(real) >= Huge || Math.Abs(imaginary) >= Huge;
        if (isHuge) (real, imaginary) = (real * 0.25, imaginary * 0.25);
        // The root of the part that does not cancel; the other one follows from it.
        var root = Math.Sqrt((double.Hypot(real, imaginary) + Math.Abs(real)) * 0.5);
        if (real < 0 && imaginary < 0) root = -root;
        var other = imaginary / (2 * root);
        var scale = isHuge ? 2.0 : 1.0;
        return real >= 0 ? new(root * scale, other * scale) : new(other * scale, root * scale);
    }

    public static Complex Log(Complex z) => new(Math.Log(Abs(z)), Math.Atan2(z.Imaginary, z.Real));

    public static Complex Log(Complex z, double newBase) => Log(z) / Log(newBase);

    public static Complex Log10(Complex z)
    {
        var log = Log(z);
        return new(log.Real * InverseOfLog10, log.Imaginary * InverseOfLog10);
    }

    public static Complex Pow(Complex z, Complex power)
    {
        if (power == Complex.Zero) return Complex.One;
        if (z == Complex.Zero) return Complex.Zero;
        var (size, angle) = (Abs(z), Math.Atan2(z.Imaginary, z.Real));
        var turned = power.Real * angle + power.Imaginary * Math.Log(size);
        return Complex.FromPolarCoordinates(Math.Pow(size, power.Real) * Math.Exp(-power.Imaginary * angle), turned);
    }

    public static Complex Pow(Complex z, double power) => Pow(z, new Complex(power, 0));

    public static Complex Sin(Complex z) =>
        new(Math.Sin(z.Real) * Math.Cosh(z.Imaginary), Math.Cos(z.Real) * Math.Sinh(z.Imaginary));

    public static Complex Cos(Complex z) =>
        new(Math.Cos(z.Real) * Math.Cosh(z.Imaginary), -Math.Sin(z.Real) * Math.Sinh(z.Imaginary));

    public static Complex Tan(Complex z)
    {
        var (across, along) = (2 * z.Real, 2 * z.Imaginary);
        var cosh = Math.Cosh(along);
        if (Math.Abs(z.Imaginary) <= 4)
        {
            var sum = Math.Cos(across) + cosh;
            return new(Math.Sin(across) / sum, Math.Sinh(along) / sum);
        }

        var whole = 1 + Math.Cos(across) / cosh;
        return new(Math.Sin(across) / cosh / whole, Math.Tanh(along) / whole);
    }

    // Of i z, turned back.
    public static Complex Sinh(Complex z)
    {
        var turned = Sin(new Complex(-z.Imaginary, z.Real));
        return new(turned.Imaginary, -turned.Real);
    }

    public static Complex Cosh(Complex z) => Cos(new Complex(-z.Imaginary, z.Real));

    public static Complex Tanh(Complex z)
    {
        var turned = Tan(new Complex(-z.Imaginary, z.Real));
        return new(turned.Imaginary, -turned.Real);
    }
}
