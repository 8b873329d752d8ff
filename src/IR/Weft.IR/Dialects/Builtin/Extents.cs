using System;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>Whether the last dimensions are these.</summary>
    public static bool EndsWith(this Sequence<long> shape, IReadOnlyCollection<long> last) =>
        last.Count <= shape.Count && shape.Skip(shape.Count - last.Count).SequenceEqual(last);

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

    /// <summary>The place of an element in row-major order; null where a subscript is not known, or not in range.</summary>
    public static long? RowMajorPlace(Sequence<long> shape, Func<int, long?> subscript)
    {
        var place = 0L;
        for (var d = 0; d < shape.Count; d++)
        {
            if (subscript(d) is not { } index || index < 0 || index >= shape[d]) return null;
            place = (place * shape[d]) + index;
        }

        return place;
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

    /// <summary>The number of an element of a dense row-major shape, from 0. Last indices that are left out are 0.</summary>
    public static long Number(IReadOnlyList<long> position, Sequence<long> shape)
    {
        var number = 0L;
        for (var d = 0; d < shape.Count; d++) number = (number * shape[d]) + (d < position.Count ? position[d] : 0);
        return number;
    }

    /// <summary>The position of the element with a number.</summary>
    public static Sequence<long> Position(long number, Sequence<long> shape)
    {
        var position = new long[shape.Count];
        for (var d = position.Length - 1; d >= 0; d--)
        {
            position[d] = number % shape[d];
            number /= shape[d];
        }

        return new(position);
    }

    /// <summary>The numbers of the elements of a box, in order.</summary>
    public static IEnumerable<long> NumbersIn(Sequence<long> offsets, Sequence<long> sizes, Sequence<long> shape)
    {
        var count = Product(sizes);
        for (var i = 0L; i < count; i++)
        {
            var position = Position(i, sizes);
            yield return Number([.. position.Select((at, d) => at + offsets[d])], shape);
        }
    }

    public static Sequence<long> Permute(Sequence<long> values, IReadOnlyList<long> permutation)
    {
        var result = new long[permutation.Count];
        for (var i = 0; i < result.Length; i++) result[i] = values[(int)permutation[i]];
        return new(result);
    }
}
