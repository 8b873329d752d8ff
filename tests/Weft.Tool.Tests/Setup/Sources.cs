using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary>The programs and data that the tests of the commands use.</summary>
internal static class Sources
{
    public const string Kernels = """
        /// y += a * x
        kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) {
            parallel i in 0..n { y[i] = a * x[i] + y[i] }
        }
        kernel pick(x: f32[n], i: i32) -> s: f32[1] {
            s[0] = x[i]
        }
        kernel divide(a: i32, b: i32) -> q: i32[1] {
            q[0] = a / b
        }
        kernel grey(img: u8[h, w]) -> half: u8[h, w] {
            parallel y in 0..h, x in 0..w { half[y, x] = img[y, x] / 2 }
        }
        kernel ramp() -> r: i32[n] {
            parallel i in 0..n { r[i] = i32(i) }
        }
        """;

    /// <summary>A directory with the kernels, and inputs for them.</summary>
    public static Workplace Prepare() => new Workplace()
        .With("k.weft", Kernels)
        .With("one.weft", "kernel twice(x: f32[n]) -> y: f32[n] {\n    parallel i in 0..n { y[i] = 2 * x[i] }\n}\n")
        .With("x.npy", Tensor.Of<float>([1, 2, 3, 4], 4))
        .With("y.npy", Tensor.Of<float>([10, 20, 30, 40], 4))
        .With("short.npy", Tensor.Of<float>([1, 2, 3], 3))
        .With("square.npy", Tensor.Of<float>([1, 2, 3, 4], 2, 2))
        .With("ints.npy", Tensor.Of<int>([1, 2, 3, 4], 4))
        .With("img.pgm", Tensor.Of<byte>([0, 50, 100, 200], 2, 2));
}
