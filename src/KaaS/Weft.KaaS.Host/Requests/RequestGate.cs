namespace Weft.KaaS.Host;

/// <summary>Counts the requests in progress and lets in no more than the limit.</summary>
internal sealed class RequestGate(int limit)
{
    private int _inside;

    public int Inside => Volatile.Read(ref _inside);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= limit) return true;
        Interlocked.Decrement(ref _inside);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);
}
