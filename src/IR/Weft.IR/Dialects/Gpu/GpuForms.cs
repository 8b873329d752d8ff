namespace Weft.IR;

/// <summary>Parts of text forms that operations of the dialect share.</summary>
internal static class GpuForms
{
    /// <summary>What an <see cref="IAsyncOp"/> waits for, and whether others can wait for it: <c>async [%a]</c>.</summary>
    public const string Async = "custom<AsyncDependencies>(type($asyncToken), $asyncDependencies) ";

    // A matrix of a product and how it is read.
    public const string SparseA = "$spmatA (`{` $modeA^ `}`)? ";
    public const string SparseB = "$spmatB (`{` $modeB^ `}`)? ";
    public const string DenseA = "$dnmatA (`{` $modeA^ `}`)? ";
    public const string DenseB = "$dnmatB (`{` $modeB^ `}`)? ";
}
