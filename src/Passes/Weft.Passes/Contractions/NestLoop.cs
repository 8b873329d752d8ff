using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that counts by 1 between bounds that no other loop of its nest moves.</summary>
internal sealed record NestLoop(Value Counter, AffineValueMap Lower, AffineValueMap Upper, bool IsParallel)
{
    /// <summary>The number of turns, where it is known.</summary>
    public long? TripCount => Lower.Map.SingleConstant is { } first && Upper.Map.SingleConstant is { } end ? Math.Max(0, end - first) : null;

    /// <summary>The loops of an operation, outside in; null where one does not count by 1.</summary>
    public static IReadOnlyList<NestLoop>? Of(Operation op) => op switch
    {
        AffineForOp { Step: 1 } loop => [new(loop.InductionVariable, loop.LowerBound, loop.UpperBound, IsParallel: false)],
        AffineParallelOp { Values.Count: 0 } nest when nest.Steps.All(step => step == 1) =>
            [.. nest.InductionVariables.Select((counter, d) => new NestLoop(counter, nest.LowerBound(d), nest.UpperBound(d), true))],
        _ => null,
    };

    public static IReadOnlyList<BlockArgument> CountersOf(Operation loop) => ((ILoopLike)loop).LoopVariables;

    public static Block BodyOf(Operation loop) => loop is AffineForOp counted ? counted.Body : ((AffineParallelOp)loop).Body;

    /// <summary>Whether the bounds are the same in all turns of the others.</summary>
    public bool IsIndependentOf(IReadOnlyCollection<Value> counters) =>
        !Lower.Normalized().Operands.Concat(Upper.Normalized().Operands).Any(counters.Contains);
}
