using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>The transforms together are a convolution, which a plain loop computes as well.</summary>
public sealed class WinogradTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(2, 5)]
    public void Transforms_make_a_convolution_in_the_plane(int m, int r)
    {
        var (tile, size) = (m + r - 1, (2 * m) + r - 1);
        var text = $$"""
            func.func @main(
                %image: tensor<1x{{size}}x{{size}}x1xf64>, %filter: tensor<1x{{r}}x{{r}}x1xf64>) -> tensor<1x{{2 * m}}x{{2 * m}}x1xf64> {
              %f0 = tensor.empty() : tensor<{{tile}}x{{tile}}x1x1xf64>
              %f = linalg.winograd_filter_transform m({{m}}) r({{r}}) ins(%filter : tensor<1x{{r}}x{{r}}x1xf64>)
                  outs(%f0 : tensor<{{tile}}x{{tile}}x1x1xf64>) -> tensor<{{tile}}x{{tile}}x1x1xf64>
              %i0 = tensor.empty() : tensor<{{tile}}x{{tile}}x2x2x1x1xf64>
              %i = linalg.winograd_input_transform m({{m}}) r({{r}}) ins(%image : tensor<1x{{size}}x{{size}}x1xf64>)
                  outs(%i0 : tensor<{{tile}}x{{tile}}x2x2x1x1xf64>) -> tensor<{{tile}}x{{tile}}x2x2x1x1xf64>
              %p = linalg.generic {
                  indexing_maps = [affine_map<(a, b, c, d) -> (a, b, 0, 0)>, affine_map<(a, b, c, d) -> (a, b, c, d, 0, 0)>,
                                   affine_map<(a, b, c, d) -> (a, b, c, d, 0, 0)>],
                  iterator_types = ["parallel", "parallel", "parallel", "parallel"]
                } ins(%f, %i : tensor<{{tile}}x{{tile}}x1x1xf64>, tensor<{{tile}}x{{tile}}x2x2x1x1xf64>)
                  outs(%i0 : tensor<{{tile}}x{{tile}}x2x2x1x1xf64>) {
              ^bb0(%x: f64, %y: f64, %z: f64):
                %xy = arith.mulf %x, %y : f64
                linalg.yield %xy : f64
              } -> tensor<{{tile}}x{{tile}}x2x2x1x1xf64>
              %o0 = tensor.empty() : tensor<1x{{2 * m}}x{{2 * m}}x1xf64>
              %o = linalg.winograd_output_transform m({{m}}) r({{r}}) ins(%p : tensor<{{tile}}x{{tile}}x2x2x1x1xf64>)
                  outs(%o0 : tensor<1x{{2 * m}}x{{2 * m}}x1xf64>) -> tensor<1x{{2 * m}}x{{2 * m}}x1xf64>
              return %o : tensor<1x{{2 * m}}x{{2 * m}}x1xf64>
            }
            """;
        var random = new Random(m + r);
        var (image, filter) = (Numbers(random, size, size), Numbers(random, r, r));
        var result = Run1(text, Tensor(image), Tensor(filter)).AsElements;
        for (var y = 0; y < 2 * m; y++)
            for (var x = 0; x < 2 * m; x++)
                Assert.Equal(Convolution(image, filter, y, x), result[(y * 2 * m) + x].AsDouble, tolerance: 1e-12);
    }

    // A dimension of 1 is not transformed, and keeps its place.
    [Fact]
    public void Transforms_make_a_convolution_along_a_line()
    {
        const string text = """
            func.func @main(%image: tensor<1x6x1x1xf64>, %filter: tensor<1x3x1x1xf64>) -> tensor<1x4x1x1xf64> {
              %f0 = tensor.empty() : tensor<6x1x1x1xf64>
              %f = linalg.winograd_filter_transform m(4) r(3) ins(%filter : tensor<1x3x1x1xf64>) outs(%f0 : tensor<6x1x1x1xf64>)
                  -> tensor<6x1x1x1xf64>
              %i0 = tensor.empty() : tensor<6x1x1x1x1x1xf64>
              %i = linalg.winograd_input_transform m(4) r(3) ins(%image : tensor<1x6x1x1xf64>) outs(%i0 : tensor<6x1x1x1x1x1xf64>)
                  -> tensor<6x1x1x1x1x1xf64>
              %c = tensor.collapse_shape %i [[0], [1], [2], [3, 4, 5]] : tensor<6x1x1x1x1x1xf64> into tensor<6x1x1x1xf64>
              %p = arith.mulf %f, %c : tensor<6x1x1x1xf64>
              %e = tensor.expand_shape %p [[0], [1], [2], [3, 4, 5]] output_shape [6, 1, 1, 1, 1, 1]
                  : tensor<6x1x1x1xf64> into tensor<6x1x1x1x1x1xf64>
              %o0 = tensor.empty() : tensor<1x4x1x1xf64>
              %o = linalg.winograd_output_transform m(4) r(3) ins(%e : tensor<6x1x1x1x1x1xf64>) outs(%o0 : tensor<1x4x1x1xf64>)
                  -> tensor<1x4x1x1xf64>
              return %o : tensor<1x4x1x1xf64>
            }
            """;
        var random = new Random(1);
        var (image, filter) = (Numbers(random, 6, 1), Numbers(random, 3, 1));
        var result = Run1(text, Tensor(image), Tensor(filter)).AsElements;
        for (var y = 0; y < 4; y++) Assert.Equal(Convolution(image, filter, y, 0), result[y].AsDouble, tolerance: 1e-12);
    }

    private static double[,] Numbers(Random random, int height, int width)
    {
        var numbers = new double[height, width];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                numbers[y, x] = random.NextDouble() - 0.5;
        return numbers;
    }

    private static RuntimeValue Tensor(double[,] numbers) => RuntimeValue.Of(Elements.Of(
        [1, numbers.GetLength(0), numbers.GetLength(1), 1], [.. numbers.Cast<double>().Select(RuntimeValue.Double)]));

    private static double Convolution(double[,] image, double[,] filter, int top, int left)
    {
        var sum = 0.0;
        for (var y = 0; y < filter.GetLength(0); y++)
            for (var x = 0; x < filter.GetLength(1); x++)
                sum += image[top + y, left + x] * filter[y, x];
        return sum;
    }
}
