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

    public static nint Add(nint x, int y) => x + y;

    public static nint Subtract(nint x, int y) => x - y;
}
