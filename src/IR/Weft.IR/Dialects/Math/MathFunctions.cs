using System;

namespace Weft.IR;

/// <summary>Functions that the base library lacks, in double precision; errors stay below 5 units in the last place.</summary>
public static class MathFunctions
{
    public static double Acosh(double x) => x < 1 ? double.NaN
        : x > 1e150 ? Math.Log(x) + Math.Log(2) // the square overflows, and the 1 is long lost
        : Log1P(x - 1 + Math.Sqrt((x - 1) * (x + 1)));

    public static double Asinh(double x)
    {
        var a = Math.Abs(x);
        if (a > 1e150) return CopySign(Math.Log(a) + Math.Log(2), x);
        return CopySign(Log1P(a + (a * a / (1 + Math.Sqrt((a * a) + 1)))), x);
    }

    // The function is odd; near -1 the sum inside the logarithm would cancel.
    public static double Atanh(double x) => CopySign(0.5 * Log1P(2 * Math.Abs(x) / (1 - Math.Abs(x))), x);

    public static double Cbrt(double x)
    {
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x)) return x;
        // Near the ends of the range the cube below would lose bits or overflow; 2^54 has the cube root 2^18.
        if (Math.Abs(x) < 1e-290) return Cbrt(x * (1L << 54)) / (1L << 18);
        if (Math.Abs(x) > 1e290) return Cbrt(x / (1L << 54)) * (1L << 18);
        var root = CopySign(Math.Pow(Math.Abs(x), 1.0 / 3), x);
        // One Newton step takes the last bits of the power's error away.
        return root - (((root * root * root) - x) / (3 * root * root));
    }

    // Kahan's form: the rounding errors of exp and log cancel.
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 1 || double.IsNaN(x)) return Math.Exp(x) - 1;
        var e = Math.Exp(x);
        if (e == 1) return x;
        return e - 1 == -1 ? -1 : (e - 1) * x / Math.Log(e);
    }

    public static double Log1P(double x)
    {
        var u = 1 + x;
        if (u == 1) return x;
        if (u == 0 || double.IsInfinity(u) || double.IsNaN(u)) return Math.Log(u);
        // What the sum has lost, over it, is what the logarithm lacks.
        var one = u - x;
        return Math.Log(u) + ((1 - one + (x - (u - one))) / u);
    }

    public static double Log2(double x)
    {
        var log = Math.Log(x) / Math.Log(2);
        var nearest = Math.Round(log);
        return Math.Abs(nearest) < 1024 && Math.Pow(2, nearest) == x ? nearest : log;
    }

    /// <summary>The error function: its series near zero, a continued fraction of the complement further out.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var a = Math.Abs(x);
        if (a > 6) return CopySign(1, x);
        if (a < 1)
        {
            var (term, sum) = (a, a);
            for (var n = 1; Math.Abs(term) > 1e-18 * sum; n++)
            {
                term *= -a * a / n;
                sum += term / ((2 * n) + 1);
            }

            return CopySign(2 / Math.Sqrt(Math.PI) * sum, x);
        }

        var fraction = 0.0;
        for (var k = 200; k > 0; k--) fraction = k / 2.0 / (a + fraction);
        return CopySign(1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction)), x);
    }

    public static double CopySign(double magnitude, double sign)
    {
        var magnitudeBits = BitConverter.DoubleToInt64Bits(magnitude) & long.MaxValue;
        var signBit = BitConverter.DoubleToInt64Bits(sign) & long.MinValue;
        return BitConverter.Int64BitsToDouble(magnitudeBits | signBit);
    }

    /// <summary><c>a * b + c</c> rounded once to the format.</summary>
    public static FloatAttr? Fma(double a, double b, double c, FloatType type)
    {
#if NET
        return type.Width switch
        {
            64 => FloatAttr.Of(Math.FusedMultiplyAdd(a, b, c), type),
            32 => FloatAttr.Of(MathF.FusedMultiplyAdd((float)a, (float)b, (float)c), type),
            // The product of two floats of up to 19 bits is exact in double.
            < 32 => FloatAttr.Of(SumToOdd(a * b, c), type),
            _ => null,
        };
#else
        return null;
#endif
    }

    // Rounded to odd, not to nearest, so that rounding to a narrower format afterwards gives what rounding once would.
    private static double SumToOdd(double a, double b)
    {
        var sum = a + b;
        if (double.IsNaN(sum) || double.IsInfinity(sum)) return sum;
        var rest = sum - a;
        var error = (a - (sum - rest)) + (b - rest);
        var bits = BitConverter.DoubleToInt64Bits(sum);
        if (error == 0 || (bits & 1) != 0) return sum;
        return BitConverter.Int64BitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
    }
}
