using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime;

/// <summary>Things that are made at most once for each key. Who asks for one that is being made waits for it; who asks for another does
/// not. Safe to use from several threads.</summary>
public sealed class OncePerKey<TKey, T>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<T>> _things = new();

    /// <summary>All that have been made.</summary>
    public IEnumerable<T> Made => _things.Values.Where(thing => thing.IsValueCreated).Select(thing => thing.Value);

    /// <summary>The thing of a key, if it has been made.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out T thing)
    {
        var isMade = _things.TryGetValue(key, out var slot) && slot.IsValueCreated;
        thing = isMade ? slot!.Value : default;
        return isMade;
    }

    /// <summary>The thing of a key. What <paramref name="make"/> throws is thrown to all who wait for it, and nothing is kept; where it is
    /// cancelled, one of those who wait makes it.</summary>
    public T Get(TKey key, Func<T> make)
    {
        var own = new Lazy<T>(make);
        while (true)
        {
            var slot = _things.GetOrAdd(key, own);
            try
            {
                return slot.Value;
            }
            catch (Exception problem)
            {
                _things.TryRemove(new(key, slot));
                // Whoever began may have given up; whoever waited for it has not.
                if (problem is not OperationCanceledException || slot == own) throw;
            }
        }
    }

    public void Clear() => _things.Clear();
}
