using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes one turn over whole vectors of many turns of parallel affine loops. Like mlir-opt's it takes the elements of a vector
/// for neighbours in memory, and rounds the number of turns up: what is beyond an end must be there, except in reductions.</summary>
/// <param name="VirtualVectorSize">The extents of the vectors, of the outermost loop first: up to three.</param>
/// <param name="TestFastestVarying">For each extent which dimension of memory its loop must go along, counted from the last; -1 for
/// any.</param>
/// <param name="VectorizeReductions">Loops that carry values only to join them become vectors, too.</param>
[Pass("affine-super-vectorize", "Vectorizes affine loops to vectors of any size.")]
public sealed record AffineSuperVectorize(
    Sequence<long> VirtualVectorSize = default, Sequence<long> TestFastestVarying = default, bool VectorizeReductions = false) : IPass
{
    private const int MaxRank = 3;

    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
            if (AreOptionsValid(function, context.Diagnostics) && VirtualVectorSize.Count is > 0 and <= MaxRank) Vectorize(function);
    }

    private bool AreOptionsValid(FuncOp function, DiagnosticBag diagnostics) =>
        !TestFastestVarying.IsEmpty && TestFastestVarying.Count != VirtualVectorSize.Count
            ? diagnostics.Error(function.Location, "Fastest varying pattern specified with different size than the vector size.")
        : VectorizeReductions && VirtualVectorSize.Count != 1
            ? diagnostics.Error(function.Location, "Vectorizing reductions is supported only for 1-D vectors.")
        : VirtualVectorSize.All(size => size > 0)
            || diagnostics.Error(function.Location, "Vectorization factor must be greater than zero.");

    // Of nests that share loops the first that can be a vector becomes one.
    private void Vectorize(FuncOp function)
    {
        var parallel = new Dictionary<AffineForOp, IReadOnlyList<LoopReduction>>();
        foreach (var loop in function.Walk().OfType<AffineForOp>())
            if (loop.ParallelReductions(VectorizeReductions) is { } reductions) parallel.Add(loop, reductions);

        var pattern = new LoopPattern(parallel, VirtualVectorSize.Count, TestFastestVarying);
        var gone = new HashSet<Operation>();
        foreach (var overlapping in LoopMatch.Overlapping(pattern.Matches(function)))
        {
            foreach (var match in overlapping)
            {
                if (gone.Contains(match.Loop)) continue;
                var nest = match.Loop.Walk().ToList();
                if (!NestVectorizer.Run(match.Loop, VectorStrategy.Of(match, VirtualVectorSize, parallel))) continue;
                gone.UnionWith(nest);
                break;
            }
        }
    }
}
