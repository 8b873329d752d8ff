using Weft.IR;

namespace Weft.Backends;

/// <summary>A matrix from the left for the height of a patch, its transpose from the right for the width; a dimension of 1 is not
/// transformed. Every product and sum is rounded to the element type.</summary>
internal sealed class WinogradTransform
{
    private readonly FloatCodec _codec;
    private readonly double[][] _matrix;
    private readonly double _scale;

    /// <param name="scale">By which elements are multiplied, for each dimension that is transformed.</param>
    public WinogradTransform(FloatType type, double[][] matrix, double scale)
    {
        (_codec, _scale) = (FloatCodec.Of(type), scale);
        _matrix = Array.ConvertAll(matrix, row => Array.ConvertAll(row, Rounded));
    }

    /// <summary>The extent of patches in a dimension that is transformed.</summary>
    public int Size => _matrix[0].Length;

    public bool Takes(WinogradPatches patches) => Takes(patches.Height) && Takes(patches.Width);

    public void Run(WinogradPatches patches, OperandArray from, OperandArray to)
    {
        if (Layout.Volume(patches.Outer) == 0) return;
        var at = new long[patches.Outer.Length];
        do
        {
            Write(patches, at, Transformed(Read(patches, at, from)), to);
        }
        while (Layout.Advance(at, patches.Outer));
    }

    private bool Takes(long extent) => extent == 1 || extent == Size;

    private double[,] Read(WinogradPatches patches, long[] at, OperandArray from)
    {
        var patch = new double[patches.Height, patches.Width];
        for (var h = 0; h < patches.Height; h++)
            for (var w = 0; w < patches.Width; w++)
                patch[h, w] = _codec.Decode(from.Load(patches.From(at, h, w)).Bits);
        return patch;
    }

    private void Write(WinogradPatches patches, long[] at, double[,] patch, OperandArray to)
    {
        var factor = (patches.Height > 1 ? _scale : 1) * (patches.Width > 1 ? _scale : 1);
        for (var h = 0; h < patch.GetLength(0); h++)
            for (var w = 0; w < patch.GetLength(1); w++)
                to.Store(patches.To(at, h, w), new(_codec.Encode(patch[h, w] * factor)));
    }

    private double[,] Transformed(double[,] patch)
    {
        var (isHigh, isWide) = (patch.GetLength(0) > 1, patch.GetLength(1) > 1);
        if (isHigh) patch = Multiplied(patch);
        return isWide ? Transposed(Multiplied(Transposed(patch))) : patch;
    }

    private double[,] Multiplied(double[,] right)
    {
        var product = new double[_matrix.Length, right.GetLength(1)];
        for (var i = 0; i < _matrix.Length; i++)
            for (var j = 0; j < right.GetLength(1); j++)
                for (var k = 0; k < right.GetLength(0); k++)
                    product[i, j] = Rounded(product[i, j] + Rounded(_matrix[i][k] * right[k, j]));
        return product;
    }

    private double Rounded(double value) => _codec.Decode(_codec.Encode(value));

    private static double[,] Transposed(double[,] matrix)
    {
        var transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < matrix.GetLength(1); j++)
                transposed[j, i] = matrix[i, j];
        return transposed;
    }
}
