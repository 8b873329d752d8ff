using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Weft.IR;

/// <summary>An immutable array that is equal to another when its elements are: what keys of hash-consed objects are made of.</summary>
[CollectionBuilder(typeof(Sequence), nameof(Sequence.Create))]
public readonly struct Sequence<T> : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly T[]? _items;

    /// <summary>Takes ownership of the array: it must not change afterwards.</summary>
    public Sequence(T[] items) => _items = items;

    private T[] Items => _items ?? [];

    public int Count => Items.Length;

    public int Length => Items.Length;

    public bool IsEmpty => Items.Length == 0;

    public T this[int index] => Items[index];

    public ReadOnlySpan<T> Span => Items;

    public T[] ToArray() => (T[])Items.Clone();

    public Sequence<TResult> Select<TResult>(Func<T, TResult> selector)
    {
        var items = Items;
        var result = new TResult[items.Length];
        for (var i = 0; i < items.Length; i++) result[i] = selector(items[i]);
        return new(result);
    }

    public bool Equals(Sequence<T> other)
    {
        var (a, b) = (Items, other.Items);
        if (ReferenceEquals(a, b)) return true;
        if (a.Length != b.Length) return false;
        var comparer = EqualityComparer<T>.Default;
        for (var i = 0; i < a.Length; i++)
            if (!comparer.Equals(a[i], b[i]))
                return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = Items.Length;
        foreach (var item in Items) hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public override string ToString() => $"[{string.Join(", ", Items)}]";

    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public struct Enumerator(T[] items)
    {
        private int _next;

        public readonly T Current => items[_next - 1];

        public bool MoveNext() => _next < items.Length && _next++ >= 0;
    }

    public static bool operator ==(Sequence<T> left, Sequence<T> right) => left.Equals(right);

    public static bool operator !=(Sequence<T> left, Sequence<T> right) => !left.Equals(right);
}

public static class Sequence
{
    public static Sequence<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    public static Sequence<T> ToSequence<T>(this IEnumerable<T> items) => new(System.Linq.Enumerable.ToArray(items));
}
