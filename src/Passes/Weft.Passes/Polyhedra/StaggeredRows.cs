using Weft.IR;

namespace Weft.Passes;

/// <summary>Rows turn by turn: what one waits for leaves time for the others.</summary>
internal sealed record StaggeredRows(AffineForOp Outer, AffineForOp Inner, long Lag) : WaitingRows(Outer, Inner, Rows: 4, Lag)
{
    // What a row needs of the one above comes from memory: by then, it is there.
    private const long LeastLag = 2;

    private const long MostLag = 4;

    /// <summary>Two loops as such; null where rows need more of each other.</summary>
    public static StaggeredRows? Of(AffineForOp outer, AffineForOp inner)
    {
        if (LoopTree.Of(outer) is not { } tree || TreeDependences.Of(tree) is not { } dependences) return null;
        for (var lag = LeastLag; lag <= MostLag; lag++)
        {
            // When a turn comes, counted in columns.
            var turn = (AffineSum.Of(outer.InductionVariable) * lag) + AffineSum.Of(inner.InductionVariable);
            if (dependences.All(dependence => dependence.LeastStep(turn, turn) >= 0)) return new(outer, inner, lag);
        }

        return null;
    }

    public override string Describe() =>
        $"{Rows} rows at once, each {Lag} columns behind the one above: their turns wait for each other";

    protected override AffineValueMap WriteTurns(Builder builder, Value first, AffineValueMap end)
    {
        builder.Loop(Inner.LowerBound, end, 1, turn =>
        {
            for (var row = 0; row < Rows; row++) WriteTurn(builder, builder.Ahead(first, row), builder.Ahead(turn, Ahead(row)));
        });
        return end;
    }
}
