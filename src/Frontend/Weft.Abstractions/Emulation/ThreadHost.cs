namespace Weft.Emulation;

/// <summary>A thread of the machine that runs threads of a block, one after the other, until one of them waits; then that one keeps it.
/// </summary>
internal sealed class ThreadHost : IDisposable
{
    private const int StackSize = 1 << 20;

    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _stopped = new(0);
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <param name="work">Runs threads until none is left.</param>
    public ThreadHost(Action<ThreadHost> work)
    {
        _thread = new Thread(() => Host(work), StackSize) { IsBackground = true, Name = "Gpu.Run" };
        _thread.Start();
    }

    /// <summary>Whether no thread of a block waits on it.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>Lets it run until a thread waits or none is left. Called by the one who runs the block.</summary>
    public void Go()
    {
        _go.Release();
        _stopped.Wait();
    }

    /// <summary>Called by a thread that waits for others.</summary>
    public void Pause()
    {
        _stopped.Release();
        _go.Wait();
    }

    public void Dispose()
    {
        _isOver = true;
        _go.Release();
        _thread.Join();
        _go.Dispose();
        _stopped.Dispose();
    }

    private void Host(Action<ThreadHost> work)
    {
        while (true)
        {
            _go.Wait();
            if (_isOver) return;
            IsFree = false;
            work(this);
            IsFree = true;
            _stopped.Release();
        }
    }
}
