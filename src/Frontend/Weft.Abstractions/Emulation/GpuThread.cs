namespace Weft.Emulation;

/// <summary>Where threads meet.</summary>
/// <param name="IsOfWarp">Those of a warp; else those of the block.</param>
internal sealed record MeetingPlace(string Name, string File, int Line, bool IsOfWarp)
{
    public override string ToString() => $"Gpu.{Name} at {Path.GetFileName(File)}:{Line}";
}

/// <summary>One thread of a block while plain C# runs as a grid.</summary>
internal sealed class GpuThread(BlockOfThreads block, int number)
{
    // A kernel asks by static members who it is: the answer belongs to the thread of the machine that runs it.
    [ThreadStatic]
    private static GpuThread? s_current;

    private int _shared;

    public BlockOfThreads Block { get; } = block;

    public int Number { get; } = number;

    public Dim3 Position { get; } = block.Size.At(number);

    public bool IsDone { get; private set; }

    /// <summary>Where the thread waits; null when it does not.</summary>
    public MeetingPlace? Waits { get; private set; }

    /// <summary>What it brought there.</summary>
    public object? Given { get; private set; }

    /// <summary>What runs it.</summary>
    public ThreadHost? Host { get; private set; }

    /// <summary>What those gave that met, by their numbers in the warp or block; null for those that had returned.</summary>
    public object?[] Answer { get; private set; } = [];

    public static GpuThread Current([System.Runtime.CompilerServices.CallerMemberName] string asked = "") =>
        s_current ?? throw new InvalidOperationException(
            $"Gpu.{asked} means something only while a kernel runs as a grid. Launch the kernel with the class that is generated for it "
            + "(SumKernel.Launch(device, grid, block, ...)), or run its plain C# with Gpu.Run(grid, block, () => Sum(...)).");

    /// <summary>Calls the kernel as this thread.</summary>
    public void Run(ThreadHost host, Action kernel)
    {
        (Host, s_current) = (host, this);
        try
        {
            kernel();
        }
        finally
        {
            (IsDone, s_current) = (true, null);
        }
    }

    /// <summary>Waits for all others of the warp or block that have not returned.</summary>
    public object?[] Meet(MeetingPlace place, object? given = null)
    {
        (Given, Waits) = (given, place);
        Block.Wait(Host!);
        return Answer;
    }

    public void Resume(object?[] answer) => (Answer, Waits) = (answer, null);

    /// <summary>The array that the threads share which ask for it as their first, second, ... one.</summary>
    public T Share<T>(Func<T> create, int[] shape) where T : class
    {
        var number = _shared++;
        var array = Block.Share(number, create);
        return array is Array all && Enumerable.Range(0, shape.Length).All(d => all.GetLength(d) == shape[d]) ? array
            : throw new InvalidOperationException(
                $"Threads of a block share different arrays: the one that thread {Position} asks for as number {number + 1} is another "
                + "for the threads before it. Declare shared arrays at the top of the kernel, outside of conditions and loops.");
    }
}
