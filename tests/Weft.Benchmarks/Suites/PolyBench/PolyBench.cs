using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>The kernels of PolyBench/C 4.2.1 (L.-N. Pouchet and others) with the extents that it publishes. The loops are our own, from
/// what each computes; so are the numbers that they begin with, with which all results stay finite.</summary>
internal static class PolyBench
{
    public static Suite Suite { get; } = new(
        "polybench", "PolyBench", ["mini", "small", "medium", "large"], [ElementType.F64, ElementType.F32],
    [
        new("correlation", "datamining", "m n", [[28, 32], [80, 100], [240, 260], [1200, 1400]],
            x => (x["m"] * x["m"] * x["n"]) + (7 * x["m"] * x["n"])),
        new("covariance", "datamining", "m n", [[28, 32], [80, 100], [240, 260], [1200, 1400]],
            x => (x["m"] * x["m"] * x["n"]) + (2 * x["m"] * x["n"])) { Least = 2 },
        new("2mm", "blas", "ni nj nk nl", [[16, 18, 22, 24], [40, 50, 70, 80], [180, 190, 210, 220], [800, 900, 1100, 1200]],
            x => (2 * x["ni"] * x["nj"] * x["nk"]) + (2 * x["ni"] * x["nl"] * x["nj"])) { Identifier = "mm2" },
        new("3mm", "blas", "ni nj nk nl nm",
            [[16, 18, 20, 22, 24], [40, 50, 60, 70, 80], [180, 190, 200, 210, 220], [800, 900, 1000, 1100, 1200]],
            x => (2 * x["ni"] * x["nj"] * x["nk"]) + (2 * x["nj"] * x["nl"] * x["nm"]) + (2 * x["ni"] * x["nl"] * x["nj"]))
            { Identifier = "mm3" },
        new("atax", "blas", "m n", [[38, 42], [116, 124], [390, 410], [1900, 2100]], x => 4 * x["m"] * x["n"]),
        new("bicg", "blas", "m n", [[38, 42], [116, 124], [390, 410], [1900, 2100]], x => 4 * x["m"] * x["n"]),
        new("doitgen", "blas", "nq nr np", [[8, 10, 12], [20, 25, 30], [40, 50, 60], [140, 150, 160]],
            x => 2 * x["nq"] * x["nr"] * x["np"] * x["np"]),
        new("mvt", "blas", "n", [[40], [120], [400], [2000]], x => 4 * x["n"] * x["n"]),
        new("gemm", "blas", "ni nj nk", [[20, 25, 30], [60, 70, 80], [200, 220, 240], [1000, 1100, 1200]],
            x => 2 * x["ni"] * x["nj"] * x["nk"]),
        new("gemver", "blas", "n", [[40], [120], [400], [2000]], x => 8 * x["n"] * x["n"]),
        new("gesummv", "blas", "n", [[30], [90], [250], [1300]], x => 4 * x["n"] * x["n"]),
        new("symm", "blas", "m n", [[20, 30], [60, 80], [200, 240], [1000, 1200]], x => 2 * x["m"] * x["m"] * x["n"]),
        new("syr2k", "blas", "m n", [[20, 30], [60, 80], [200, 240], [1000, 1200]], x => 2 * x["n"] * x["n"] * x["m"]),
        new("syrk", "blas", "m n", [[20, 30], [60, 80], [200, 240], [1000, 1200]], x => x["n"] * x["n"] * x["m"]),
        new("trmm", "blas", "m n", [[20, 30], [60, 80], [200, 240], [1000, 1200]], x => x["m"] * x["m"] * x["n"]),
        new("cholesky", "solvers", "n", [[40], [120], [400], [2000]], x => Cube(x["n"]) / 3)
        {
            // Symmetric, and each row smaller than its diagonal.
            Start = (_, at, _, x) => at[0] == at[1] ? 2 : 1 / (x["n"] * (1 + Math.Abs(at[0] - at[1]))),
        },
        new("durbin", "solvers", "n", [[40], [120], [400], [2000]], x => 2 * x["n"] * x["n"])
        {
            Start = (_, _, random, x) => random / (2 * x["n"]),
        },
        new("gramschmidt", "solvers", "m n", [[20, 30], [60, 80], [200, 240], [1000, 1200]], x => 2 * x["m"] * x["n"] * x["n"])
        {
            // Columns past the rank have no direction.
            IsNoise = (array, x) => array == "q" && x["n"] > x["m"],
        },
        new("lu", "solvers", "n", [[40], [120], [400], [2000]], x => 2 * Cube(x["n"]) / 3) { Start = Dominant },
        new("ludcmp", "solvers", "n", [[40], [120], [400], [2000]], x => 2 * Cube(x["n"]) / 3) { Start = Dominant },
        new("trisolv", "solvers", "n", [[40], [120], [400], [2000]], x => x["n"] * x["n"]) { Start = Dominant },
        new("deriche", "medley", "w h", [[64, 64], [192, 128], [720, 480], [4096, 2160]], x => 32 * x["w"] * x["h"])
        {
            Number = _ => 0.25,
        },
        new("floyd-warshall", "dynamic", "n", [[60], [180], [500], [2800]], x => 2 * Cube(x["n"]))
        {
            Start = (_, _, random, _) => 1 + (999 * random),
        },
        new("nussinov", "dynamic", "n", [[60], [180], [500], [2500]], x => Cube(x["n"]) / 3)
        {
            Start = (array, _, random, _) => array == "bases" ? Math.Floor(4 * random) : 0,
        },
        new("adi", "stencils", "steps n", [[20, 20], [40, 60], [100, 200], [500, 1000]], x => 30 * x["steps"] * x["n"] * x["n"])
        {
            // A solution makes a rounding error 4 n^2 / steps times as large: 8000 times for the largest size, where the C program as it is
            // written, without any regrouping, is off by 0.28 % in single precision.
            Condition = x => Math.Max(1, 4 * x["n"] * x["n"] / x["steps"] / 800),
        },
        new("fdtd-2d", "stencils", "steps nx ny", [[20, 20, 30], [40, 60, 80], [100, 200, 240], [500, 1000, 1200]],
            x => 11 * x["steps"] * x["nx"] * x["ny"]),
        new("heat-3d", "stencils", "steps n", [[20, 10], [40, 20], [100, 40], [500, 120]], x => 30 * x["steps"] * Cube(x["n"] - 2)),
        new("jacobi-1d", "stencils", "steps n", [[20, 30], [40, 120], [100, 400], [500, 2000]], x => 6 * x["steps"] * (x["n"] - 2)),
        new("jacobi-2d", "stencils", "steps n", [[20, 30], [40, 90], [100, 250], [500, 1300]],
            x => 10 * x["steps"] * (x["n"] - 2) * (x["n"] - 2)),
        new("seidel-2d", "stencils", "steps n", [[20, 40], [40, 120], [100, 400], [500, 2000]],
            x => 9 * x["steps"] * (x["n"] - 2) * (x["n"] - 2)),
    ])
    {
        Bench = (kernel, size, element) => $"pb_{kernel.Name}_{size}_{element.Name}",
    };

    private static double Cube(double n) => n * n * n;

    // Each row of a matrix smaller than its diagonal: no pivot comes near zero.
    private static double Dominant(string array, ReadOnlySpan<long> at, double random, SuiteExtents x) =>
        at.Length < 2 ? random : at[0] == at[1] ? 2 : random / x["n"];
}
