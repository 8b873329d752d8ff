using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What kernels over a grid cannot do.</summary>
public sealed class GridErrorTests
{
    [Fact]
    public void Barriers_under_conditions_that_part_threads() => Marked(Kernel("""
        int t = Gpu.ThreadIdx.X, half = n / 2;
        if (t < half) [|Gpu.Barrier()|]{WEFT0120};
        var isFirst = t == 0;
        if (n > 3) Gpu.Barrier();
        else if (isFirst) { y[0] = [|Gpu.BlockSum(s)|]{WEFT0120}; }
        if (y[0] > 1) Gpu.Barrier();
        if (Gpu.LaneId < 16) y[1] = Gpu.WarpSum(s);
        if (t >= y.Length) return;
        Gpu.Barrier();
        """));

    [Fact]
    public void Parallel_loops() => Marked("""
        class C
        {
            [Kernel]
            static void K(int n, float[] y)
            {
                [|Parallel.For(0, n, i => y[i] = 1)|]{WEFT0121};
                y[Gpu.GlobalIdx.X] = 1;
            }
        }
        """);

    [Fact]
    public void Functions_that_need_a_grid_where_there_is_none() => Marked("""
        class C
        {
            static float Place() => [|Gpu.GlobalIdx.X|]{WEFT0125};
            [Kernel]
            static void K(Span<float> y) => y[0] = Place();
        }
        """);

    [Fact]
    public void Shared_arrays_of_sizes_that_are_not_known() => Marked(Kernel("""
        const int Width = 8;
        var a = Gpu.Shared<float>(Width * 4);
        var b = Gpu.Shared<float>([|n|]{WEFT0122});
        var c = Gpu.Shared<float>(4, [|-1|]{WEFT0122});
        var d = Gpu.Shared<float>([|Gpu.BlockDim.X|]{WEFT0122});
        a[0] = b[0] + c[0, 0] + d[0];
        """));

    [Fact]
    public void Shared_arrays_that_are_not_at_the_top() => Marked("""
        class C
        {
            static float Part() { var a = [|Gpu.Shared<float>(4)|]{WEFT0123}; return a[0]; }
            static float First(Span<float> a) => a[0];
            [Kernel]
            static void K(int n, Span<float> y)
            {
                if (n > 3) { var a = [|Gpu.Shared<float>(4)|]{WEFT0123}; a[0] = 1; }
                for (var i = 0; i < 3; i++) { Span<float> a = [|Gpu.Shared<float>(4)|]{WEFT0123}; a[0] = 1; }
                y[0] = First([|Gpu.Shared<float>(4)|]{WEFT0123});
                y[1] = Part() + Gpu.LaneId;
            }
        }
        """);

    [Fact]
    public void Positions_as_a_whole() => Marked(Kernel("""
        y[0] = [|Gpu.BlockDim|]{WEFT0124}.Count;
        y[1] = [|Gpu.ThreadIdx.GetHashCode()|]{WEFT0101};
        """));

    [Fact]
    public void Calls_that_a_thread_cannot_make() => Marked(Kernel("""
        [|Gpu.Run(1, 1, () => { })|]{WEFT0101};
        y[0] = Gpu.ThreadIdx.X;
        """));
}
