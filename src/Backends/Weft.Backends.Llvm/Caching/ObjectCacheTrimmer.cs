namespace Weft.Backends.Llvm;

/// <summary>Keeps the cache's folder below its capacity. The time of last use is the file's modification time.</summary>
internal sealed class ObjectCacheTrimmer(string directory, long capacity)
{
    public const string TemporarySuffix = ".tmp";

    private static readonly TimeSpan TouchInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();

    // Listing the folder is slow, so it is done when as much was added as trimming left room for. The first addition trims too.
    private long _room;

    public void Touch(string path)
    {
        var now = DateTime.UtcNow;
        try
        {
            if (now - File.GetLastWriteTimeUtc(path) > TouchInterval) File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that may only be read is still a cache.
        }
    }

    public void Added(long bytes)
    {
        lock (_gate)
        {
            _room -= bytes;
            if (_room >= 0) return;
            var kept = Trim();
            _room = capacity - kept;
        }
    }

    /// <summary>Deletes the oldest entries until the rest fits with a quarter to spare; returns the bytes that are left.</summary>
    private long Trim()
    {
        var files = new DirectoryInfo(directory).GetFiles("*", SearchOption.AllDirectories);
        foreach (var file in files.Where(f => f.Name.EndsWith(TemporarySuffix, StringComparison.Ordinal)))
            if (DateTime.UtcNow - file.LastWriteTimeUtc > AbandonedAfter) file.Delete();

        var entries = files.Where(f => f.Extension == ".o").OrderBy(f => f.LastWriteTimeUtc).ToList();
        var total = entries.Sum(f => f.Length);
        if (total <= capacity) return total;
        foreach (var entry in entries.TakeWhile(_ => total > capacity / 4 * 3))
        {
            entry.Delete();
            total -= entry.Length;
        }

        return total;
    }
}
