using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>Operators on arrays of f32, some of bytes, bf16, f64. Extents, and what is counted of a call, are those of the measurements of
/// libraries that these are held against.</summary>
internal static class Operators
{
    private const double FloatBytes = sizeof(float);

    public static Suite Suite { get; } = new(
        "operators", "Operators", ["small", "full"], [ElementType.F32],
    [
        Elementwise("chain_1M", "chain", 1 << 20, 4, 2),
        Elementwise("chain_64M", "chain", 64 << 20, 4, 2),
        Elementwise("sum_1M", "total", 1 << 20, 1, 1),
        Elementwise("sum_64M", "total", 64 << 20, 1, 1),
        Elementwise("max_1M", "largest", 1 << 20, 1, 1),
        Elementwise("max_64M", "largest", 64 << 20, 1, 1),
        Elementwise("dot_1M", "dot", 1 << 20, 2, 2),
        Elementwise("dot_64M", "dot", 64 << 20, 2, 2),
        Of("softmax_4096x1024", "softmax", "m n", [7, 40], [4096, 1024], x => 5 * x["m"] * x["n"], x => 2 * x["m"] * x["n"]),
        Of("layernorm_4096x1024", "layernorm", "m n", [7, 40], [4096, 1024], x => 8 * x["m"] * x["n"], x => 2 * x["m"] * x["n"]),
        Of("stencil5_4096", "stencil5", "n", [20], [4096], x => 5 * Inside(x["n"]) * Inside(x["n"]),
            x => 2 * Inside(x["n"]) * Inside(x["n"])),
        Of("blur3_f32_1080p", "blur3", "h w", [9, 20], [1080, 1920], x => 9 * x["h"] * x["w"], x => 2 * x["h"] * x["w"]),
        Of("blur3_u8_1080p", "blur3_u8", "h w", [9, 20], [1080, 1920], x => 10 * x["h"] * x["w"], x => 2 * x["h"] * x["w"] / FloatBytes)
            with { Start = (_, _, random, _) => Math.Floor(256 * random) },
        Of("gauss5_f32_1080p", "gauss5", "h w", [9, 20], [1080, 1920], x => 16 * x["h"] * x["w"], x => 2 * x["h"] * x["w"]),
        Of("transpose_4096", "transpose", "n", [20], [4096], _ => 0, x => 2 * x["n"] * x["n"]),
        Matmul(512, 512, 512),
        Matmul(1024, 1024, 1024),
        Matmul(2048, 2048, 2048),
        Matmul(4096, 4096, 64),
        Matmul(4096, 64, 4096),
        Double(512),
        Double(1024),
        Double(2048),
        Narrow("matmul_u8s8", 512, 1, 4) with { Start = (array, _, random, _) => Math.Floor(256 * random) - (array == "b" ? 128 : 0) },
        Narrow("matmul_bf16", 512, 2, 2),
        Of("batched_1000x32", "batched", "q s", [3, 8], [1000, 32], x => 2 * x["q"] * Math.Pow(x["s"], 3),
            x => 3 * x["q"] * x["s"] * x["s"]),
        Of("conv3x3_56x56x64", "conv3x3", "h w c o", [5, 6, 4, 3], [56, 56, 64, 64], x => 2 * x["h"] * x["w"] * x["c"] * x["o"] * 9,
            x => (x["h"] * x["w"] * (x["c"] + x["o"])) + (9 * x["c"] * x["o"])),
        Of("attention_1024x64", "attention", "n d", [20, 7], [1024, 64], x => (4 * x["n"] * x["n"] * x["d"]) + (5 * x["n"] * x["n"]),
            x => 4 * x["n"] * x["d"]),
    ])
    {
        IsHot = true,
        Bench = (kernel, _, _) => kernel.Name,
    };

    private static double Inside(double n) => n - 2;

    private static SuiteKernel Elementwise(string name, string identifier, long count, int flops, int moved) =>
        Of(name, identifier, "n", [57], [count], x => flops * x["n"], x => moved * x["n"]);

    private static SuiteKernel Matmul(long m, long n, long k) => Of(
        $"matmul_m{m}_n{n}_k{k}", "matmul", "m n k", [9, 11, 13], [m, n, k], x => 2 * x["m"] * x["n"] * x["k"],
        x => (x["m"] * x["n"]) + (x["m"] * x["k"]) + (x["n"] * x["k"]));

    private static SuiteKernel Double(long n) => Matmul(n, n, n) with
    {
        Name = $"dmatmul_{n}", Identifier = "dmatmul", Bytes = x => 3 * sizeof(double) * x["n"] * x["n"],
    };

    /// <param name="bytes">Of an element of a factor.</param>
    private static SuiteKernel Narrow(string identifier, long n, int bytes, double density) => Matmul(n, n, n) with
    {
        Name = $"{identifier}_{n}", Identifier = identifier, Density = density, Bytes = x => ((2 * bytes) + FloatBytes) * x["n"] * x["n"],
    };

    /// <param name="moved">In elements of f32.</param>
    private static SuiteKernel Of(
        string name, string identifier, string symbols, long[] small, long[] full, Func<SuiteExtents, double> flops,
        Func<SuiteExtents, double> moved) => new(name, "operators", symbols, [small, full], flops)
        {
            Identifier = identifier,
            Bytes = x => FloatBytes * moved(x),
            Start = (_, _, random, _) => (2 * random) - 1,
            Number = parameter => parameter switch { "a" => 1.1, "b" => 0.1, "c" => 2, _ => 0.5 },
        };
}
