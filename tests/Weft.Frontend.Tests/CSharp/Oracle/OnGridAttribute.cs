namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>A launch of a kernel in a test: its grid, its blocks, and the extent of its arrays.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnGridAttribute(int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int extent) : Attribute
{
    public OnGridAttribute(int grid, int block, int extent) : this(grid, 1, 1, block, 1, 1, extent) { }

    public Dim3 Grid { get; } = new(gridX, gridY, gridZ);

    public Dim3 Block { get; } = new(blockX, blockY, blockZ);

    public int Extent { get; } = extent;
}
