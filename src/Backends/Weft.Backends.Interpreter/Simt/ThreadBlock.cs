using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>
/// The threads of one block of a grid. They take turns, each running until it ends or comes to an operation that needs others; what such
/// an operation gives is worked out once all that have not ended have come to it. One thread runs at a time, in the order of their numbers.
/// </summary>
internal sealed class ThreadBlock
{
    /// <summary>Threads that make a subgroup.</summary>
    public const int SubgroupSize = 32;

    // Kernels nest little; a block may have a thousand threads.
    private const int StackSize = 1 << 20;

    private readonly SimtThread[] _threads;
    private readonly Action<SimtThread> _body;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _isOver;

    public ThreadBlock(GridPosition position, Action<SimtThread> body, MemRef? dynamicMemory)
    {
        (Position, _body, DynamicMemory) = (position, body, dynamicMemory);
        _threads = [.. Enumerable.Range(0, checked((int)position.BlockSize.Count)).Select(number => new SimtThread(this, number))];
    }

    public GridPosition Position { get; }

    /// <summary>The memory whose size the launch gives; null when it gives none.</summary>
    public MemRef? DynamicMemory { get; }

    public int SubgroupCount => (_threads.Length + SubgroupSize - 1) / SubgroupSize;

    /// <summary>Runs threads that never need each other, one after the other.</summary>
    public void RunInOrder()
    {
        foreach (var thread in _threads) _body(thread);
    }

    /// <summary>Runs all threads to their ends. Throws when some wait for others that will not come.</summary>
    public void Run()
    {
        var hosts = Array.ConvertAll(_threads, thread => new Thread(() => Host(thread), StackSize) { IsBackground = true });
        foreach (var host in hosts) host.Start();
        while (_failure is null && _threads.Any(thread => !thread.IsDone))
        {
            foreach (var thread in _threads)
                if (thread.IsRunnable && _failure is null) thread.TakeTurn();
            if (_failure is null && !Meet()) _failure = ExceptionDispatchInfo.Capture(Divergence());
        }

        _isOver = true;
        foreach (var thread in _threads) thread.Release();
        foreach (var host in hosts) host.Join();
        foreach (var thread in _threads) thread.Dispose();
        _failure?.Throw();
    }

    /// <summary>Ends the thread's host when another thread has failed.</summary>
    public void ThrowIfOver()
    {
        if (_isOver) throw new OperationCanceledException();
    }

    private void Host(SimtThread thread)
    {
        thread.AwaitTurn();
        try
        {
            ThrowIfOver();
            _body(thread);
        }
        catch (Exception failure)
        {
            if (!_isOver) _failure ??= ExceptionDispatchInfo.Capture(failure);
        }

        thread.End();
    }

    // Gives an answer to every group whose threads all wait at one operation; false when there is none and threads wait.
    private bool Meet()
    {
        var met = _threads.All(thread => thread.IsDone);
        foreach (var subgroup in _threads.Chunk(SubgroupSize))
            if (AtOne(subgroup) is { IsOfSubgroup: true } meeting) met |= Answer(subgroup, meeting);
        if (AtOne(_threads) is { IsOfSubgroup: false } all) met |= Answer(_threads, all);
        return met;
    }

    private static Meeting? AtOne(SimtThread[] group)
    {
        var first = Array.Find(group, thread => !thread.IsDone)?.Meeting;
        return first is not null && Array.TrueForAll(group, thread => thread.IsDone || thread.Meeting == first) ? first : null;
    }

    private static bool Answer(SimtThread[] group, Meeting meeting)
    {
        var answers = meeting.Join(Array.ConvertAll(group, thread => thread.IsDone ? null : thread.Given));
        for (var i = 0; i < group.Length; i++)
            if (answers[i] is { } answer) group[i].Answer(answer);
        return true;
    }

    private Exception Divergence()
    {
        var waiting = Array.Find(_threads, thread => thread.Meeting is not null)!;
        return waiting.Frame!.Fault(FaultKind.AssertionFailed, waiting.Meeting!.Operation.Location, GpuFaults.Divergence);
    }
}

/// <summary>An operation that needs several threads: what each of them is given for what all of them give.</summary>
/// <param name="IsOfSubgroup">The threads of a subgroup take part; else those of the block.</param>
/// <param name="Join">What the threads gave and the answers, by their numbers in the group; null for those that have ended.</param>
internal sealed record Meeting(Operation Operation, bool IsOfSubgroup, Func<RuntimeValue[]?[], RuntimeValue[]?[]> Join)
{
    public bool Equals(Meeting? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>Three extents or positions.</summary>
internal readonly record struct Extent3(long X, long Y, long Z)
{
    public long Count => checked(X * Y * Z);

    public long this[GpuDimension dimension] => dimension switch { GpuDimension.X => X, GpuDimension.Y => Y, _ => Z };

    /// <summary>The position of a number, the first dimension fastest.</summary>
    public Extent3 At(long number) => new(number % X, number / X % Y, number / X / Y);
}

/// <summary>Where a block is in its grid.</summary>
internal sealed record GridPosition(Extent3 GridSize, Extent3 BlockSize, Extent3 ClusterSize, Extent3 Block);
