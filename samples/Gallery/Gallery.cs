using System.Collections.Immutable;

namespace Weft.Samples;

/// <summary>The kernels and what each is tried on. Sums in .weft may be added up in any order, and libraries round functions such as exp
/// differently: there floats are compared with a tolerance.</summary>
internal static class Gallery
{
    public static ImmutableArray<Example> Examples { get; } =
    [
        new(LinearAlgebra.Saxpy, x => [2f, x.Floats(1000), x.Floats(1000)]),
        new(LinearAlgebra.Dot, x => [x.Floats(1000), x.Floats(1000), new float[1]], 1e-4),
        new(LinearAlgebra.MatVec, x => [x.Floats(60, 70), x.Floats(70), new float[60]], 1e-5),
        new(LinearAlgebra.MatMul, x => [x.Floats(50, 60), x.Floats(60, 70), new float[50, 70]], 1e-5),
        new(LinearAlgebra.Transpose, x => [x.Floats(50, 70), new float[70, 50]]),
        new(LinearAlgebra.Lu, x => [x.PositiveDefinite(50)]),
        new(LinearAlgebra.Cholesky, x => [x.PositiveDefinite(50), new double[50, 50]], 1e-12),
        new(Images.Convolve, x => [x.Floats(40, 50), x.Floats(5, 5), new float[36, 46]], 1e-5),
        new(Images.BoxBlur, x => [x.Floats(40, 50), new float[40, 50]], 1e-6),
        new(Images.Median, x => [x.Bytes(40, 50), new byte[40, 50]]),
        new(Stencils.Jacobi, x => [20, x.Floats(40, 50)]),
        new(Stencils.Life, x => [x.Bits(40, 50), new byte[40, 50]]),
        new(Stencils.Wave, x =>
        {
            var wave = x.Doubles(200);
            return [50, 0.25, wave, wave.Clone()];
        }),
        new(Sorting.PrefixSum, x => [x.Integers(1000, -100, 100), new int[1000]]),
        new(Sorting.ParallelScan, x => [x.Integers(1000, -100, 100), new int[1000]]),
        new(Sorting.Histogram, x => [x.Bytes(5000), new int[256]]),
        new(Sorting.BitonicSort, x => [x.Integers(1024, int.MinValue, int.MaxValue)]),
        new(Sorting.LowerBound, x => [x.Doubles(500).Order().ToArray(), x.Doubles(300), new int[300]]),
        new(Graphs.SpMV, x =>
        {
            var (starts, columns) = x.Graph(100, 500);
            return [starts, columns, x.Floats(500), x.Floats(100), new float[100]];
        }, 1e-5),
        new(Graphs.Bfs, x =>
        {
            var (starts, targets) = x.Graph(200, 400);
            return [starts, targets, 3, new int[200]];
        }),
        new(Graphs.ShortestPaths, x => [x.Floats(40, 40)]),
        new(Graphs.PageRank, x =>
        {
            var (starts, sources) = x.Graph(100, 500);
            return [starts, sources, x.Integers(100, 1, 9), 0.85f, x.Floats(100, 0, 1), new float[100]];
        }, 1e-5),
        new(Sequences.EditDistance, x => [x.Genes(60), x.Genes(70), new int[61, 71]]),
        new(Sequences.SmithWaterman, x => [x.Genes(60), x.Genes(70), 2, -1, -1, new int[61, 71], new int[1]]),
        new(Signals.Fft, x => [x.Complexes(256)], 1e-12),
        new(Signals.Fir, x => [x.Floats(500), x.Floats(17), new float[484]], 1e-5),
        new(Signals.Haar, x => [x.Floats(500), new float[500]]),
        new(Simulation.Collatz, x => [x.Integers(100, 1L, 100000), new int[100]]),
        new(Simulation.Mandelbrot, x => [-2.0, 1.0, 0.05, 100, new int[41, 61]]),
        new(Simulation.NBody, x => [0.01f, x.Bodies(50)], 1e-5),
        new(Simulation.MonteCarloPi, x => [200, x.Integers(50, 1u, uint.MaxValue), new int[50]]),
        new(Learning.AssignClusters, x => [x.Vectors(200), x.Vectors(5), new int[200]]),
        new(Learning.MoveCentres, x => [x.Vectors(200), x.Integers(200, 0, 5), x.Vectors(6)], 1e-5),
        new(Learning.Softmax, x => [x.Floats(30, 40), new float[30, 40]], 1e-5),
        new(Learning.LayerNorm, x => [x.Floats(30, 40), x.Floats(40), x.Floats(40), 1e-5f, new float[30, 40]], 1e-4),
        new(Learning.Attention, x => [x.Floats(20, 16), x.Floats(30, 16), x.Floats(30, 8), new float[20, 30], new float[20, 8]], 1e-5),
        new(
            Finance.BlackScholes,
            x => [x.Doubles(100, 10, 90), x.Doubles(100, 10, 90), x.Doubles(100, 0.1, 3), 0.02, 0.3, new double[100]], 1e-9),
        new(Finance.BinomialPut, x => [100.0, 110.0, 1.0, 0.05, 0.3, new double[101]], 1e-9),
        new(Integers.Sieve, x => [new byte[1000]]),
        new(Integers.Crc32, x => [x.Bytes(1000), new uint[1]]),
        new(Integers.Gcd, x => [x.Integers(200, 0ul, 1_000_000ul), x.Integers(200, 0ul, 1_000_000ul), new ulong[200]]),
    ];
}
