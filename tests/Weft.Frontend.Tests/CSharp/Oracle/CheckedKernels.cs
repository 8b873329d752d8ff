using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Arithmetic that throws when its result does not fit. The inputs of a turn are made small by a mask, so that long runs
/// without overflow are as frequent as early faults.</summary>
public static class CheckedKernels
{
    [Kernel]
    public static void CheckedInt(int[] x, int[] z, int mask, int[] y)
    {
        checked
        {
            for (var i = 0; i < x.Length; i++)
            {
                int a = x[i] & mask, b = z[i] >> 1;
                y[i] = a + b;
                y[i] -= a * 3 - -b;
                y[i] *= z[i] % 5;
                if (i > 5) y[i]++;
                else --y[i];
            }
        }
    }

    [Kernel]
    public static void CheckedLong(long[] x, long[] z, long[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = checked(x[i] * z[i]);
            y[i] = checked(y[i] + x[i] - z[i]);
            y[i] = checked(-y[i]);
            y[i] = unchecked(y[i] * long.MaxValue + x[i]);
        }
    }

    [Kernel]
    public static void CheckedUnsigned(uint[] x, ulong[] z, ulong[] y)
    {
        checked
        {
            for (uint i = 0; i < x.Length; i++)
            {
                var small = x[i] & 0xFFFFu;
                small = small * small + (x[i] >> 20);
                y[i] = z[i] / 3 * 2 + small - (ulong)i;
                y[i]--;
            }
        }
    }

    [Kernel]
    public static void CheckedSmall(byte[] b, sbyte[] s, short[] h, ushort[] u, char[] c, nint[] n)
    {
        checked
        {
            for (var i = 0; i < b.Length; i++)
            {
                if (b[i] < 250) b[i] += 3;
                if (s[i] > -120) s[i]--;
                h[i] /= 2;
                h[i] += h[i];
                if (i == 7) u[i]++;
                c[i] = (char)(c[i] / 2 + 1);
                n[i] = n[i] / 2 + n[i] / 3;
            }
        }
    }

    [Kernel(typeof(byte), typeof(short), typeof(sbyte))]
    public static void CheckedGeneric<T>(T[] x, T[] z, T[] y)
        where T : INumber<T>
    {
        checked
        {
            var two = T.CreateChecked(2);
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = x[i] / two + z[i] / (two + T.One);
                if (i > 5) y[i]++;
                if (i == 7) y[i] -= z[i] / two;
                if (i == 8) y[i] = -y[i];
                if (i > 10) --y[i];
            }
        }
    }

    [Kernel(typeof(byte), typeof(short), typeof(sbyte))]
    public static void CheckedGenericProducts<T>(T[] x, int[] k, T[] y)
        where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            var small = x[i] % T.CreateChecked(i < 12 ? 11 : 12);
            y[i] = checked(small * (small + T.One));
            y[i] = unchecked(y[i] * y[i]) + checked(small - T.One - T.One);
            if (i == 9) y[i] = T.CreateChecked(k[i]);
        }
    }

    [Kernel]
    public static void CheckedNarrowing(long[] x, int which, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = which % 5 == 0 ? checked((byte)x[i])
                : which % 5 == 1 ? checked((int)x[i])
                : which % 5 == 2 ? checked((short)x[i])
                : which % 5 == 3 ? checked((int)(ulong)x[i])
                : (int)checked((uint)x[i]);
    }

    [Kernel]
    public static void CheckedFromFloat(float[] x, double[] z, int which, long[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (which & 7) switch
            {
                0 => checked((int)x[i]),
                1 => checked((byte)z[i]),
                2 => checked((long)(x[i] * 1e9f)),
                3 => (long)checked((ulong)z[i]),
                4 => checked((uint)x[i]),
                5 => checked((sbyte)(z[i] * 10)),
                6 => checked((char)x[i]),
                _ => checked((int)((Half)x[i] * (Half)3)),
            };
        }
    }

    [Kernel]
    public static void CheckedLoops(int[] y, int step)
    {
        checked
        {
            var turns = 0;
            for (var i = 0; i < y.Length; i++) turns += i;
            for (var i = int.MaxValue - 20; i <= int.MaxValue - 3; i += 2) turns++;
            for (var i = y.Length; i >= 0; i--) turns += 2;
            if (step == 7)
                for (var i = 0; i <= int.MaxValue - 1; i += int.MaxValue / 2) turns++;
            if (y.Length > 0) y[0] = turns;
        }
    }
}
