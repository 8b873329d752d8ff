// Functions of .NET's number types in terms of simpler ones, which kernels compute as operations. Calls of them are lowered like calls
// of the project's own functions. Tests hold each to the function of .NET that has its name.
using System;
using System.Numerics;

internal static class DoubleMath
{
    public static bool IsNegative(double x) => (BitConverter.DoubleToUInt64Bits(x) & 0x8000000000000000ul) != 0;

    public static bool IsPositive(double x) => !IsNegative(x);

    public static bool IsFinite(double x) => (BitConverter.DoubleToUInt64Bits(x) & 0x7FF0000000000000ul) != 0x7FF0000000000000ul;

    public static bool IsInfinity(double x) => (BitConverter.DoubleToUInt64Bits(x) & ~0x8000000000000000ul) == 0x7FF0000000000000ul;

    public static bool IsPositiveInfinity(double x) => x == double.PositiveInfinity;

    public static bool IsNegativeInfinity(double x) => x == double.NegativeInfinity;

    public static bool IsRealNumber(double x) => !double.IsNaN(x);

    public static bool IsNormal(double x) => IsFinite(x) && (BitConverter.DoubleToUInt64Bits(x) & 0x7FF0000000000000ul) != 0;

    public static bool IsSubnormal(double x) => x != 0 && (BitConverter.DoubleToUInt64Bits(x) & 0x7FF0000000000000ul) == 0;

    public static bool IsInteger(double x) => IsFinite(x) && x == Math.Truncate(x);

    public static bool IsEvenInteger(double x) => IsInteger(x) && Math.Abs(x % 2) == 0;

    public static bool IsOddInteger(double x) => IsInteger(x) && Math.Abs(x % 2) == 1;

    public static bool IsPow2(double x)
    {
        var (exponent, rest) = (
            BitConverter.DoubleToUInt64Bits(x) & 0x7FF0000000000000ul,
            BitConverter.DoubleToUInt64Bits(x) & ~0x7FF0000000000000ul);
        return exponent == 0x7FF0000000000000ul || IsNegative(x) ? false : exponent == 0 ? BitOperations.PopCount(rest) == 1 : rest == 0;
    }

    public static double BitIncrement(double x)
    {
        if (!IsFinite(x)) return x == double.NegativeInfinity ? double.MinValue : x;
        if (x == 0) return double.Epsilon;
        return BitConverter.UInt64BitsToDouble(IsNegative(x)
            ? BitConverter.DoubleToUInt64Bits(x) - 1
            : BitConverter.DoubleToUInt64Bits(x) + 1);
    }

    public static double BitDecrement(double x) => -BitIncrement(-x);

    public static double MaxMagnitude(double x, double y)
    {
        var (a, b) = (Math.Abs(x), Math.Abs(y));
        if (a > b || double.IsNaN(a)) return x;
        return a == b && !IsNegative(x) ? x : y;
    }

    public static double MinMagnitude(double x, double y)
    {
        var (a, b) = (Math.Abs(x), Math.Abs(y));
        if (a < b || double.IsNaN(a)) return x;
        return a == b && IsNegative(x) ? x : y;
    }

    public static double MaxMagnitudeNumber(double x, double y)
    {
        var (a, b) = (Math.Abs(x), Math.Abs(y));
        if (a > b || double.IsNaN(b)) return x;
        return a == b && !IsNegative(x) ? x : y;
    }

    public static double MinMagnitudeNumber(double x, double y)
    {
        var (a, b) = (Math.Abs(x), Math.Abs(y));
        if (a < b || double.IsNaN(b)) return x;
        return a == b && IsNegative(x) ? x : y;
    }

