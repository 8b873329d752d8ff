namespace Weft.Backends;

/// <summary>One thread of a block: where it is, and how it waits for others.</summary>
internal sealed class SimtThread(ThreadBlock block, int number) : IDisposable
{
    // No spinning: one thread runs at a time, and the others wait for long.
    private readonly AutoResetEvent _turn = new(false);
    private readonly AutoResetEvent _stopped = new(false);
    private RuntimeValue[] _answer = [];

    public ThreadBlock Block { get; } = block;

    /// <summary>The number in the block, the first dimension fastest.</summary>
    public int Number { get; } = number;

    public Extent3 Position { get; } = block.Position.BlockSize.At(number);

    public bool IsDone { get; private set; }

    /// <summary>The operation at which the thread waits; null when it does not.</summary>
    public Meeting? Meeting { get; private set; }

    /// <summary>What it brought there.</summary>
    public RuntimeValue[] Given { get; private set; } = [];

    /// <summary>The call in which it waits.</summary>
    public Frame? Frame { get; private set; }

    public bool IsRunnable => !IsDone && Meeting is null;

    /// <summary>Waits at an operation for the others that take part. Called by the thread itself.</summary>
    public RuntimeValue[] Meet(Frame frame, Meeting meeting, params RuntimeValue[] given)
    {
        (Frame, Given, Meeting) = (frame, given, meeting);
        _stopped.Set();
        AwaitTurn();
        Block.ThrowIfOver();
        return _answer;
    }

    public void AwaitTurn() => _turn.WaitOne();

    public void End()
    {
        IsDone = true;
        _stopped.Set();
    }

    /// <summary>Lets the thread run until it waits or ends.</summary>
    public void TakeTurn()
    {
        _turn.Set();
        _stopped.WaitOne();
    }

    public void Release() => _turn.Set();

    public void Answer(RuntimeValue[] answer) => (_answer, Meeting) = (answer, null);

    public void Dispose()
    {
        _turn.Dispose();
        _stopped.Dispose();
    }
}
