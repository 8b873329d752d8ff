using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>Kernels of Rodinia (S. Che and others) at its sizes, written from what each computes: stencils in time, dynamic programming, a
/// factorisation, particles, clusters.</summary>
internal static class Rodinia
{
    public static Suite Suite { get; } = new("rodinia", "Rodinia", ["small", "full"], [ElementType.F32],
    [
        new("hotspot_1024^2_x200", "rodinia", "h w steps", [[9, 20, 5], [1024, 1024, 200]], x => 15 * x["h"] * x["w"] * x["steps"])
        {
            Identifier = "hotspot",
            Start = (array, _, random, _) => array == "t" ? 323 + (18 * random) : random / 100,
            Number = name => name switch { "rz" => 0.001, "ry" => 0.3, "rx" => 0.2, _ => 0.5 },
        },
        new("hotspot3D_512x512x8_x100", "rodinia", "h w d steps", [[9, 20, 4, 5], [512, 512, 8, 100]],
            x => 17 * x["h"] * x["w"] * x["d"] * x["steps"])
        {
            Identifier = "hotspot3d",
            Start = (array, _, random, _) => array == "t" ? 323 + (18 * random) : random / 100,
            Number = name => name switch { "k" => 1, "cz" => 0.05, _ => 0.1 },
        },
        new("srad_v2_2048^2_x20", "rodinia", "h w steps corner", [[9, 20, 3, 4], [2048, 2048, 20, 128]],
            x => 35 * x["h"] * x["w"] * x["steps"])
        {
            Identifier = "srad",
            // One pixel does not vary.
            Least = 2,
            Start = (_, _, random, _) => Math.Exp(random),
            Number = _ => 0.5,
        },
        new("pathfinder_100000x1000", "rodinia", "n rows", [[40, 9], [100_000, 1000]], x => 3 * x["n"] * x["rows"])
        {
            Identifier = "pathfinder",
            Start = (_, _, random, _) => Math.Floor(10 * random),
        },
        new("nw_8192_p10", "rodinia", "n penalty", [[40, 10], [8192, 10]], x => 5 * x["n"] * x["n"])
        {
            Identifier = "nw",
            Start = (_, _, random, _) => Math.Floor(21 * random) - 10,
        },
        new("lud_2048", "rodinia", "n", [[30], [2048]], x => 2 * Math.Pow(x["n"], 3) / 3)
        {
            Identifier = "lud",
            // Each row smaller than its diagonal: no pivot comes near zero.
            Start = (_, at, random, x) => at[0] == at[1] ? 2 : random / x["n"],
        },
        new("lavaMD_10^3", "rodinia", "n b", [[6, 3], [100, 10]], x => 25 * Math.Pow((3 * x["b"]) - 2, 3) * x["n"] * x["n"])
        {
            Identifier = "lavamd",
            Number = _ => 0.5,
        },
        new("kmeans_200k_x34_k5", "rodinia", "n d k steps", [[40, 7, 3, 4], [200_000, 34, 5, 330]],
            x => 3 * x["n"] * x["d"] * x["k"] * x["steps"])
        {
            Identifier = "kmeans",
            // Heaps of points, and in each a centre: of a point between two, the last digit would say where it goes, and where the
            // centres do in the end.
            Start = (array, at, random, x) =>
                (50 * (((7 * (array == "x" ? at[0] * 2654435761 >> 16 : at[0])) + (3 * at[1])) % x["k"])) + (40 * random),
        },
    ])
    {
        Bench = (kernel, _, _) => $"rodinia_{kernel.Name}",
        Remark = "Peers are the same loops in C; the targets were set against the suite's own programs, which are not here. ",
    };
}
