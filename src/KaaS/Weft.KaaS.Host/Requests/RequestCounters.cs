namespace Weft.KaaS.Host;

/// <summary>Answers since the start, by status.</summary>
internal sealed class RequestCounters
{
    private readonly long[] _byStatus = new long[600];

    public void Count(int status)
    {
        if ((uint)status < (uint)_byStatus.Length) Interlocked.Increment(ref _byStatus[status]);
    }

    public IEnumerable<(int Status, long Count)> All =>
        _byStatus.Select((_, status) => (status, Volatile.Read(ref _byStatus[status]))).Where(s => s.Item2 > 0);
}
