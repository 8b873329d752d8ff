using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Where the elements of an n-dimensional vector lie in the flat one: row by row.</summary>
internal sealed class Lanes(IReadOnlyList<long> shape)
{
    public static Lanes Of(IrType type) => new(type is VectorType vector ? [.. vector.Shape] : []);

    public int Count { get; } = (int)shape.Aggregate(1L, (product, extent) => product * extent);

    public IReadOnlyList<long> Shape => shape;

    public int Rank => shape.Count;

    /// <summary>How far apart neighbours along a dimension lie.</summary>
    public long Stride(int dimension) => shape.Skip(dimension + 1).Aggregate(1L, (product, extent) => product * extent);

    /// <summary>The position of each lane, in order.</summary>
    public IEnumerable<long[]> Positions
    {
        get
        {
            var position = new long[shape.Count];
            for (var lane = 0; lane < Count; lane++)
            {
                yield return [.. position];
                for (var d = shape.Count - 1; d >= 0 && ++position[d] == shape[d]; d--) position[d] = 0;
            }
        }
    }

    public int this[IReadOnlyList<long> position]
    {
        get
        {
            var lane = 0L;
            for (var d = 0; d < shape.Count; d++) lane = (lane * shape[d]) + position[d];
            return (int)lane;
        }
    }

    /// <summary>For each position of another shape the lane that a function takes it to.</summary>
    public int[] From(Lanes other, Func<long[], IReadOnlyList<long>> source) => [.. other.Positions.Select(p => this[source(p)])];
}
