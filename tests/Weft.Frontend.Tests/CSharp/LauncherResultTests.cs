using Weft.Frontend.Tests.CSharp.Oracle;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What launches of kernels return that return something.</summary>
public sealed class LauncherResultTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
{
    private readonly Device _device = cpu.Device;

    [Fact]
    public void Launches_return_what_the_method_does()
    {
        Assert.Equal(32f, DotProductKernel.Launch([1, 2, 3], [4, 5, 6], TestContext.Current.CancellationToken));
        Assert.Equal(new(1, 3, IsEmpty: false), SpreadOfKernel.Launch(_device, [2, 1, 3]));
        var (count, (sum, at)) = SummaryKernel.Launch(_device, [(Half)1, Half.NaN, (Half)2, Half.NaN], 40);
        Assert.Equal((42, (Half)3, (nint)2), (count, sum, at));
        Assert.Equal(ResultKernels.Order.Falling, OrderOfKernel.Launch(_device, [3, 2, 2]));
    }

    [Fact]
    public async Task Tasks_have_the_result() =>
        Assert.Equal('c', await LastKernel.LaunchAsync(_device, ['a', 'b', 'c'], TestContext.Current.CancellationToken));

    [Fact]
    public void Batches_return_a_result_for_each_item()
    {
        Assert.Equal([2L, 4, 20], TwiceKernel.LaunchBatch(_device, 3, new[] { 1, 2, 10 }));
        Assert.Equal([true, false], ContainsKernel.LaunchBatch(_device, 2, (int[])[1, 2, 3, 4], 2));
        Assert.Equal(
            [new(1, 2, IsEmpty: false), new(3, 9, IsEmpty: false)], SpreadOfKernel.LaunchBatch(_device, 2, (float[])[2, 1, 9, 3]));
        var summaries = SummaryKernel.LaunchBatch(_device, 2, (Half[])[(Half)1, Half.NaN, (Half)2, (Half)5], new[] { 0, 10 });
        Assert.Equal([(1, ((Half)1, (nint)0)), (12, ((Half)7, (nint)1))], summaries);
        Assert.Empty(TwiceKernel.LaunchBatch(_device, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwiceKernel.LaunchBatch(_device, -1, 1));
    }

    [Fact]
    public void Batches_take_a_span_for_what_is_passed_by_reference()
    {
        int[] from = [2, 9];
        Span<bool> done = [false, true];
        var steps = new long[6];
        CountdownKernel.LaunchBatch(_device, 2, from, steps, done);
        Assert.Equal([0, 6], from);
        Assert.Equal([2, 1, 0, 9, 8, 7], steps);
        Assert.Equal([true, false], done.ToArray());
        var few = Assert.Throws<ArgumentException>(() => CountdownKernel.LaunchBatch(_device, 3, new int[2], steps, new bool[3]));
        Assert.StartsWith("'from' has 2 numbers, but there are 3 items", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signatures_have_a_cell_for_each_number() => Assert.Equal(
        "Summary(x: f16[x_0], result0: i32, result.Item1: out i32, result.Item2.Item1: out f16, result.Item2.Item2: out index)",
        SummaryKernel.Program.Entries.Single().ToString());
}
