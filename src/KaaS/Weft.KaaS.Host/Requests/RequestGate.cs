namespace Weft.KaaS.Host;

/// <summary>Counts the requests in progress and lets in no more than the limit.</summary>
internal sealed class RequestGate(int limit)
{
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private volatile bool _closing;

    public int Inside => Volatile.Read(ref _inside);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= limit) return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inside) == 0 && _closing) _empty.TrySetResult();
    }

    /// <summary>Waits until the last request has left; false when that takes longer. For a server that takes no new ones.</summary>
    public async Task<bool> WaitEmptyAsync(TimeSpan patience, TimeProvider time)
    {
        _closing = true;
        if (Inside == 0) return true;
        try
        {
            await _empty.Task.WaitAsync(patience, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
