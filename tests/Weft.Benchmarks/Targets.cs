using System.Collections.Immutable;

namespace Weft.Benchmarks;

/// <summary>What is to be reached, all of it.</summary>
internal static class Targets
{
    public static Target Saxpy { get; } = new("saxpy, lowest ratio to a clang", Unit.Ratio, 1.0);

    public static Target Hillshade { get; } = new("hillshade, lowest ratio to clang -O3", Unit.Ratio, 1.0);

    public static Target BoundsMean { get; } = new("bounds checks, geometric mean", Unit.Overhead, 1.05);

    public static Target BoundsWorst { get; } = new("bounds checks, worst", Unit.Overhead, 1.10);

    public static Target FunctionError { get; } = new("functions, greatest error", Unit.Ulp, 2);

    public static Target Launch { get; } = new("call of a compiled kernel, 1 element", Unit.Seconds, 50e-9);

    public static Target ForkJoin { get; } = new("fork and join of two threads", Unit.Seconds, 2e-6);

    public static Target WarmCompile { get; } = new("compilation in a warm process", Unit.Seconds, 12e-3);

    public static Target ColdCompile { get; } = new("compilation from nothing", Unit.Seconds, 60e-3);

    public static Target CachedCompile { get; } = new("compilation from the disk cache", Unit.Seconds, 1e-3);

    public static Target IrOneThread { get; } = new("parse, verify and print, to mlir-opt on one thread", Unit.Ratio, 1.0);

    public static Target IrTwoThreads { get; } = new("parse, verify and print, two threads to one", Unit.Ratio, 1.7);

    public static Target IrSimplify { get; } = new("canonicalize and cse", Unit.Operations, 300e3);

    public static Target IrMemory { get; } = new("memory of an operation", Unit.Bytes, 400);

    public static Target ColdGenerator { get; } = new("generator, added to a clean build", Unit.Seconds, 2);

    public static Target WarmGenerator { get; } = new("generator, added by a running compiler", Unit.Seconds, 2);

    public static Target Keystroke { get; } = new("generator, a keystroke", Unit.Seconds, 16e-3);

    public static Target LargeFile { get; } = new("check of a .weft file of 1 MB", Unit.Seconds, 2);

    public static Target ToolStart { get; } = new("start of the tool", Unit.Seconds, 120e-3);

    /// <summary>Functions over arrays in the cache, each to each of its peers.</summary>
    public static Target Function(string name, string peer) => new($"{name} to {peer}", Unit.Ratio, 1.0);

    public static ImmutableArray<Bar> Operators { get; } =
    [
        new("f32 matmul and convolution", 1.0, 0.85, "matmul_m512_n512_k512", "matmul_m1024_n1024_k1024", "matmul_m2048_n2048_k2048",
            "matmul_m4096_n4096_k64", "matmul_m4096_n64_k4096", "conv3x3_56x56x64"),
        new("f64 matmul, to OpenBLAS", 0.95, 0.7, "dmatmul_512", "dmatmul_1024", "dmatmul_2048") { Peer = Libraries.OpenBlas },
        new("matmul of bytes and bf16, to oneDNN", 1.0, 0.85, "matmul_u8s8_512", "matmul_bf16_512") { Peer = Libraries.OneDnn },
        new("1000 products of 32 x 32", 1.05, 0.85, "batched_1000x32"),
        new("attention head", 1.15, 0.85, "attention_1024x64"),
        new("elementwise chain, to gcc", 1.15, 1.0, "chain_1M", "chain_64M") { Peer = CCompiler.GccName },
        new("sum, max, dot", 0.97, 0.95, "sum_1M", "sum_64M", "max_1M", "max_64M", "dot_1M", "dot_64M"),
        new("softmax", 1.25, 1.0, "softmax_4096x1024"),
        new("layernorm", 1.0, 1.0, "layernorm_4096x1024"),
        new("stencil of 5 points", 1.2, 1.0, "stencil5_4096"),
        new("blur of 3 x 3, f32", 1.4, 1.0, "blur3_f32_1080p"),
        new("blur of 3 x 3, u8", 1.15, 1.0, "blur3_u8_1080p"),
        new("separable Gaussian", 1.05, 1.0, "gauss5_f32_1080p"),
        new("transposition, to oneDNN", 3.5, 1.0, "transpose_4096") { Peer = Libraries.OneDnn },
    ];

    public static ImmutableArray<Bar> PolyBenchLarge { get; } =
    [
        new("PolyBench large, geometric mean", 3.5, 1.5) { IsMean = true },
        new("PolyBench large, factorisations", 10, 2, "cholesky", "lu", "ludcmp", "gramschmidt"),
        new("PolyBench large, jacobi-2d", 4, 2, "jacobi-2d"),
        new("PolyBench large, other stencils in time", 1, 1, "jacobi-1d", "fdtd-2d", "heat-3d"),
        new("PolyBench large, adi and nussinov", 4, 2, "adi", "nussinov"),
        new("PolyBench large, deriche", 6, 2, "deriche"),
        new("PolyBench large, floyd-warshall", 8, 2, "floyd-warshall"),
        new("PolyBench large, seidel-2d", 2.5, 2, "seidel-2d"),
        new("PolyBench large, lowest", 0.95, 0.8),
    ];

    /// <summary>In f32 stencils in time are to be faster than that.</summary>
    public static ImmutableArray<Bar> PolyBenchLargeSingle { get; } =
    [
        new("PolyBench large f32, geometric mean", 3.5, 1.5) { IsMean = true },
        new("PolyBench large f32, stencils in time", 2, 1, "jacobi-1d", "jacobi-2d", "fdtd-2d", "heat-3d"),
        new("PolyBench large f32, lowest", 0.95, 0.8),
    ];

    public static ImmutableArray<Bar> PolyBenchMedium { get; } =
    [
        new("PolyBench medium, geometric mean", 2.5, 1.5) { IsMean = true },
        new("PolyBench medium, lowest", 0.95, 0.8),
    ];

    public static ImmutableArray<Bar> Rodinia { get; } =
    [
        new("Rodinia, hotspot", 5, 2, "hotspot_1024^2_x200"),
        new("Rodinia, hotspot3D", 8, 2, "hotspot3D_512x512x8_x100"),
        new("Rodinia, srad", 6.5, 2, "srad_v2_2048^2_x20"),
        new("Rodinia, pathfinder", 5, 2, "pathfinder_100000x1000"),
        new("Rodinia, lud", 2.5, 2, "lud_2048"),
        new("Rodinia, nw", 2.8, 1, "nw_8192_p10"),
        new("Rodinia, lavaMD", 5, 1, "lavaMD_10^3"),
        new("Rodinia, kmeans", 4, 1, "kmeans_200k_x34_k5"),
    ];

    /// <summary>What a user of .NET has today.</summary>
    public static ImmutableArray<Bar> DotNet { get; } =
    [
        new("plain C# loops, geometric mean", 8, 3) { IsMean = true, Peer = DotNetPeer.Loops },
        new("TensorPrimitives, geometric mean", 3, 3) { IsMean = true, Peer = DotNetPeer.Primitives },
        new("elementwise chain, to TensorPrimitives", 6, 1, "chain_1M") { Peer = DotNetPeer.Primitives },
    ];

    /// <summary>Ratios of one thread's time to two threads'.</summary>
    public static ImmutableArray<Bar> TwoThreads { get; } = [new("two threads, kernels that compute", 1.85, 1.6)];
}
