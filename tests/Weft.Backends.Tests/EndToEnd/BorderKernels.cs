namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Kernels whose subscripts are drawn into limits, for <see cref="LoopVectorTests"/>. All of them become vectors.</summary>
internal static class BorderKernels
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["the nearest of a line"] = "kernel k(x: f32[n]) -> y: f32[n] { y[i] = x.clamp[i-1] + 2 * x[i] - x.clamp[i+3] }",
        ["the nearest of a plane"] = """
            kernel k(x: f64[m, n]) -> y: f64[m, n] {
                y[i, j] = x.clamp[i-1, j] - x.clamp[i+2, j] * x.clamp[i, j-1] + x.clamp[i, j+1] - x.clamp[i-2, j+2]
            }
            """,
        ["the nearest of a mirrored line"] = """
            kernel k(x: f32[n]) -> y: f32[n] { for i in 0..n { y[i] = x[min(n - i, n - 1)] + x[max(n - 3 - i, 0)] } }
            """,
        ["the nearest of a window"] = """
            kernel k(x: i32[m, n]) -> y: i32[m, n] { y[i, j] = sum(di in -1..2, dj in -2..3) i32(di + 2 * dj) * x.clamp[i+di, j+dj] }
            """,
        ["limits that the line does not have"] = """
            kernel k(x: i64[n + 5]) -> y: i64[n] { for i in 0..n { y[i] = x[min(max(i - 2, 1), n)] + x[max(i - 1, 3)] - x[min(i + 4, n)] } }
            """,
        ["differences to the nearest, added up"] = """
            kernel k(x: i32[m, n]) -> y: i32[m] {
                for i in 0..m {
                    var s = 0
                    for j in 0..n { s += x[i, j] * (x[i, j] - x[i, max(j - 1, 0)]) }
                    y[i] = s
                }
            }
            """,
        ["the nearest of what is written"] = """
            kernel k(x: f32[m + 1, n], y: inout f32[m + 1, n]) {
                for i in 1..m + 1, j in 0..n { y[i, j] = y[i - 1, min(j + 1, n - 1)] + x[i, max(j - 1, 0)] }
            }
            """,
    };
}
