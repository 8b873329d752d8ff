using System.Numerics;

namespace Weft.Samples;

/// <summary>Signals and their spectra.</summary>
public static class Signals
{
    /// <summary>The discrete Fourier transform in place, for a power of two of samples (Cooley and Tukey, 1965): bit reversal, then
    /// lg n stages of butterflies.</summary>
    [Kernel]
    public static void Fft(Complex[] signal)
    {
        var n = signal.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n / 2;
            for (; (j & bit) != 0; bit /= 2) j ^= bit;
            j ^= bit;
            if (i < j) (signal[i], signal[j]) = (signal[j], signal[i]);
        }

        for (var size = 2; size <= n; size *= 2)
        {
            var half = size / 2;
            for (var k = 0; k < half; k++)
            {
                var angle = -2 * Math.PI * k / size;
                var turn = new Complex(Math.Cos(angle), Math.Sin(angle));
                for (var even = k; even < n; even += size)
                {
                    var turned = turn * signal[even + half];
                    (signal[even], signal[even + half]) = (signal[even] + turned, signal[even] - turned);
                }
            }
        }
    }

    /// <summary>A finite impulse response: each sample becomes a weighted sum of itself and those before it.</summary>
    [Kernel]
    public static void Fir(float[] x, float[] taps, float[] y)
    {
        Parallel.For(0, y.Length, i =>
        {
            var sum = 0f;
            for (var t = 0; t < taps.Length; t++) sum += taps[t] * x[i + taps.Length - 1 - t];
            y[i] = sum;
        });
    }

    /// <summary>One level of Haar's wavelet: means in front, differences behind. The length is even.</summary>
    [Kernel]
    public static void Haar(float[] x, float[] y)
    {
        var half = x.Length / 2;
        Parallel.For(0, half, i =>
        {
            y[i] = (x[2 * i] + x[2 * i + 1]) / 2;
            y[half + i] = (x[2 * i] - x[2 * i + 1]) / 2;
        });
    }
}