    public static double MaxNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y);

    public static double MinNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Min(x, y);

    public static int Sign(double x)
    {
        if (double.IsNaN(x)) throw new ArithmeticException("the sign of NaN");
        return x < 0 ? -1 : x > 0 ? 1 : 0;
    }

    public static int ILogB(double x)
    {
        if (x == 0) return int.MinValue;
        if (!IsFinite(x)) return int.MaxValue;
        var scale = IsNormal(x) ? 0 : 53;
        if (scale != 0) x *= 9007199254740992;
        return (int)((BitConverter.DoubleToUInt64Bits(x) & 0x7FF0000000000000ul) >> 52) - 1023 - scale;
    }

    public static double ScaleB(double x, int n)
    {
        // In steps that are powers of two themselves; the last one alone may round.
        for (var step = 0; step < 2 && n > 1023; step++)
        {
            x *= BitConverter.UInt64BitsToDouble(2046ul << 52);
            n -= 1023;
        }

        for (var step = 0; step < 2 && n < -1022; step++)
        {
            x *= BitConverter.UInt64BitsToDouble(54ul << 52);
            n += 969;
        }

        n = Math.Clamp(n, -1022, 1023);
        return x * BitConverter.UInt64BitsToDouble((ulong)(1023 + n) << 52);
    }

    public static double IEEERemainder(double x, double y)
    {
        if (double.IsNaN(x)) return x;
        if (double.IsNaN(y)) return y;
        var remainder = x % y;
        if (double.IsNaN(remainder)) return double.NaN;
        if (remainder == 0 && IsNegative(x)) return -0.0;
        var other = remainder - Math.Abs(y) * (x < 0 ? -1 : x > 0 ? 1 : 0);
        if (Math.Abs(other) == Math.Abs(remainder))
        {
            var quotient = x / y;
            return Math.Abs(Math.Round(quotient)) > Math.Abs(quotient) ? other : remainder;
        }

        return Math.Abs(other) < Math.Abs(remainder) ? other : remainder;
    }

    public static double Ieee754Remainder(double x, double y) => IEEERemainder(x, y);

    public static double Log(double x, double newBase)
    {
        if (double.IsNaN(x)) return x;
        if (double.IsNaN(newBase)) return newBase;
        if (newBase == 1) return double.NaN;
        if (x != 1 && (newBase == 0 || newBase == double.PositiveInfinity)) return double.NaN;
        return Math.Log(x) / Math.Log(newBase);
    }

    public static double ExpM1(double x) => Math.Exp(x) - 1;

    public static double Exp2(double x) => Math.Pow(2, x);

    public static double Exp2M1(double x) => Math.Pow(2, x) - 1;

    public static double Exp10(double x) => Math.Pow(10, x);

    public static double Exp10M1(double x) => Math.Pow(10, x) - 1;

    public static double LogP1(double x) => Math.Log(x + 1);

    public static double Log2P1(double x) => Math.Log2(x + 1);

    public static double Log10P1(double x) => Math.Log10(x + 1);

    public static double AcosPi(double x) => Math.Acos(x) / Math.PI;

    public static double AsinPi(double x) => Math.Asin(x) / Math.PI;

    public static double AtanPi(double x) => Math.Atan(x) / Math.PI;

    public static double Atan2Pi(double y, double x) => Math.Atan2(y, x) / Math.PI;

    public static double DegreesToRadians(double degrees) => degrees * Math.PI / 180;

    public static double RadiansToDegrees(double radians) => radians * 180 / Math.PI;

    public static (double Sin, double Cos) SinCos(double x) => (double.Sin(x), double.Cos(x));

    public static double Round(double x, int digits)
    {
        var power = PowerOf10(digits);
        return Math.Abs(x) < 1e16 ? Math.Round(x * power) / power : x;
    }

    public static double Round(double x, int digits, MidpointRounding mode)
    {
        var power = PowerOf10(digits);
        if (Math.Abs(x) >= 1e16) return x;
        return mode switch
        {
            MidpointRounding.ToEven => Math.Round(x * power, MidpointRounding.ToEven),
            MidpointRounding.AwayFromZero => Math.Round(x * power, MidpointRounding.AwayFromZero),
            MidpointRounding.ToZero => Math.Round(x * power, MidpointRounding.ToZero),
            MidpointRounding.ToNegativeInfinity => Math.Round(x * power, MidpointRounding.ToNegativeInfinity),
            MidpointRounding.ToPositiveInfinity => Math.Round(x * power, MidpointRounding.ToPositiveInfinity),
            _ => throw new ArgumentException("no rounding mode", nameof(mode)),
        } / power;
    }

    private static double PowerOf10(int digits) => digits switch
    {
        0 => 1e0, 1 => 1e1, 2 => 1e2, 3 => 1e3, 4 => 1e4, 5 => 1e5, 6 => 1e6, 7 => 1e7, 8 => 1e8, 9 => 1e9, 10 => 1e10,
        11 => 1e11, 12 => 1e12, 13 => 1e13, 14 => 1e14, 15 => 1e15,
        _ => throw new ArgumentOutOfRangeException(nameof(digits)),
    };

    public static double Hypot(double x, double y)
    {
        if (IsInfinity(x) || IsInfinity(y)) return double.PositiveInfinity;
        var (a, b) = (Math.Max(Math.Abs(x), Math.Abs(y)), Math.Min(Math.Abs(x), Math.Abs(y)));
        if (b == 0 || double.IsNaN(a)) return a;
        var (large, small) = (ExponentOf(a), ExponentOf(b));
        if (large - small > 53) return a + b;
        // Squares of such numbers would overflow or lose bits: both are scaled by a power of two.
        if (large > 1523) return Scaled(a, b, -600, large == small);
        return small < 523 ? Scaled(a, b, 600, large == small) : SizeOf(a, b, large == small);
    }

    private static double Scaled(double a, double b, int power, bool areAlike) =>
        SizeOf(ScaleB(a, power), ScaleB(b, power), areAlike) * BitConverter.UInt64BitsToDouble((ulong)(1023 - power) << 52);

    private static int ExponentOf(double x) => (int)(BitConverter.DoubleToUInt64Bits(x) >> 52);

    // The root of the sum of squares with what the sum and the larger square lose by rounding; where both have one exponent, with what
    // the smaller square loses, too.
    private static double SizeOf(double a, double b, bool areAlike)
    {
        var (square, other) = (a * a, b * b);
        var sum = square + other;
        var lost = WithLoss(square - sum + other, a, square);
        return Math.Sqrt(sum + (areAlike ? WithLoss(lost, b, other) : lost));
    }

    // Adds by halves what a square is more than its rounded value.
    private static double WithLoss(double sum, double x, double square)
    {
        var head = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x) & 0xFFFF_FFFF_F800_0000);
        var tail = x - head;
        sum += head * head - square;
        sum += 2 * head * tail;
        return sum + tail * tail;
    }
}
