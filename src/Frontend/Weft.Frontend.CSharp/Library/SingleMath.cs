// Functions of .NET's number types in terms of simpler ones, which kernels compute as operations. Calls of them are lowered like calls
// of the project's own functions. Tests hold each to the function of .NET that has its name.
using System;
using System.Numerics;

internal static class SingleMath
{
    public static bool IsNegative(float x) => (BitConverter.SingleToUInt32Bits(x) & 0x80000000u) != 0;

    public static bool IsPositive(float x) => !IsNegative(x);

    public static bool IsFinite(float x) => (BitConverter.SingleToUInt32Bits(x) & 0x7F800000u) != 0x7F800000u;

    public static bool IsInfinity(float x) => (BitConverter.SingleToUInt32Bits(x) & ~0x80000000u) == 0x7F800000u;

    public static bool IsPositiveInfinity(float x) => x == float.PositiveInfinity;

    public static bool IsNegativeInfinity(float x) => x == float.NegativeInfinity;

    public static bool IsRealNumber(float x) => !float.IsNaN(x);

    public static bool IsNormal(float x) => IsFinite(x) && (BitConverter.SingleToUInt32Bits(x) & 0x7F800000u) != 0;

    public static bool IsSubnormal(float x) => x != 0 && (BitConverter.SingleToUInt32Bits(x) & 0x7F800000u) == 0;

    public static bool IsInteger(float x) => IsFinite(x) && x == MathF.Truncate(x);

    public static bool IsEvenInteger(float x) => IsInteger(x) && MathF.Abs(x % 2) == 0;

    public static bool IsOddInteger(float x) => IsInteger(x) && MathF.Abs(x % 2) == 1;

    public static bool IsPow2(float x)
    {
        var (exponent, rest) = (BitConverter.SingleToUInt32Bits(x) & 0x7F800000u, BitConverter.SingleToUInt32Bits(x) & ~0x7F800000u);
        return exponent == 0x7F800000u || IsNegative(x) ? false : exponent == 0 ? BitOperations.PopCount(rest) == 1 : rest == 0;
    }

    public static float BitIncrement(float x)
    {
        if (!IsFinite(x)) return x == float.NegativeInfinity ? float.MinValue : x;
        if (x == 0) return float.Epsilon;
        return BitConverter.UInt32BitsToSingle(IsNegative(x)
            ? BitConverter.SingleToUInt32Bits(x) - 1
            : BitConverter.SingleToUInt32Bits(x) + 1);
    }

    public static float BitDecrement(float x) => -BitIncrement(-x);

    public static float MaxMagnitude(float x, float y)
    {
        var (a, b) = (MathF.Abs(x), MathF.Abs(y));
        if (a > b || float.IsNaN(a)) return x;
        return a == b && !IsNegative(x) ? x : y;
    }

    public static float MinMagnitude(float x, float y)
    {
        var (a, b) = (MathF.Abs(x), MathF.Abs(y));
        if (a < b || float.IsNaN(a)) return x;
        return a == b && IsNegative(x) ? x : y;
    }

    public static float MaxMagnitudeNumber(float x, float y)
    {
        var (a, b) = (MathF.Abs(x), MathF.Abs(y));
        if (a > b || float.IsNaN(b)) return x;
        return a == b && !IsNegative(x) ? x : y;
    }

    public static float MinMagnitudeNumber(float x, float y)
    {
        var (a, b) = (MathF.Abs(x), MathF.Abs(y));
        if (a < b || float.IsNaN(b)) return x;
        return a == b && IsNegative(x) ? x : y;
    }

    public static float MaxNumber(float x, float y) => float.IsNaN(x) ? y : float.IsNaN(y) ? x : MathF.Max(x, y);

    public static float MinNumber(float x, float y) => float.IsNaN(x) ? y : float.IsNaN(y) ? x : MathF.Min(x, y);

    public static int Sign(float x)
    {
        if (float.IsNaN(x)) throw new ArithmeticException("the sign of NaN");
        return x < 0 ? -1 : x > 0 ? 1 : 0;
    }

    public static int ILogB(float x)
    {
        if (x == 0) return int.MinValue;
        if (!IsFinite(x)) return int.MaxValue;
        var scale = IsNormal(x) ? 0 : 24;
        if (scale != 0) x *= 16777216;
        return (int)((BitConverter.SingleToUInt32Bits(x) & 0x7F800000u) >> 23) - 127 - scale;
    }

