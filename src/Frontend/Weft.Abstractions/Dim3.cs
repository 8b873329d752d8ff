namespace Weft;

/// <summary>
/// The size of a grid (in blocks) or of a block (in threads), or a position in one. A number alone is a size along x:
/// <c>Launch(device, grid: 64, block: 256, ...)</c>, <c>Launch(device, grid: (8, 8), block: (16, 16), ...)</c>.
/// </summary>
/// <param name="X">Along the first dimension, whose neighbours are neighbouring threads.</param>
/// <param name="Y">Along the second dimension.</param>
/// <param name="Z">Along the third dimension.</param>
public readonly record struct Dim3(int X, int Y = 1, int Z = 1)
{
    /// <summary>The number of elements of a size.</summary>
    public long Count => (long)X * Y * Z;

    public static implicit operator Dim3(int x) => new(x);

    public static implicit operator Dim3((int X, int Y) size) => new(size.X, size.Y);

    public static implicit operator Dim3((int X, int Y, int Z) size) => new(size.X, size.Y, size.Z);

    /// <summary>As CUDA writes it: <c>(16, 16, 1)</c>.</summary>
    public override string ToString() => $"({X}, {Y}, {Z})";

    /// <summary>The position of a number in a grid of this size, the first dimension fastest.</summary>
    internal Dim3 At(long number) => new((int)(number % X), (int)(number / X % Y), (int)(number / X / Y));
}
