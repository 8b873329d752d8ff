using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that begins and ends at the same numbers in all turns of the others of its box.</summary>
internal sealed record BoxLoop(Value Counter, AffineSum First, AffineSum End)
{
    public AffineSum Count => End - First;
}

/// <summary>The turns of a nest as a structured operation counts them, each loop from 0 on: first the loops whose turns make elements of
/// their own, in the order of the output's dimensions, then those whose turns are joined, in their own order.</summary>
internal sealed record TurnBox(Operation Root, ImmutableArray<BoxLoop> Loops, int ParallelCount)
{
    public Sequence<IteratorType> Iterators =>
        Loops.Select((_, d) => d < ParallelCount ? IteratorType.Parallel : IteratorType.Reduction).ToSequence();

    /// <summary>The place of a loop; -1 for what is no counter of the box.</summary>
    public int IndexOf(Value counter) => Loops.IndexOf(Loops.FirstOrDefault(loop => loop.Counter == counter)!);

    /// <summary>Whether a sum is of what is there before the nest, and grows with counters.</summary>
    public bool Has(AffineSum sum) => sum.Terms.All(term => IndexOf(term.Value) >= 0 ? term.Factor > 0 : IsThere(term.Value));

    public bool IsThere(Value value) => ((ILoopLike)Root).IsDefinedOutside(value);

    /// <summary>A sum in the first turn of all loops.</summary>
    public AffineSum First(AffineSum sum) => Loops.Aggregate(sum, (at, loop) => at.With(loop.Counter, loop.First));

    /// <summary>A sum in the last turn of all loops.</summary>
    public AffineSum Last(AffineSum sum) => Loops.Aggregate(sum, (at, loop) => at.With(loop.Counter, loop.End + -1));
}
