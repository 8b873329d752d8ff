using System.Numerics;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Vectors and complex numbers of System.Numerics.</summary>
public static class VectorKernels
{
    [Kernel]
    public static void VectorOperators(Vector3[] a, Vector3[] b, float s, Vector3[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var v = a[i] + b[i] * s - s * a[i] / b[i];
            v += Vector3.UnitX - Vector3.One;
            v *= 0.5f;
            y[i] = -v / (s + 1);
            y[i].Z += Vector3.Zero.X;
            if (a[i] == b[i] || v != y[i]) y[i][i % 3] = a[i][(i + 1) % 3];
            if (v.Equals(y[i])) y[i][1] = 3;
        }
    }

    [Kernel]
    public static void VectorFunctions(Vector3[] a, Vector3[] b, float s, Vector3[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var v = Vector3.Cross(a[i], b[i]);
            v = Vector3.Lerp(v, Vector3.Normalize(a[i]), s) + Vector3.Reflect(a[i], b[i]);
            v = Vector3.Min(v, Vector3.Abs(b[i])) - Vector3.Max(a[i], new(s));
            y[i] = Vector3.Clamp(v, new(-1, -2, -3), new(1, 2, 3)) + Vector3.SquareRoot(b[i]) + new Vector3(new Vector2(s, 1), 2);
        }
    }

    [Kernel]
    public static void VectorLengths(Vector2[] a, Vector3[] b, Vector4[] c, float[] y, float[] z)
    {
        for (var i = 0; i < a.Length; i++)
        {
            y[i] = a[i].Length() + b[i].LengthSquared();
            z[i] = Vector2.Distance(a[i], a[0]) + Vector3.DistanceSquared(b[i], b[0]) + c[i].Length();
            c[i] = Vector4.Lerp(Vector4.Normalize(c[i]), c[0], a[i].X);
            a[i] = Vector2.Reflect(a[i], a[0]);
        }
    }

    [Kernel]
    public static void VectorDots(Vector2[] a, Vector3[] b, Vector4[] c, float[] x, float[] y, float[] z)
    {
        for (var i = 0; i < a.Length; i++)
        {
            x[i] = Vector2.Dot(a[i], a[a.Length - 1 - i]);
            y[i] = Vector3.Dot(b[i], b[b.Length - 1 - i]);
            z[i] = Vector4.Dot(c[i], c[c.Length - 1 - i]);
        }
    }

    [Kernel]
    public static void VectorParts(Vector4 v, int[] at, float[] y)
    {
        for (var i = 0; i < at.Length; i++)
        {
            var part = at[i] & 3;
            if (at[i] == 17) part = 4;
            v[part] += 1;
            y[i] = v[part] + v[0] + v.W;
        }
    }

    [Kernel]
    public static void ComplexOperators(Complex[] a, Complex[] b, double s, Complex[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            Complex z = a[i] * b[i] + s;
            z = z / (s * b[i]) - a[i] * s;
            z += s - b[i] + 3 + Complex.ImaginaryOne;
            if (a[i] == b[i] || !z.Equals(a[i])) z = -Complex.Conjugate(z) / s;
            y[i] = s / z + new Complex(z.Imaginary, z.Real);
        }
    }

    [Kernel]
    public static void ComplexQuotients(Complex[] a, Complex[] b, double s, Complex[] x, Complex[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            x[i] = a[i] / b[i];
            y[i] = s / b[i];
        }
    }

    [Kernel]
    public static void ComplexSizes(Complex[] a, double s, Complex[] x, double[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            x[i] = Complex.Sqrt(a[i]);
            if (i % 3 == 0) x[i] = Complex.Sqrt(new Complex(a[i].Imaginary * 1e307, s * 1e307)) - Complex.Reciprocal(a[i]);
            y[i] = Complex.Abs(a[i]) + a[i].Magnitude;
            if (Complex.IsFinite(a[i])) y[i]++;
            if (Complex.IsNaN(a[i]) || Complex.IsInfinity(x[i])) y[i] = i;
        }
    }

    [Kernel]
    public static void ComplexLogarithms(Complex[] a, double s, Complex[] x, Complex[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            x[i] = (i % 4) switch
            {
                0 => Complex.Log(a[i]),
                1 => Complex.Log10(a[i]),
                2 => Complex.Log(a[i], 3),
                _ => Complex.Exp(a[i]),
            };
            y[i] = (i % 3) switch
            {
                0 => Complex.Pow(a[i], 2.5),
                1 => Complex.Pow(a[i], new Complex(1, 0.5)),
                _ => Complex.Pow(s, a[i]),
            };
        }
    }

    [Kernel]
    public static void ComplexTrigonometry(Complex[] a, Complex[] x, Complex[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            x[i] = (i % 3) switch { 0 => Complex.Sin(a[i]), 1 => Complex.Cos(a[i]), _ => Complex.Tan(a[i]) };
            y[i] = (i % 3) switch { 0 => Complex.Sinh(a[i]), 1 => Complex.Cosh(a[i]), _ => Complex.Tanh(a[i]) };
        }
    }

    [Kernel]
    [Within(2)]
    public static void ComplexFunctions(double[] a, Complex[] y)
    {
        for (var i = 0; i < a.Length; i++)
        {
            Complex z = new(a[i] / 100, a[i]);
            y[i] = Complex.Exp(z);
            if (i % 3 == 0) y[i] = Complex.FromPolarCoordinates(a[i], i);
            if (i % 3 == 1) y[i] = z.Phase;
        }
    }
}
