using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>
/// Remembers which request an Idempotency-Key stood for. Deployments are the same however often they are made, so a repeated one
/// is simply done again; a key with another request is the client's mistake.
/// </summary>
public sealed class IdempotencyKeys(int capacity = 4096)
{
    private readonly Lock _using = new();
    private readonly Dictionary<string, string> _requests = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    /// <summary>Throws <see cref="WeftException"/> when the key stood for another request.</summary>
    /// <param name="request">A digest of the request.</param>
    public void Claim(string key, string request)
    {
        lock (_using)
        {
            if (_requests.TryGetValue(key, out var earlier))
            {
                if (earlier != request) throw new WeftException(KaasDiagnostics.KeyReused.At(default, key));
                return;
            }

            if (_requests.Count == capacity) _requests.Remove(_oldest.Dequeue());
            _requests.Add(key, request);
            _oldest.Enqueue(key);
        }
    }
}
