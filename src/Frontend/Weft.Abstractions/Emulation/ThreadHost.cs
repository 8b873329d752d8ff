namespace Weft.Emulation;

/// <summary>A thread of the machine that runs threads of a block, one after the other, until one of them waits; then that one keeps it.
/// </summary>
internal sealed class ThreadHost : IDisposable
{
    private const int StackSize = 1 << 20;

    // No spinning: one host runs at a time, and the others wait for long.
    private readonly AutoResetEvent _go = new(false);
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <param name="work">What it does each time it goes on without a thread of a block.</param>
    public ThreadHost(Action<ThreadHost> work)
    {
        _thread = new Thread(() => Host(work), StackSize) { IsBackground = true, Name = "Gpu.Run" };
        _thread.Start();
    }

    public void Go() => _go.Set();

    public void Await() => _go.WaitOne();

    public void Dispose()
    {
        _isOver = true;
        _go.Set();
        _thread.Join();
        _go.Dispose();
    }

    private void Host(Action<ThreadHost> work)
    {
        while (true)
        {
            Await();
            if (_isOver) return;
            work(this);
        }
    }
}
