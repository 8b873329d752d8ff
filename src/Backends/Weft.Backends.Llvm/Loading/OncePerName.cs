using System.Collections.Concurrent;

namespace Weft.Backends.Llvm;

/// <summary>Things that are made at most once for each name. Who asks for one that is being made waits for it; who asks for another does
/// not. Safe to use from several threads.</summary>
internal sealed class OncePerName<T>
{
    private readonly ConcurrentDictionary<string, Lazy<T>> _things = new();

    /// <summary>All that have been made.</summary>
    public IEnumerable<T> Made => _things.Values.Where(thing => thing.IsValueCreated).Select(thing => thing.Value);

    /// <summary>The thing of a name. What <paramref name="make"/> throws is thrown to its caller alone, and nothing is kept.</summary>
    public T Get(string name, Func<T> make)
    {
        var own = new Lazy<T>(make);
        while (true)
        {
            var thing = _things.GetOrAdd(name, own);
            try
            {
                return thing.Value;
            }
            catch
            {
                _things.TryRemove(new(name, thing));
                // Another caller's maker was cancelled, or failed as ours may not.
                if (thing == own) throw;
            }
        }
    }
}
