namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Switches and patterns.</summary>
public static class SwitchKernels
{
    [Kernel]
    public static void SwitchTable(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            switch (x[i] & 7)
            {
                case 0:
                    y[i] = 10;
                    break;
                case 1:
                    if (y[i] > 3) break;
                    y[i] += x[i];
                    break;
                case 2:
                    continue;
                case 3:
                    for (var j = 0; j < 5; j++)
                    {
                        if (j == 3) break;
                        y[i] ^= j;
                    }

                    break;
                default:
                    y[i]--;
                    if (x[i] == 12) return;
                    break;
            }

            y[i] *= 3;
        }
    }

    [Kernel]
    public static void SwitchSparse(long[] x, ulong[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            switch (x[i])
            {
                case -1 or long.MinValue:
                    y[i] = 1;
                    break;
                case 5:
                case 7:
                case 1000000000000:
                    y[i] = 2;
                    break;
                default:
                    y[i] = 3;
                    break;
                case > 10 and < 40:
                    y[i] = 4;
                    break;
            }

            switch (z[i])
            {
                case ulong.MaxValue: y[i] += 10; break;
                case ulong.MaxValue - 1: y[i] += 20; break;
                case 0: y[i] += 30; break;
            }
        }
    }

    [Kernel]
    public static void SwitchGuards(int[] x, int limit, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            switch (x[i])
            {
                case 3 when limit > 0:
                case > 20 when y[x.Length - 1 - i] > limit:
                    y[i] = 1;
                    break;
                case var v when v < 0 && -v > limit:
                    y[i] = v / 2;
                    break;
                case 4 when i > 3:
                default:
                    y[i] = 7;
                    break;
                case 4:
                    y[i] = 8;
                    goto case 5;
                case 5:
                    y[i] += 100;
                    if (i == 2) goto default;
                    break;
            }
        }
    }

    [Kernel]
    public static void GotoCase(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var (state, steps) = (x[i] & 3, 0);
            switch (state)
            {
                case 0:
                    steps++;
                    if (steps < 9) goto case 2;
                    break;
                case 1:
                    if (x[i] > 40) return;
                    if (x[i] == 17) continue;
                    goto case 3;
                case 2:
                    steps += 2;
                    if (x[i] > 20)
                    {
                        y[i] = -steps;
                        goto default;
                    }

                    goto case 0;
                case 3:
                    steps = 50;
                    break;
                default:
                    steps += 1000;
                    break;
            }

            y[i] += steps;
        }
    }

    [Kernel]
    public static void SwitchReturns(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = Kind(x[i]) + Kind(i);

        static int Kind(int value)
        {
            switch (value)
            {
                case < -5: return 1;
                case < 0:
                    if (value == -2) return 20;
                    break;
                case 0: return 3;
                case int.MaxValue: return 4;
                default:
                    while (value > 3)
                    {
                        switch (value % 4)
                        {
                            case 0: return value;
                            case 1: value -= 3; continue;
                        }

                        value /= 2;
                    }

                    return 5;
            }

            return 6;
        }
    }

    [Kernel]
    public static void SwitchExpressions(int[] x, float[] z, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] switch { 0 => 5, 1 or 2 => x[i] * 3, > 10 and not 13 => -1, < -4 => 9, var n => n ^ 77 };
            y[i] += z[i] switch { float.NaN => 100, < 0 => 200, 0 => 300, > 0 and < 1.5f => 400, float.PositiveInfinity => 500, _ => 600 };
            y[i] -= (x[i] > 3, z[i]) switch { (true, > 2) => 1, (false, var f) when f < -1 => y[i] & 15, (_, _) => x[i % x.Length] };
            y[i] ^= (x[i] & 15) switch
            {
                0 => 3, 1 => 1, 2 => 4, 3 => 1, 4 => 5, 5 => 9, 6 => 2, 7 => 6, 8 => 5, 9 => 3, _ => 0,
            };
        }
    }

#pragma warning disable CS8509 // that some value has no arm is what the kernel is about
    [Kernel]
    public static void SwitchMisses(int[] x, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = (x[i] & 31) switch { < 10 => 1, 10 or 11 => y[i], > 12 => 2 };
    }
#pragma warning restore CS8509

    [Kernel]
    public static void IsPatterns(int[] x, double[] z, bool[] b, int[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] is > 0 and < 20 or -7) y[i]++;
            if (x[i] is not (1 or 2 or 3)) y[i] += 2;
            if (x[i] % 3 is var r && r != 0 && y[x.Length - 1] > 5) y[i] += r;
            if (z[i] is double.NaN or > 1e6) y[i] += 100;
            if (b[i] is true && i > 0 && x[i - 1] is >= 0 and var before) y[i] -= before;
            if (!(x[i] is int whole)) continue;
            y[i] ^= whole;
            while (y[i] is > 100 and var big && big != 107) y[i] -= big / 2;
        }
    }
}
