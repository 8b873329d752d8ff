using System.Numerics;
using System.Runtime.CompilerServices;
using Weft.Emulation;

namespace Weft;

/// <summary>
/// What a thread of a grid knows and does with others. A <see cref="KernelAttribute">kernel</see> that uses any of this is launched over a
/// grid of blocks of threads: <c>SumKernel.Launch(device, grid, block, ...)</c>. Each thread runs the method once. The threads of a block
/// share arrays and wait for each other; those of a warp, 32 with consecutive numbers, exchange values. Blocks know nothing of each other.
/// </summary>
/// <remarks>
/// Barriers, shuffles, votes and reductions are for all threads of the block or warp: all must come to the same one. A thread that has
/// returned no longer takes part, and the others go on without it. Threads that wait at different ones are a fault.
/// <para>The plain method runs as a grid, too, slowly and exactly: <c>Gpu.Run(grid, block, () => Sum(x, y))</c>.</para>
/// </remarks>
public static class Gpu
{
    /// <summary>Threads of a warp. The last warp of a block may have fewer.</summary>
    public const int WarpSize = 32;

    /// <summary>The thread's position in its block.</summary>
    public static Dim3 ThreadIdx => GpuThread.Current().Position;

    /// <summary>The position of the thread's block in the grid.</summary>
    public static Dim3 BlockIdx => GpuThread.Current().Block.Position;

    /// <summary>The size of each block, in threads.</summary>
    public static Dim3 BlockDim => GpuThread.Current().Block.Size;

    /// <summary>The size of the grid, in blocks.</summary>
    public static Dim3 GridDim => GpuThread.Current().Block.Grid;

    /// <summary>The thread's position in the whole grid: <c>BlockIdx * BlockDim + ThreadIdx</c> along each dimension.</summary>
    public static Dim3 GlobalIdx
    {
        get
        {
            var (block, size, thread) = (BlockIdx, BlockDim, ThreadIdx);
            return unchecked(new(
                (block.X * size.X) + thread.X, (block.Y * size.Y) + thread.Y, (block.Z * size.Z) + thread.Z));
        }
    }

    /// <summary>The thread's number in its warp, 0 to 31. Threads of a block are numbered along x first, then y, then z.</summary>
    public static int LaneId => GpuThread.Current().Number % WarpSize;

    /// <summary>The number of the thread's warp in its block.</summary>
    public static int WarpId => GpuThread.Current().Number / WarpSize;

    /// <summary>Waits until all threads of the block have come here. What they wrote before, all read after.</summary>
    public static void Barrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        GpuThread.Current().Meet(new("Barrier", file, line, IsOfWarp: false));

    /// <summary>An array that the threads of a block share, zero when the block begins.</summary>
    /// <param name="length">A constant.</param>
    public static Span<T> Shared<T>(int length) where T : unmanaged => GpuThread.Current().Share(() => new T[length], [length]);

    /// <summary>A matrix that the threads of a block share, zero when the block begins.</summary>
    /// <param name="rows">A constant.</param>
    /// <param name="columns">A constant.</param>
    public static T[,] Shared<T>(int rows, int columns) where T : unmanaged =>
        GpuThread.Current().Share(() => new T[rows, columns], [rows, columns]);

    /// <summary>An array of three dimensions that the threads of a block share, zero when the block begins.</summary>
    /// <param name="planes">A constant.</param>
    /// <param name="rows">A constant.</param>
    /// <param name="columns">A constant.</param>
    public static T[,,] Shared<T>(int planes, int rows, int columns) where T : unmanaged =>
        GpuThread.Current().Share(() => new T[planes, rows, columns], [planes, rows, columns]);

