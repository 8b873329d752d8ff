using System.Runtime.ExceptionServices;

namespace Weft.Emulation;

/// <summary>Runs the blocks of a grid, one after the other. The threads of a block take turns in the order of their numbers, each until it
/// returns or waits for others.</summary>
internal sealed class BlockOfThreads(Dim3 grid, Dim3 size, Action kernel) : IDisposable
{
    private readonly List<ThreadHost> _hosts = [];
    private readonly Stack<ThreadHost> _free = [];
    private readonly List<object> _shared = [];
    private readonly AutoResetEvent _done = new(false);
    private GpuThread[] _threads = [];
    private int _begun;
    private int _turn;
    private ExceptionDispatchInfo? _failure;

    public Dim3 Grid { get; } = grid;

    public Dim3 Size { get; } = size;

    public Dim3 Position { get; private set; }

    public void Run(Dim3 position)
    {
        (Position, _begun, _turn) = (position, 0, 0);
        _shared.Clear();
        _threads = [.. Enumerable.Range(0, (int)Size.Count).Select(number => new GpuThread(this, number))];
        Next()!.Go();
        _done.WaitOne();
        _failure?.Throw();
    }

    /// <summary>Called by a thread that waits for others: lets them go on, and comes back when they have come.</summary>
    public void Wait(ThreadHost host)
    {
        var next = Next()!;
        if (next != host)
        {
            next.Go();
            host.Await();
        }

        if (_failure is not null) throw new OperationCanceledException();
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
        _done.Dispose();
    }

    // What goes on: threads that have not begun, then those that were answered, then those that can be. Null when all have ended.
    private ThreadHost? Next()
    {
        if (_failure is null && _begun < _threads.Length) return FreeHost();
        if (_failure is null && Answered() is { } answered) return answered.Host;
        if (Array.Find(_threads, thread => thread is { IsDone: false, Host: not null }) is not { } waiting) return null;
        if (_failure is null && Meet())
        {
            _turn = 0;
            return Answered()!.Host;
        }

        // After a failure each that waits ends in its turn.
        _failure ??= ExceptionDispatchInfo.Capture(Divergence());
        return waiting.Host;
    }

    private GpuThread? Answered()
    {
        while (_turn < _threads.Length)
            if (_threads[_turn++] is { IsDone: false, Waits: null } thread) return thread;
        return null;
    }

    private ThreadHost FreeHost()
    {
        if (_free.TryPop(out var free)) return free;
        _hosts.Add(new(Work));
        return _hosts[^1];
    }

    private void Work(ThreadHost host)
    {
        while (_begun < _threads.Length && _failure is null)
        {
            try
            {
                _threads[_begun++].Run(host, kernel);
            }
            catch (Exception failure)
            {
                _failure ??= ExceptionDispatchInfo.Capture(failure);
            }
        }

        _free.Push(host);
        if (Next() is { } next) next.Go();
        else _done.Set();
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
