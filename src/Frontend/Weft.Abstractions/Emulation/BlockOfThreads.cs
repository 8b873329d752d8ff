using System.Runtime.ExceptionServices;

namespace Weft.Emulation;

/// <summary>Runs the blocks of a grid, one after the other. The threads of a block take turns in the order of their numbers, each until it
/// returns or waits for others.</summary>
internal sealed class BlockOfThreads(Dim3 grid, Dim3 size, Action kernel) : IDisposable
{
    private readonly List<ThreadHost> _hosts = [];
    private readonly List<object> _shared = [];
    private GpuThread[] _threads = [];
    private int _next;
    private ExceptionDispatchInfo? _failure;
    private bool _isOver;

    public Dim3 Grid { get; } = grid;

    public Dim3 Size { get; } = size;

    public Dim3 Position { get; private set; }

    public void Run(Dim3 position)
    {
        (Position, _next) = (position, 0);
        _shared.Clear();
        _threads = [.. Enumerable.Range(0, (int)Size.Count).Select(number => new GpuThread(this, number))];
        while (_next < _threads.Length && _failure is null) FreeHost().Go();
        while (_failure is null && _threads.Any(thread => !thread.IsDone))
        {
            if (!Meet()) _failure = ExceptionDispatchInfo.Capture(Divergence());
            foreach (var thread in _threads)
                if (_failure is null && thread is { IsDone: false, Waits: null }) thread.Host!.Go();
        }

        _isOver = true;
        foreach (var thread in _threads)
            if (thread is { Host: { } host, IsDone: false }) host.Go();
        _isOver = false;
        _failure?.Throw();
    }

    /// <summary>Ends a thread that waits when another has failed.</summary>
    public void ThrowIfOver()
    {
        if (_isOver) throw new OperationCanceledException();
    }

    /// <summary>The array of a number; null when it is one of another type.</summary>
    public T? Share<T>(int number, Func<T> create) where T : class
    {
        if (number == _shared.Count) _shared.Add(create());
        return _shared[number] as T;
    }

    public void Dispose()
    {
        foreach (var host in _hosts) host.Dispose();
    }

    private ThreadHost FreeHost()
    {
        if (_hosts.Find(host => host.IsFree) is { } free) return free;
        _hosts.Add(new(Work));
        return _hosts[^1];
    }

    private void Work(ThreadHost host)
    {
        while (_next < _threads.Length && _failure is null && !_isOver)
        {
            var thread = _threads[_next++];
            try
            {
                thread.Run(host, kernel);
            }
            catch (Exception failure)
            {
                if (!_isOver) _failure ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
    }

    // Gives an answer to every group whose threads all wait at one place; false when there is none.
    private bool Meet()
    {
        var met = false;
        foreach (var warp in _threads.Chunk(Gpu.WarpSize)) met |= PlaceOf(warp) is { IsOfWarp: true } && Answer(warp);
        return (PlaceOf(_threads) is { IsOfWarp: false } && Answer(_threads)) || met;
    }

    private static MeetingPlace? PlaceOf(GpuThread[] group)
    {
        var place = Array.Find(group, thread => !thread.IsDone)?.Waits;
        return place is not null && Array.TrueForAll(group, thread => thread.IsDone || thread.Waits == place) ? place : null;
    }

    private static bool Answer(GpuThread[] group)
    {
        var given = Array.ConvertAll(group, thread => thread.IsDone ? null : thread.Given);
        foreach (var thread in group)
            if (!thread.IsDone) thread.Resume(given);
        return true;
    }

    private InvalidOperationException Divergence()
    {
        var places = _threads.Where(thread => thread.Waits is not null).GroupBy(thread => thread.Waits!)
            .Select(group => $"{group.Count()} (thread {group.First().Position} first) at {group.Key}");
        return new(
            $"Threads of block {Position} wait for others that have gone another way: {string.Join("; ", places)}. "
            + "All threads that have not returned must come to the same one.");
    }
}
