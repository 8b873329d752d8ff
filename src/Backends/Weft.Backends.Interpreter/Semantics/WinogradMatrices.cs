namespace Weft.Backends;

/// <summary>
/// The matrices of Winograd's convolution with <c>m</c> results for a filter of <c>r</c>: with tiles of <c>m + r - 1</c>,
/// <c>scale * A ((G g) . (B d))</c> is the convolution of <c>d</c> by <c>g</c>. A convolution in the plane applies them from both sides.
/// </summary>
/// <param name="G">Transforms filters.</param>
/// <param name="B">Transforms inputs.</param>
/// <param name="A">Transforms back.</param>
/// <param name="Scale">By which results are multiplied, for each dimension.</param>
internal sealed record WinogradMatrices(double[][] G, double[][] B, double[][] A, double Scale)
{
    /// <summary>Null for sizes for which no matrices are agreed on.</summary>
    public static WinogradMatrices? Of(long m, long r) => (m, r) switch
    {
        (2, 3) => new(
            [[-1, 0, 0], [1 / 2d, -1 / 2d, 1 / 2d], [1 / 2d, 1 / 2d, 1 / 2d], [0, 0, 1]],
            [[-1, 0, 1, 0], [0, -1, 1, 0], [0, 1, 1, 0], [0, -1, 0, 1]],
            [[1, 1, 1, 0], [0, -1, 1, 1]],
            1),
        (4, 3) => new(
            [
                [1, 0, 0], [-1 / 3d, 1 / 3d, -1 / 3d], [-1 / 3d, -1 / 3d, -1 / 3d], [1 / 12d, -1 / 6d, 1 / 3d], [1 / 12d, 1 / 6d, 1 / 3d],
                [0, 0, 1],
            ],
            [
                [1 / 4d, 0, -5 / 16d, 0, 1 / 16d, 0], [0, 1 / 4d, -1 / 4d, -1 / 16d, 1 / 16d, 0],
                [0, -1 / 4d, -1 / 4d, 1 / 16d, 1 / 16d, 0], [0, 1 / 4d, -1 / 8d, -1 / 4d, 1 / 8d, 0],
                [0, -1 / 4d, -1 / 8d, 1 / 4d, 1 / 8d, 0], [0, 1 / 4d, 0, -5 / 16d, 0, 1 / 16d],
            ],
            [
                [1 / 8d, 1 / 4d, 1 / 4d, 1 / 8d, 1 / 8d, 0], [0, -1 / 4d, 1 / 4d, -1 / 4d, 1 / 4d, 0],
                [0, 1 / 4d, 1 / 4d, 1 / 2d, 1 / 2d, 0], [0, -1 / 4d, 1 / 4d, -1, 1, 1 / 2d],
            ],
            32),
        (2, 5) => new(
            [
                [1, 0, 0, 0, 0], [1 / 6d, -1 / 6d, 1 / 6d, -1 / 6d, 1 / 6d], [-1 / 6d, -1 / 6d, -1 / 6d, -1 / 6d, -1 / 6d],
                [-4 / 15d, 2 / 15d, -1 / 15d, 1 / 30d, -1 / 60d], [1 / 60d, 1 / 30d, 1 / 15d, 2 / 15d, 4 / 15d], [0, 0, 0, 0, 1],
            ],
            [
                [1 / 8d, 3 / 16d, -1 / 4d, -3 / 16d, 1 / 8d, 0], [0, 1 / 8d, 1 / 16d, -5 / 16d, 1 / 8d, 0],
                [0, -1 / 8d, -5 / 16d, -1 / 16d, 1 / 8d, 0], [0, 1 / 4d, -1 / 8d, -1 / 4d, 1 / 8d, 0],
                [0, -1 / 8d, -1 / 4d, 1 / 8d, 1 / 4d, 0], [0, 1 / 8d, 3 / 16d, -1 / 4d, -3 / 16d, 1 / 8d],
            ],
            [[1 / 2d, 1, 1, 2, 1, 0], [0, -1, 1, -1, 2, 1 / 2d]],
            16),
        _ => null,
    };
}
