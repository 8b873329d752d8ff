// Methods of spans and arrays that take or give numbers, as loops over elements. Calls of them are lowered like calls of the project's
// own functions. Elements are equal as their Equals says, to which NaN equals itself.
using System;

internal static class SpanFunctions
{
    public static void Reverse<T>(Span<T> x)
    {
        for (var i = 0; i < x.Length / 2; i++) (x[i], x[^(i + 1)]) = (x[^(i + 1)], x[i]);
    }

    public static void Replace<T>(Span<T> x, T old, T value) where T : IEquatable<T>
    {
        for (var i = 0; i < x.Length; i++)
            if (x[i].Equals(old)) x[i] = value;
    }

    public static int IndexOf<T>(ReadOnlySpan<T> x, T value) where T : IEquatable<T>
    {
        for (var i = 0; i < x.Length; i++)
            if (x[i].Equals(value)) return i;
        return -1;
    }

    public static int IndexOf<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> part) where T : IEquatable<T>
    {
        for (var i = 0; i <= x.Length - part.Length; i++)
            if (SequenceEqual(x.Slice(i, part.Length), part)) return i;
        return -1;
    }

    public static int LastIndexOf<T>(ReadOnlySpan<T> x, T value) where T : IEquatable<T>
    {
        for (var i = x.Length - 1; i >= 0; i--)
            if (x[i].Equals(value)) return i;
        return -1;
    }

    public static int IndexOfAny<T>(ReadOnlySpan<T> x, T a, T b) where T : IEquatable<T>
    {
        for (var i = 0; i < x.Length; i++)
            if (x[i].Equals(a) || x[i].Equals(b)) return i;
        return -1;
    }

    public static int IndexOfAnyExcept<T>(ReadOnlySpan<T> x, T value) where T : IEquatable<T>
    {
        for (var i = 0; i < x.Length; i++)
            if (!x[i].Equals(value)) return i;
        return -1;
    }

    public static bool Contains<T>(ReadOnlySpan<T> x, T value) where T : IEquatable<T> => IndexOf(x, value) >= 0;

    public static int Count<T>(ReadOnlySpan<T> x, T value) where T : IEquatable<T>
    {
        var count = 0;
        foreach (var element in x)
            if (element.Equals(value)) count++;
        return count;
    }

    public static bool SequenceEqual<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : IEquatable<T>
    {
        if (x.Length != y.Length) return false;
        for (var i = 0; i < x.Length; i++)
            if (!x[i].Equals(y[i])) return false;
        return true;
    }

    public static bool StartsWith<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> part) where T : IEquatable<T> =>
        part.Length <= x.Length && SequenceEqual(x[..part.Length], part);

    public static bool EndsWith<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> part) where T : IEquatable<T> =>
        part.Length <= x.Length && SequenceEqual(x[^part.Length..], part);

    public static bool TryCopyTo<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        if (x.Length > y.Length) return false;
        x.CopyTo(y);
        return true;
    }
}
