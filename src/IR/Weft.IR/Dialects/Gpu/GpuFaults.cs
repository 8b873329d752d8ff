namespace Weft.IR;

/// <summary>What a launch must hold to, in the words of the fault that says that it did not. The same on every target.</summary>
public static class GpuFaults
{
    /// <summary>Threads of a block, at most: what GPUs have.</summary>
    public const int MaximumThreads = 1024;

    /// <summary>Blocks of a grid along its first dimension, at most.</summary>
    public const int MaximumBlocksX = int.MaxValue;

    /// <summary>Blocks of a grid along its second and third dimension, at most.</summary>
    public const int MaximumBlocksYZ = 65_535;

    /// <summary>The sizes of a launch are none.</summary>
    public const string Sizes = "a grid has 1 to 2147483647 blocks along x and 1 to 65535 along y and z; a block has 1 to 1024 threads";

    /// <summary>Threads wait for others that will not come.</summary>
    public const string Divergence = "threads wait here for others that have gone another way; all that have not ended must come here";
}
