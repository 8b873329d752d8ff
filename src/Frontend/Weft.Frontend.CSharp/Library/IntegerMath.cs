// Functions of .NET's number types in terms of simpler ones, which kernels compute as operations. Calls of them are lowered like calls
// of the project's own functions. Tests hold each to the function of .NET that has its name.
using System;
using System.Numerics;

internal static class IntegerMath
{
    public static sbyte MaxMagnitude(sbyte x, sbyte y)
    {
        var (a, b) = (x < 0 ? (sbyte)(-x) : x, y < 0 ? (sbyte)(-y) : y);
        if (a < 0) return x;
        if (b < 0) return y;
        return a > b || a == b && x >= 0 ? x : y;
    }

    public static sbyte MinMagnitude(sbyte x, sbyte y)
    {
        var (a, b) = (x < 0 ? (sbyte)(-x) : x, y < 0 ? (sbyte)(-y) : y);
        if (a < 0) return y;
        if (b < 0) return x;
        return a < b || a == b && x < 0 ? x : y;
    }

    public static short MaxMagnitude(short x, short y)
    {
        var (a, b) = (x < 0 ? (short)(-x) : x, y < 0 ? (short)(-y) : y);
        if (a < 0) return x;
        if (b < 0) return y;
        return a > b || a == b && x >= 0 ? x : y;
    }

    public static short MinMagnitude(short x, short y)
    {
        var (a, b) = (x < 0 ? (short)(-x) : x, y < 0 ? (short)(-y) : y);
        if (a < 0) return y;
        if (b < 0) return x;
        return a < b || a == b && x < 0 ? x : y;
    }

    public static int MaxMagnitude(int x, int y)
    {
        var (a, b) = (x < 0 ? (int)(-x) : x, y < 0 ? (int)(-y) : y);
        if (a < 0) return x;
        if (b < 0) return y;
        return a > b || a == b && x >= 0 ? x : y;
    }

    public static int MinMagnitude(int x, int y)
    {
        var (a, b) = (x < 0 ? (int)(-x) : x, y < 0 ? (int)(-y) : y);
        if (a < 0) return y;
        if (b < 0) return x;
        return a < b || a == b && x < 0 ? x : y;
    }

    public static long MaxMagnitude(long x, long y)
    {
        var (a, b) = (x < 0 ? (long)(-x) : x, y < 0 ? (long)(-y) : y);
        if (a < 0) return x;
        if (b < 0) return y;
        return a > b || a == b && x >= 0 ? x : y;
    }

    public static long MinMagnitude(long x, long y)
    {
        var (a, b) = (x < 0 ? (long)(-x) : x, y < 0 ? (long)(-y) : y);
        if (a < 0) return y;
        if (b < 0) return x;
        return a < b || a == b && x < 0 ? x : y;
    }

    public static nint MaxMagnitude(nint x, nint y)
    {
        var (a, b) = (x < 0 ? (nint)(-x) : x, y < 0 ? (nint)(-y) : y);
        if (a < 0) return x;
        if (b < 0) return y;
        return a > b || a == b && x >= 0 ? x : y;
    }

    public static nint MinMagnitude(nint x, nint y)
    {
        var (a, b) = (x < 0 ? (nint)(-x) : x, y < 0 ? (nint)(-y) : y);
        if (a < 0) return y;
        if (b < 0) return x;
        return a < b || a == b && x < 0 ? x : y;
    }

    public static uint RoundUpToPowerOf2(uint x) => x - 1 > uint.MaxValue >> 1 ? 0
        : 1u << 32 - BitOperations.LeadingZeroCount(x - 1);

    public static ulong RoundUpToPowerOf2(ulong x) => x - 1 > ulong.MaxValue >> 1 ? 0
        : 1ul << 64 - BitOperations.LeadingZeroCount(x - 1);

    public static (sbyte Quotient, sbyte Remainder) DivRem(sbyte x, sbyte y) => ((sbyte)(x / y), (sbyte)(x % y));

    public static (byte Quotient, byte Remainder) DivRem(byte x, byte y) => ((byte)(x / y), (byte)(x % y));

    public static (short Quotient, short Remainder) DivRem(short x, short y) => ((short)(x / y), (short)(x % y));

    public static (ushort Quotient, ushort Remainder) DivRem(ushort x, ushort y) => ((ushort)(x / y), (ushort)(x % y));

    public static (int Quotient, int Remainder) DivRem(int x, int y) => (x / y, x % y);

    public static (uint Quotient, uint Remainder) DivRem(uint x, uint y) => (x / y, x % y);

    public static (long Quotient, long Remainder) DivRem(long x, long y) => (x / y, x % y);

    public static (ulong Quotient, ulong Remainder) DivRem(ulong x, ulong y) => (x / y, x % y);

    public static (nint Quotient, nint Remainder) DivRem(nint x, nint y) => (x / y, x % y);

    public static int DivRem(int x, int y, out int remainder)
    {
        remainder = x % y;
        return x / y;
    }

    public static long DivRem(long x, long y, out long remainder)
    {
        remainder = x % y;
        return x / y;
    }

    // By halves, so that nothing wraps around.
    public static ulong BigMul(ulong x, ulong y, out ulong low)
    {
        low = x * y;
        var (xLow, xHigh, yLow, yHigh) = (x & uint.MaxValue, x >> 32, y & uint.MaxValue, y >> 32);
        var middle = xHigh * yLow + (xLow * yLow >> 32);
        return xHigh * yHigh + (middle >> 32) + (xLow * yHigh + (middle & uint.MaxValue) >> 32);
    }

    public static long BigMul(long x, long y, out long low)
    {
        var high = BigMul((ulong)x, (ulong)y, out var bits);
        low = (long)bits;
        return (long)high - (x >> 63 & y) - (y >> 63 & x);
    }

    public static nint Add(nint x, int y) => x + y;

    public static nint Subtract(nint x, int y) => x - y;
}
