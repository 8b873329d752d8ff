namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Operators, conversions and math on all types.</summary>
public static class NumberKernels
{
    [Kernel]
    public static void IntOperators(int[] x, int[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var (a, b) = (x[i], z[i]);
            y[i] = a + b * 3 - (a ^ b) + (a & b | ~a) + (a << b) + (a >> b) + (a >>> b) + -b;
        }
    }

    [Kernel]
    public static void IntDivision(int[] x, int[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = x[i] / z[i] + x[i] % z[i];
    }

    [Kernel]
    public static void DivisionByConstants(int[] x, long[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = x[i] / 7 + x[i] % 16 + (int)(z[i] / -3) + (int)((ulong)z[i] % 1000);
    }

    [Kernel]
    public static void LongOperators(long[] x, int[] z, long[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            long a = x[i], b = z[i];
            y[i] = a * b - (a >> z[i]) + (a >>> z[i]) + (b << z[i]) + (a < b ? 1 : 0) + (a != b ? 2 : 0);
            y[i] <<= 3;
            y[i] ^= b;
        }
    }

    [Kernel]
    public static void UnsignedOperators(uint[] x, uint[] z, ulong[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            uint a = x[i], b = z[i] | 1;
            y[i] = a / b + a % b + (a >> 3) + (a > b ? 1UL : 0) + (ulong)(a - b) + (ulong)a * b + (y[i] >> 60) + (a >= b ? a : ~b);
        }
    }

    [Kernel]
    public static void SmallIntegers(byte[] x, sbyte[] s, short[] h, ushort[] u, char[] c, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] += 7;
            x[i]++;
            s[i] -= 100;
            h[i] *= 3;
            h[i] >>= 1;
            u[i]--;
            c[i] ^= 'a';
            y[i] = x[i] + s[i] - h[i] + u[i] * 2 + c[i] + (byte)(x[i] << 2) + (sbyte)u[i];
        }
    }

    [Kernel]
    public static void Booleans(bool[] a, bool[] b, bool[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            y[i] = a[i] && !b[i] || a[i] == b[i] ^ y[i];
            y[i] |= a[i] & b[i];
            y[i] &= a[i] != b[i] || i > 2;
        }
    }

    [Kernel]
    public static void NativeIntegers(nint[] x, int[] z, nint[] y)
    {
        for (nint i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * z[i] + (nint)1.5f + (x[i] >> 40) - (nint)(uint)z[i];
            if (y[i] < 0) y[i] = -y[i] % 1001;
        }
    }

    [Kernel]
    public static void FloatOperators(float[] x, float[] z, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] += x[i] * z[i] - x[i] / z[i] + -x[i];
            y[i] %= 100f;
            if (x[i] >= z[i]) y[i]++;
            if (!(x[i] < z[i])) y[i] -= 2;
            if (x[i] != z[i] == (x[i] == z[i])) y[i] = 5;
        }
    }

    [Kernel]
    public static void DoubleOperators(double[] x, float[] z, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * z[i] + 1e-3 * i - x[i] % 3;
            y[i] /= z[i] > 0 ? z[i] : double.Epsilon;
        }
    }

    [Kernel]
    public static void Halves(Half[] x, Half[] z, Half[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * z[i] + (Half)0.5f - x[i] / (Half)3;
            if (x[i] > z[i]) y[i] = (Half)((float)y[i] + 1e-3f);
        }
    }

    [Kernel]
    public static void FloatToIntegers(float[] x, double[] z, long[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (int)x[i] + (long)x[i] * 3 + (uint)x[i] - (short)x[i] + (byte)x[i] + (sbyte)x[i] + (char)x[i] + (ushort)x[i];
            y[i] ^= (int)z[i] + (long)z[i] * 3 + (uint)z[i] - (short)z[i] + (byte)z[i] + (long)(ulong)z[i] + (long)(ulong)x[i];
        }
    }

    [Kernel]
    public static void IntegersToFloat(int[] i32, long[] i64, ulong[] u64, uint[] u32, float[] y, double[] z)
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = (float)i32[i] + u64[i] * 0.5f - i64[i] + u32[i];
            z[i] = (double)i64[i] - u64[i] + i32[i] * 0.25 + u32[i];
        }
    }

    [Kernel]
    public static void IntegerConversions(long[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (int)x[i] + (short)x[i] * 3 + (byte)x[i] + (char)x[i] - (sbyte)x[i];
            y[i] += (int)(uint)x[i] + (int)(ulong)(short)x[i] + (int)((long)(uint)x[i] >> 7);
        }
    }

    [Kernel]
    public static void ExactMath(float[] x, float[] z, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Abs(x[i]) + MathF.Sqrt(MathF.Abs(z[i])) + MathF.Floor(x[i]) - MathF.Ceiling(z[i]) + MathF.Truncate(x[i]) * 2;
            y[i] += MathF.Round(x[i]) + MathF.Round(z[i], MidpointRounding.AwayFromZero) + MathF.CopySign(x[i], z[i]);
            y[i] -= MathF.FusedMultiplyAdd(x[i], z[i], 1.25f);
        }
    }

    [Kernel]
    public static void MinAndMax(float[] x, float[] z, int[] a, uint[] b, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Min(x[i], z[i]) - Math.Max(x[i], z[i]) + Math.Clamp(x[i], -2f, 3f);
            y[i] += Math.Min(a[i], 5) + Math.Max(b[i], 17u) + Math.Abs(a[i] >> 1) + Math.Clamp(a[i], -9, 9) + int.Max(a[i], 3);
            if (float.IsNaN(x[i])) y[i] = 0;
        }
    }

    [Kernel, Within(4)]
    public static void FloatFunctions(float[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = Function(i % 10, x[i]);

        static float Function(int which, float x)
        {
            if (which == 0) return MathF.Exp(x);
            if (which == 1) return MathF.Log(x);
            if (which == 2) return MathF.Sin(x);
            if (which == 3) return MathF.Cos(x);
            if (which == 4) return MathF.Atan2(x, 2.5f);
            if (which == 5) return MathF.Tanh(x);
            if (which == 6) return MathF.Pow(x, 1.75f);
            if (which == 7) return MathF.Cbrt(x);
            if (which == 8) return MathF.Log2(x) + MathF.Log10(x);
            return MathF.Asin(x) + MathF.Acos(x) + MathF.Atan(x);
        }
    }

    [Kernel, Within(4)]
    public static void DoubleFunctions(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var v = x[i];
            y[i] = i % 4 == 0 ? Math.Exp(v) : i % 4 == 1 ? Math.Sinh(v / 4) : i % 4 == 2 ? Math.Pow(v, 3) : Math.Tan(v);
            if (i % 8 == 7) y[i] = Math.Cosh(v) + Math.Log(Math.Abs(v));
        }
    }
}
