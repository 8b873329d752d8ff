using Weft.IR;

namespace Weft.Passes;

/// <summary>Which loops of a nest become which dimensions of its vectors.</summary>
/// <param name="Sizes">The extents of the vectors.</param>
/// <param name="Dimensions">For each loop its dimension; loops that are not here stay scalar.</param>
/// <param name="Reductions">For each loop the values that it joins.</param>
internal sealed record VectorStrategy(
    Sequence<long> Sizes, IReadOnlyDictionary<AffineForOp, int> Dimensions,
    IReadOnlyDictionary<AffineForOp, IReadOnlyList<LoopReduction>> Reductions)
{
    /// <summary>One dimension per level of a match.</summary>
    public static VectorStrategy Of(
        LoopMatch match, Sequence<long> sizes, IReadOnlyDictionary<AffineForOp, IReadOnlyList<LoopReduction>> reductions)
    {
        var dimensions = new Dictionary<AffineForOp, int>();
        Assign(match, 0);
        return new(sizes, dimensions, reductions);

        void Assign(LoopMatch at, int dimension)
        {
            foreach (var inner in at.Inner) Assign(inner, dimension + 1);
            dimensions[at.Loop] = dimension;
        }
    }

    public VectorType TypeOf(IrType element) => new(Sizes, element);

    /// <summary>Whether a value is the same for all elements of a vector: it comes from outside of the loops that become dimensions, or
    /// counts a loop that stays scalar.</summary>
    public bool IsUniform(Value value) => value.Type.IsVectorElement
        && (value.CountingLoop is { } counted && !Dimensions.ContainsKey(counted)
            || Dimensions.Keys.All(loop => loop.IsDefinedOutside(value)));
}
