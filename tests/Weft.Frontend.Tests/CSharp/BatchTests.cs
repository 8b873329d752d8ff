using Weft.Frontend.Tests.CSharp.Oracle;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.Oracle.StructKernels;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Batches of what has more than numbers and arrays of them, on each executor: as the method, item by item.</summary>
public sealed class BatchTests(OracleTests.Devices devices) : IClassFixture<OracleTests.Devices>
{
    private const int Count = 5;

    private readonly RandomArguments _random = new(7);

    public static TheoryData<string> Executors => ["cpu", "interp"];

    [Theory]
    [MemberData(nameof(Executors))]
    public void Structs_and_tuples_are_shared_or_one_for_each_item(string executor)
    {
        var (particles, tuples) = (Items<Particle>(Count), Items<(int A, Point B)>(Count));
        var (marks, y, expected) = (Items<Marks>(2 * Count), new double[3 * Count], new double[3 * Count]);
        var expectedMarks = (Marks[])marks.Clone();
        ForEachItem(i => StructsByValue(particles[i], tuples[i], marks[1], expectedMarks.AsSpan(2 * i, 2), expected.AsSpan(3 * i, 3)));
        StructsByValueKernel.LaunchBatch(devices[executor], Count, particles, tuples, marks[1], marks, y);
        Assert.Equal(expectedMarks, marks);
        Assert.Equal(expected, y);
        ForEachItem(i => StructsByValue(particles[2], tuples[3], marks[i], expectedMarks.AsSpan(2 * i, 2), expected.AsSpan(3 * i, 3)));
        StructsByValueKernel.LaunchBatch(devices[executor], Count, particles[2], tuples[3], marks[..Count], marks, y);
        Assert.Equal(expected, y);

        static void StructsByValue(Particle p, (int A, Point B) t, Marks m, Span<Marks> marks, Span<double> y)
        {
            var (ownMarks, own) = (marks.ToArray(), y.ToArray());
            StructKernels.StructsByValue(p, t, m, ownMarks, own);
            ownMarks.CopyTo(marks);
            own.CopyTo(y);
        }
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public void Arrays_of_structs_have_one_more_dimension(string executor)
    {
        var points = Items<Point>(Count * 6);
        var (grid, expected, y) = (new Point[Count, 2, 3], new float[Count * 4], new float[Count * 4]);
        for (var i = 0; i < points.Length; i++) grid[i / 6, i / 3 % 2, i % 3] = points[i];
        ForEachItem(i =>
        {
            var (own, item) = (new Point[2, 3], new float[4]);
            for (var k = 0; k < 6; k++) own[k / 3, k % 3] = grid[i, k / 3, k % 3];
            PointGrid(own, item);
            item.CopyTo(expected.AsSpan(4 * i));
        });
        PointGridKernel.LaunchBatch(devices[executor], Count, grid, y);
        Assert.Equal(expected, y);
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public void What_is_passed_by_reference_is_a_span(string executor)
    {
        var x = Items<float>(4 * Count).Select(v => float.IsFinite(v) ? MathF.Min(v, 2) : 1).ToArray();
        var (sums, spreads) = (new float[Count], Items<ResultKernels.Spread>(Count));
        var (expectedSums, expectedSpreads, expected, counts) = (new float[Count], spreads.ToArray(), new int[Count], new int[Count]);
        ForEachItem(i => ResultKernels.Accumulate(
            x.AsSpan(4 * i, 4).ToArray(), ref expectedSums[i], ref expectedSpreads[i], out expected[i]));
        AccumulateKernel.LaunchBatch(devices[executor], Count, x, sums, spreads, counts);
        Assert.Equal(expectedSums, sums);
        Assert.Equal(expectedSpreads, spreads);
        Assert.Equal(expected, counts);
        var few = Assert.Throws<ArgumentException>(
            () => AccumulateKernel.LaunchBatch(devices[executor], Count, x, sums, spreads.AsSpan(1), counts));
        Assert.StartsWith("'spread' has 4 values, but there are 5 items", few.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Executors))]
    public void Workflows_run_in_batches(string executor)
    {
        var (x, turns, y, expected) = (Items<float>(4 * Count), Items<int>(Count), new float[4 * Count], new float[4 * Count]);
        ForEachItem(i =>
        {
            var own = new float[4];
            Workflows.Diffuse(x.AsSpan(4 * i, 4).ToArray(), turns[i], own);
            own.CopyTo(expected.AsSpan(4 * i));
        });
        DiffuseWorkflow.LaunchBatch(devices[executor], Count, x, turns, y);
        Assert.Equal(expected, y);
        Assert.Throws<SharedMemoryException>(() => DiffuseWorkflow.LaunchBatch(devices[executor], 2, x.AsSpan(0, 8), 1, x.AsSpan(7, 8)));
        DiffuseWorkflow.LaunchBatch(devices[executor], 2, x.AsSpan(0, 8), 1, x.AsSpan(8, 8));
        Assert.Equal(
            [.. Enumerable.Range(0, Count).Select(i => Workflows.Reduced(x[(4 * i)..(4 * i + 4)], y[(4 * i)..(4 * i + 4)]))],
            ReducedWorkflow.LaunchBatch(devices[executor], Count, x, y));
    }

    [Fact]
    public void Structs_are_one_for_all_or_one_for_each() => Assert.StartsWith(
        "'p' has 2 values, but there are 3 items",
        Assert.Throws<ArgumentException>(() => StructsByValueKernel.LaunchBatch(
            devices["cpu"], 3, new Particle[2], default((int, Point)), default(Marks), [], [])).Message,
        StringComparison.Ordinal);

    private static void ForEachItem(Action<int> item)
    {
        for (var i = 0; i < Count; i++) item(i);
    }

    private T[] Items<T>(int count) => (T[])_random.Next(typeof(T[]), count);
}
