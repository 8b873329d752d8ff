namespace Weft.Samples;

/// <summary>Vectors and matrices.</summary>
public static class LinearAlgebra
{
    /// <summary>y &lt;- a x + y.</summary>
    [Kernel]
    public static void Saxpy(float a, float[] x, float[] y) => Parallel.For(0, y.Length, i => y[i] += a * x[i]);

    /// <summary>The inner product of two vectors.</summary>
    [Kernel]
    public static void Dot(float[] a, float[] b, float[] s)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        s[0] = sum;
    }

    /// <summary>y = A x.</summary>
    [Kernel]
    public static void MatVec(float[,] a, float[] x, float[] y)
    {
        Parallel.For(0, a.GetLength(0), i =>
        {
            var sum = 0f;
            for (var j = 0; j < x.Length; j++) sum += a[i, j] * x[j];
            y[i] = sum;
        });
    }

    /// <summary>C = A B.</summary>
    [Kernel]
    public static void MatMul(float[,] a, float[,] b, float[,] c)
    {
        Parallel.For(0, a.GetLength(0), i =>
        {
            for (var j = 0; j < b.GetLength(1); j++)
            {
                var sum = 0f;
                for (var k = 0; k < b.GetLength(0); k++) sum += a[i, k] * b[k, j];
                c[i, j] = sum;
            }
        });
    }

    /// <summary>Rows become columns.</summary>
    [Kernel]
    public static void Transpose(float[,] a, float[,] t)
    {
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < a.GetLength(1); j++)
                t[j, i] = a[i, j];
    }

    /// <summary>A becomes L and U, as Doolittle has it: U on and above the diagonal, L below, whose own diagonal is 1.</summary>
    [Kernel]
    public static void Lu(double[,] a)
    {
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
            for (var i = k + 1; i < n; i++)
            {
                a[i, k] /= a[k, k];
                for (var j = k + 1; j < n; j++) a[i, j] -= a[i, k] * a[k, j];
            }
    }

    /// <summary>The lower L with L Lᵀ = A, for a symmetric positive definite A.</summary>
    [Kernel]
    public static void Cholesky(double[,] a, double[,] l)
    {
        for (var j = 0; j < a.GetLength(0); j++)
        {
            var pivot = a[j, j];
            for (var k = 0; k < j; k++) pivot -= l[j, k] * l[j, k];
            l[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < a.GetLength(0); i++)
            {
                var rest = a[i, j];
                for (var k = 0; k < j; k++) rest -= l[i, k] * l[j, k];
                l[i, j] = rest / l[j, j];
            }
        }
    }
}