    public static float ScaleB(float x, int n)
    {
        // In steps that are powers of two themselves; the last one alone may round.
        for (var step = 0; step < 2 && n > 127; step++)
        {
            x *= BitConverter.UInt32BitsToSingle(254u << 23);
            n -= 127;
        }

        for (var step = 0; step < 2 && n < -126; step++)
        {
            x *= BitConverter.UInt32BitsToSingle(25u << 23);
            n += 102;
        }

        n = Math.Clamp(n, -126, 127);
        return x * BitConverter.UInt32BitsToSingle((uint)(127 + n) << 23);
    }

    public static float IEEERemainder(float x, float y)
    {
        if (float.IsNaN(x)) return x;
        if (float.IsNaN(y)) return y;
        var remainder = x % y;
        if (float.IsNaN(remainder)) return float.NaN;
        if (remainder == 0 && IsNegative(x)) return -0.0f;
        var other = remainder - MathF.Abs(y) * (x < 0 ? -1 : x > 0 ? 1 : 0);
        if (MathF.Abs(other) == MathF.Abs(remainder))
        {
            var quotient = x / y;
            return MathF.Abs(MathF.Round(quotient)) > MathF.Abs(quotient) ? other : remainder;
        }

        return MathF.Abs(other) < MathF.Abs(remainder) ? other : remainder;
    }

    public static float Ieee754Remainder(float x, float y) => IEEERemainder(x, y);

    public static float Log(float x, float newBase)
    {
        if (float.IsNaN(x)) return x;
        if (float.IsNaN(newBase)) return newBase;
        if (newBase == 1) return float.NaN;
        if (x != 1 && (newBase == 0 || newBase == float.PositiveInfinity)) return float.NaN;
        return MathF.Log(x) / MathF.Log(newBase);
    }

    public static float ExpM1(float x) => MathF.Exp(x) - 1;

    public static float Exp2(float x) => MathF.Pow(2, x);

    public static float Exp2M1(float x) => MathF.Pow(2, x) - 1;

    public static float Exp10(float x) => MathF.Pow(10, x);

    public static float Exp10M1(float x) => MathF.Pow(10, x) - 1;

    public static float LogP1(float x) => MathF.Log(x + 1);

    public static float Log2P1(float x) => MathF.Log2(x + 1);

    public static float Log10P1(float x) => MathF.Log10(x + 1);

    public static float AcosPi(float x) => MathF.Acos(x) / MathF.PI;

    public static float AsinPi(float x) => MathF.Asin(x) / MathF.PI;

    public static float AtanPi(float x) => MathF.Atan(x) / MathF.PI;

    public static float Atan2Pi(float y, float x) => MathF.Atan2(y, x) / MathF.PI;

    public static float DegreesToRadians(float degrees) => degrees * MathF.PI / 180;

    public static float RadiansToDegrees(float radians) => radians * 180 / MathF.PI;

    public static (float Sin, float Cos) SinCos(float x) => (float.Sin(x), float.Cos(x));

    public static float Round(float x, int digits)
    {
        var power = PowerOf10(digits);
        return MathF.Abs(x) < 1e8f ? MathF.Round(x * power) / power : x;
    }

    public static float Round(float x, int digits, MidpointRounding mode)
    {
        var power = PowerOf10(digits);
        if (MathF.Abs(x) >= 1e8f) return x;
        return mode switch
        {
            MidpointRounding.ToEven => MathF.Round(x * power, MidpointRounding.ToEven),
            MidpointRounding.AwayFromZero => MathF.Round(x * power, MidpointRounding.AwayFromZero),
            MidpointRounding.ToZero => MathF.Round(x * power, MidpointRounding.ToZero),
            MidpointRounding.ToNegativeInfinity => MathF.Round(x * power, MidpointRounding.ToNegativeInfinity),
            MidpointRounding.ToPositiveInfinity => MathF.Round(x * power, MidpointRounding.ToPositiveInfinity),
            _ => throw new ArgumentException("no rounding mode", nameof(mode)),
        } / power;
    }

    private static float PowerOf10(int digits) => digits switch
    {
        0 => 1e0f, 1 => 1e1f, 2 => 1e2f, 3 => 1e3f, 4 => 1e4f, 5 => 1e5f, 6 => 1e6f,
        _ => throw new ArgumentOutOfRangeException(nameof(digits)),
    };

    public static float Hypot(float x, float y)
    {
        if (IsInfinity(x) || IsInfinity(y)) return float.PositiveInfinity;
        if (x == 0) return MathF.Abs(y);
        return y == 0 ? MathF.Abs(x) : (float)Math.Sqrt((double)x * x + (double)y * y);
    }
}