    /// <summary>The value of the lane whose number is this one's xor <paramref name="mask"/>; the own value where there is none.</summary>
    /// <param name="mask">0 to 31; of other numbers the low five bits count, as on GPUs.</param>
    public static T ShuffleXor<T>(T value, int mask, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged => Shuffle(value, lane => lane ^ Low(mask), new("ShuffleXor", file, line, IsOfWarp: true));

    /// <summary>The value of the lane <paramref name="delta"/> below; the own value where there is none.</summary>
    /// <param name="delta">0 to 31; of other numbers the low five bits count, as on GPUs.</param>
    public static T ShuffleUp<T>(T value, int delta, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged => Shuffle(value, lane => lane - Low(delta), new("ShuffleUp", file, line, IsOfWarp: true));

    /// <summary>The value of the lane <paramref name="delta"/> above; the own value where there is none.</summary>
    /// <param name="delta">0 to 31; of other numbers the low five bits count, as on GPUs.</param>
    public static T ShuffleDown<T>(T value, int delta, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged => Shuffle(value, lane => lane + Low(delta), new("ShuffleDown", file, line, IsOfWarp: true));

    /// <summary>The value of a lane; the own value where there is none.</summary>
    /// <param name="lane">0 to 31; of other numbers the low five bits count, as on GPUs.</param>
    public static T ShuffleIdx<T>(T value, int lane, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged => Shuffle(value, _ => Low(lane), new("ShuffleIdx", file, line, IsOfWarp: true));

    /// <summary>The sum of the values of a warp, added in the order of the lanes; integers wrap around.</summary>
    public static T WarpSum<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> => Reduce(value, static (a, b) => unchecked(a + b), new("WarpSum", file, line, IsOfWarp: true));

    /// <summary>The least value of a warp; NaN if one is.</summary>
    public static T WarpMin<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> => Reduce(value, T.Min, new("WarpMin", file, line, IsOfWarp: true));

    /// <summary>The greatest value of a warp; NaN if one is.</summary>
    public static T WarpMax<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> => Reduce(value, T.Max, new("WarpMax", file, line, IsOfWarp: true));

    /// <summary>The sum of the values of a block, added in the order of the threads' numbers; integers wrap around.</summary>
    public static T BlockSum<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> =>
        Reduce(value, static (a, b) => unchecked(a + b), new("BlockSum", file, line, IsOfWarp: false));

    /// <summary>The least value of a block; NaN if one is.</summary>
    public static T BlockMin<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> => Reduce(value, T.Min, new("BlockMin", file, line, IsOfWarp: false));

    /// <summary>The greatest value of a block; NaN if one is.</summary>
    public static T BlockMax<T>(T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : unmanaged, INumber<T> => Reduce(value, T.Max, new("BlockMax", file, line, IsOfWarp: false));

    /// <summary>Whether it is true for any thread of the warp.</summary>
    public static bool Any(bool value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Vote(value, new("Any", file, line, IsOfWarp: true)) != 0;

    /// <summary>Whether it is true for all threads of the warp.</summary>
    public static bool All(bool value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Vote(!value, new("All", file, line, IsOfWarp: true)) == 0;

    /// <summary>A bit per lane, set where it is true; the lowest is lane 0's.</summary>
    public static uint Ballot(bool value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Vote(value, new("Ballot", file, line, IsOfWarp: true));

    /// <summary>
    /// Runs plain C# as a grid on this machine: each thread of each block calls <paramref name="kernel"/> once, and barriers, shuffles and
    /// shared arrays do what they say. It is for tests and debugging: exact, in a fixed order, and slow.
    /// </summary>
    /// <param name="grid">1 to 2147483647 blocks along x, 1 to 65535 along y and z.</param>
    /// <param name="block">1 to 1024 threads.</param>
    /// <param name="kernel">Calls the kernel: <c>() => Sum(x, y)</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its limits.</exception>
    /// <exception cref="InvalidOperationException">Threads wait for others that do not come, or share arrays that differ.</exception>
    public static void Run(Dim3 grid, Dim3 block, Action kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (grid is not { X: >= 1, Y: >= 1 and <= 65_535, Z: >= 1 and <= 65_535 })
            throw new ArgumentOutOfRangeException(
                nameof(grid), grid, "A grid has 1 to 2147483647 blocks along x and 1 to 65535 along y and z.");
        if (block is not { X: >= 1, Y: >= 1, Z: >= 1, Count: <= 1024 })
            throw new ArgumentOutOfRangeException(nameof(block), block, "A block has 1 to 1024 threads.");
        using var threads = new BlockOfThreads(grid, block, kernel);
        for (var number = 0L; number < grid.Count; number++) threads.Run(grid.At(number));
    }

    private static int Low(int number) => number & (WarpSize - 1);

    private static T Shuffle<T>(T value, Func<int, int> from, MeetingPlace place) where T : unmanaged
    {
        var thread = GpuThread.Current(place.Name);
        var (values, lane) = (thread.Meet(place, value), from(thread.Number % WarpSize));
        return (uint)lane < (uint)values.Length && values[lane] is T other ? other : value;
    }

    private static T Reduce<T>(T value, Func<T, T, T> join, MeetingPlace place) where T : unmanaged =>
        GpuThread.Current(place.Name).Meet(place, value).OfType<T>().Aggregate(join);

    private static uint Vote(bool value, MeetingPlace place)
    {
        var values = GpuThread.Current(place.Name).Meet(place, value);
        var votes = 0u;
        for (var lane = 0; lane < values.Length; lane++)
            if (values[lane] is true) votes |= 1u << lane;
        return votes;
    }
}
