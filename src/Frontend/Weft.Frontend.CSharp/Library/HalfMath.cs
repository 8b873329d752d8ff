// Functions of .NET's number types in terms of simpler ones, which kernels compute as operations. Calls of them are lowered like calls
// of the project's own functions. Tests hold each to the function of .NET that has its name.
using System;
using System.Numerics;

internal static class HalfMath
{
    public static Half Ieee754Remainder(Half x, Half y) => (Half)float.Ieee754Remainder((float)x, (float)y);

    public static (Half Sin, Half Cos) SinCos(Half x) => ((Half)float.Sin((float)x), (Half)float.Cos((float)x));

    public static Half Log(Half x, Half y) => (Half)float.Log((float)x, (float)y);

    public static Half MaxNumber(Half x, Half y) => (Half)float.MaxNumber((float)x, (float)y);

    public static Half MinNumber(Half x, Half y) => (Half)float.MinNumber((float)x, (float)y);

    public static Half MaxMagnitude(Half x, Half y) => (Half)float.MaxMagnitude((float)x, (float)y);

    public static Half MinMagnitude(Half x, Half y) => (Half)float.MinMagnitude((float)x, (float)y);

    public static Half MaxMagnitudeNumber(Half x, Half y) => (Half)float.MaxMagnitudeNumber((float)x, (float)y);

    public static Half MinMagnitudeNumber(Half x, Half y) => (Half)float.MinMagnitudeNumber((float)x, (float)y);

    public static Half ExpM1(Half x) => (Half)float.ExpM1((float)x);

    public static Half Exp2(Half x) => (Half)float.Exp2((float)x);

    public static Half Exp2M1(Half x) => (Half)float.Exp2M1((float)x);

    public static Half Exp10(Half x) => (Half)float.Exp10((float)x);

    public static Half Exp10M1(Half x) => (Half)float.Exp10M1((float)x);

    public static Half LogP1(Half x) => (Half)float.LogP1((float)x);

    public static Half Log2P1(Half x) => (Half)float.Log2P1((float)x);

    public static Half Log10P1(Half x) => (Half)float.Log10P1((float)x);

    public static Half AcosPi(Half x) => (Half)float.AcosPi((float)x);

    public static Half AsinPi(Half x) => (Half)float.AsinPi((float)x);

    public static Half AtanPi(Half x) => (Half)float.AtanPi((float)x);

    public static Half Atan2Pi(Half x, Half y) => (Half)float.Atan2Pi((float)x, (float)y);

    public static Half DegreesToRadians(Half x) => (Half)float.DegreesToRadians((float)x);

    public static Half RadiansToDegrees(Half x) => (Half)float.RadiansToDegrees((float)x);

    public static Half Hypot(Half x, Half y) => (Half)float.Hypot((float)x, (float)y);

    public static Half ScaleB(Half x, int n) => (Half)float.ScaleB((float)x, n);

    public static Half Round(Half x, int digits) => (Half)float.Round((float)x, digits);

    public static int Sign(Half x) => float.Sign((float)x);

    public static bool IsFinite(Half x) => float.IsFinite((float)x);

    public static bool IsInfinity(Half x) => float.IsInfinity((float)x);

    public static bool IsPositiveInfinity(Half x) => float.IsPositiveInfinity((float)x);

    public static bool IsNegativeInfinity(Half x) => float.IsNegativeInfinity((float)x);

    public static bool IsNegative(Half x) => float.IsNegative((float)x);

    public static bool IsPositive(Half x) => float.IsPositive((float)x);

    public static bool IsRealNumber(Half x) => float.IsRealNumber((float)x);

    public static bool IsInteger(Half x) => float.IsInteger((float)x);

    public static bool IsEvenInteger(Half x) => float.IsEvenInteger((float)x);

    public static bool IsOddInteger(Half x) => float.IsOddInteger((float)x);

    public static bool IsNormal(Half x) => IsFinite(x) && (BitConverter.HalfToUInt16Bits(x) & 0x7C00) != 0;

    public static bool IsSubnormal(Half x) => (float)x != 0 && (BitConverter.HalfToUInt16Bits(x) & 0x7C00) == 0;

    public static bool IsPow2(Half x) => float.IsPow2((float)x);

    public static Half BitIncrement(Half x)
    {
        if (!IsFinite(x)) return float.IsNegativeInfinity((float)x) ? BitConverter.UInt16BitsToHalf(0xFBFF) : x;
        if ((float)x == 0) return BitConverter.UInt16BitsToHalf(1);
        var bits = BitConverter.HalfToUInt16Bits(x);
        return BitConverter.UInt16BitsToHalf((ushort)(IsNegative(x) ? bits - 1 : bits + 1));
    }

    public static Half BitDecrement(Half x) => -BitIncrement(-x);
}
