using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Plain C# that runs as a grid.</summary>
public sealed class GpuEmulationTests
{
    [Fact]
    public void Outside_of_a_grid_it_is_said_what_to_do()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Gpu.GlobalIdx.X);
        Assert.Contains("Gpu.Run(grid, block, () => Sum(...))", thrown.Message, StringComparison.Ordinal);
        Assert.StartsWith("Gpu.WarpSum means something only", Assert.Throws<InvalidOperationException>(() => Gpu.WarpSum(1)).Message);
        Assert.StartsWith("Gpu.Barrier ", Assert.Throws<InvalidOperationException>(() => Gpu.Barrier()).Message);
    }

    [Fact]
    public void Blocks_and_threads_come_in_their_order()
    {
        var seen = new List<(Dim3, Dim3)>();
        Gpu.Run((2, 1), (2, 2), () => seen.Add((Gpu.BlockIdx, Gpu.ThreadIdx)));
        Assert.Equal(
            [
                (new(0, 0, 0), new(0, 0, 0)), (new(0, 0, 0), new(1, 0, 0)), (new(0, 0, 0), new(0, 1, 0)), (new(0, 0, 0), new(1, 1, 0)),
                (new(1, 0, 0), new(0, 0, 0)), (new(1, 0, 0), new(1, 0, 0)), (new(1, 0, 0), new(0, 1, 0)), (new(1, 0, 0), new(1, 1, 0)),
            ],
            seen);
    }

    [Fact]
    public void What_one_thread_throws_ends_the_run()
    {
        var thrown = Assert.Throws<FormatException>(() => Gpu.Run(2, 64, () =>
        {
            if (Gpu.ThreadIdx.X == 40) throw new FormatException("forty");
            Gpu.Barrier();
        }));
        Assert.Equal("forty", thrown.Message);
        Assert.Throws<InvalidOperationException>(() => Gpu.LaneId);
    }

    [Fact]
    public void Shared_arrays_are_the_same_for_all_threads()
    {
        var thrown = Assert.Throws<InvalidOperationException>(
            () => Gpu.Run(1, 4, () => Gpu.Shared<int>(4 + Gpu.ThreadIdx.X / 2)[0]++));
        Assert.Contains("thread (2, 0, 0) asks for as number 1", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Gpu.Run(1, 2, () =>
        {
            if (Gpu.ThreadIdx.X == 0) Gpu.Shared<int>(4);
            else Gpu.Shared<float>(4);
        }));
        var counts = new List<int>();
        Gpu.Run(2, 3, () =>
        {
            var (a, b) = (Gpu.Shared<int>(1, 1), Gpu.Shared<int>(1, 1, 1));
            a[0, 0]++;
            b[0, 0, 0] += 10;
            counts.Add(a[0, 0] + b[0, 0, 0]);
        });
        Assert.Equal([11, 22, 33, 11, 22, 33], counts);
    }

    [Fact]
    public void Sizes_are_written_as_numbers_and_tuples()
    {
        Dim3 line = 5, plane = (3, 4), box = (2, 3, 4);
        Assert.Equal((new Dim3(5), new Dim3(3, 4), new Dim3(2, 3, 4)), (line, plane, box));
        Assert.Equal((5L, 12L, 24L, "(3, 4, 1)"), (line.Count, plane.Count, box.Count, plane.ToString()));
    }
}
