using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that counts by 1.</summary>
internal sealed record NestLoop(Value Counter, AffineValueMap Lower, AffineValueMap Upper, bool IsParallel)
{
    /// <summary>The number of turns, where it is known.</summary>
    public long? TripCount => HasPlainBounds && Upper.Minus(Lower).Map.SingleConstant is { } count ? Math.Max(0, count) : null;

    /// <summary>Whether it runs from one sum to another.</summary>
    public bool HasPlainBounds => Lower.Map.Results.Count == 1 && Upper.Map.Results.Count == 1;

    /// <summary>The loops of an operation, outside in; null where one does not count by 1.</summary>
    public static IReadOnlyList<NestLoop>? Of(Operation op) => op switch
    {
        AffineForOp { Step: 1 } loop => [new(loop.InductionVariable, loop.LowerBound, loop.UpperBound, IsParallel: false)],
        AffineParallelOp { Values.Count: 0 } nest when nest.Steps.All(step => step == 1) =>
            [.. nest.InductionVariables.Select((counter, d) => new NestLoop(counter, nest.LowerBound(d), nest.UpperBound(d), true))],
        _ => null,
    };

    /// <summary>Whether a loop counts by 1 from one sum to another, and hands nothing on.</summary>
    public static bool IsPlain(AffineForOp loop) => loop.Inits.Count == 0 && Of(loop) is [{ HasPlainBounds: true }];

    /// <summary>The loop that is all that another one does; null where it does more, or has none.</summary>
    public static AffineForOp? OnlyOneIn(AffineForOp loop) =>
        loop.Body.Ops.SkipLast(1).Where(op => !op.IsTriviallyDead).ToList() is [AffineForOp inner] ? inner : null;

    public static IReadOnlyList<BlockArgument> CountersOf(Operation loop) => ((ILoopLike)loop).LoopVariables;

    public static Block BodyOf(Operation loop) => loop is AffineForOp counted ? counted.Body : ((AffineParallelOp)loop).Body;

    /// <summary>Whether the bounds are the same in all turns of others.</summary>
    public bool IsIndependentOf(IReadOnlyCollection<Value> counters) => !IsMoved(Lower, counters) && !IsMoved(Upper, counters);

    /// <summary>Whether there is any turn.</summary>
    public Value HasTurns(Builder builder)
    {
        var expansion = new AffineExpansion(builder, fewOperations: true);
        var first = expansion.Reduce(Lower, isMax: true, new DiagnosticBag())!;
        var end = expansion.Reduce(Upper, isMax: false, new DiagnosticBag())!;
        return builder.Add(new CmpIOp(CmpIPredicate.Slt, first, end));
    }

    /// <summary>All turns that it has in any turn of another loop, which moves one of its bounds at most.</summary>
    public NestLoop InAnyTurnOf(NestLoop other) =>
        this with { Lower = Extreme(Lower, other, isGreatest: false), Upper = Extreme(Upper, other, isGreatest: true) };

    /// <summary>Whether the other moves no more than one bound, and that in one direction: what the loop has in all turns of the other it
    /// has in one of them, too.</summary>
    public bool IsWidestInATurnOf(NestLoop other) =>
        !(IsMoved(Lower, [other.Counter]) && IsMoved(Upper, [other.Counter])) && MovesOneWay(Lower, other) && MovesOneWay(Upper, other);

    private static bool MovesOneWay(AffineValueMap bound, NestLoop other)
    {
        var strides = bound.StridesOf(other.Counter);
        return !strides.Contains(null) && !(strides.Any(stride => stride > 0) && strides.Any(stride => stride < 0));
    }

    private static bool IsMoved(AffineValueMap bound, IReadOnlyCollection<Value> counters) =>
        bound.Normalized().Operands.Any(counters.Contains);

    // In the last turn of the other where the bound grows with its counter and the greatest is asked for, or neither; else in the first.
    private static AffineValueMap Extreme(AffineValueMap bound, NestLoop other, bool isGreatest)
    {
        var normal = bound.Normalized();
        var strides = normal.StridesOf(other.Counter);
        if (strides.Contains(null) || strides.All(stride => stride == 0)) return bound;
        var isLast = strides.Any(stride => stride > 0) == isGreatest;
        var turn = isLast ? other.Upper.Select(end => end + -1) : other.Lower;
        var both = normal.And(turn);
        var counter = AffineExpr.Dim(normal.Operands.ToList().IndexOf(other.Counter));
        var turns = both.Map.Results.Skip(strides.Length).ToList();
        var extremes = both.Map.Results.Take(strides.Length).SelectMany((result, i) =>
            strides[i] == 0 ? [result] : turns.Select(at => result.Substitute(counter, at)));
        return (both with { Map = both.Map.With(extremes) }).Normalized();
    }
}
