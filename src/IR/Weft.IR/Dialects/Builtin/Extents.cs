using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Arithmetic on extents, offsets and strides: what is computed from something open is open.</summary>
public static class Extents
{
    public static bool IsOpen(long value) => value == ShapedType.Dynamic;

    public static long Add(long a, long b) => IsOpen(a) || IsOpen(b) ? ShapedType.Dynamic : unchecked(a + b);

    /// <summary>Nothing times something open is nothing.</summary>
    public static long Multiply(long a, long b) =>
        a == 0 || b == 0 ? 0 : IsOpen(a) || IsOpen(b) ? ShapedType.Dynamic : unchecked(a * b);

    /// <summary>Whether both may be the same number.</summary>
    public static bool Agree(long a, long b) => IsOpen(a) || IsOpen(b) || a == b;

    /// <summary>Whether each pair may be the same number.</summary>
    public static bool Agree(Sequence<long> a, Sequence<long> b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!Agree(a[i], b[i]))
                return false;
        return true;
    }

    public static int CountOpen(IEnumerable<long> values)
    {
        var count = 0;
        foreach (var value in values)
            if (IsOpen(value)) count++;
        return count;
    }

    /// <summary>The product; open when one of the factors is.</summary>
    public static long Product(IEnumerable<long> factors)
    {
        var product = 1L;
        foreach (var factor in factors)
        {
            if (IsOpen(factor)) return ShapedType.Dynamic;
            product = unchecked(product * factor);
        }

        return product;
    }

    /// <summary>The distance between neighbours in each dimension of a dense row-major shape. Those outside of an open or empty
    /// dimension are open.</summary>
    public static Sequence<long> RowMajorStrides(Sequence<long> shape)
    {
        var strides = new long[shape.Count];
        var running = 1L;
        for (var d = strides.Length - 1; d >= 0; d--)
        {
            strides[d] = running;
            running = shape[d] > 0 ? Multiply(running, shape[d]) : ShapedType.Dynamic;
        }

        return new(strides);
    }

    public static Sequence<long> Permute(Sequence<long> values, IReadOnlyList<long> permutation)
    {
        var result = new long[permutation.Count];
        for (var i = 0; i < result.Length; i++) result[i] = values[(int)permutation[i]];
        return new(result);
    }
}
