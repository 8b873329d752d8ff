using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of a loop that one block has: from a first one to below the least of some ends.</summary>
internal sealed record LoopSpan(Value Start, AffineValueMap End)
{
    /// <summary>How many pieces of a size there are; the last one may be smaller. The least of the results counts.</summary>
    public AffineValueMap Pieces(long size) => End.With(Start, (end, start) => (end - start).CeilDiv(AffineExpr.Constant(size)));

    /// <summary>Where a piece begins.</summary>
    public Value PieceAt(Builder builder, Value piece, long size) => builder.Add(new AffineApplyOp(new AffineValueMap(
        new AffineMap(2, 0, [AffineExpr.Dim(0) + (AffineExpr.Dim(1) * size)]), [Start, piece])));

    /// <summary>How many turns there are from one on.</summary>
    public Value LeftFrom(Builder builder, Value turn)
    {
        var left = End.With(turn, (end, at) => end - at);
        return builder.Add(left.Map.Results.Count == 1 ? new AffineApplyOp(left) : new AffineMinOp(new(left.Map), left.Operands));
    }
}

/// <summary>Writes loops, with what is in them by a function.</summary>
internal static class LoopWriting
{
    extension(Builder builder)
    {
        public void Loop(AffineValueMap lower, AffineValueMap upper, long step, Action<Value> body)
        {
            var loop = builder.Insert(AffineForOp.WithBody(lower, upper, step));
            builder.Inside(loop.Body, () => body(loop.InductionVariable));
        }

        /// <summary>From 0 on by 1.</summary>
        public void Loop(AffineValueMap count, Action<Value> body) => builder.Loop(AffineValueMap.Constant(0), count, 1, body);

        public void ParallelLoop(AffineValueMap lower, AffineValueMap upper, long step, Action<Value> body)
        {
            var loop = builder.Insert(AffineParallelOp.WithBody(
                lower, upper, [step], [], [], [lower.Map.Results.Count], [upper.Map.Results.Count]));
            builder.Inside(loop.Body, () => body(loop.InductionVariables[0]));
        }

        private void Inside(Block body, Action write)
        {
            var (block, next) = (builder.Block, builder.Before);
            builder.MoveToEnd(body);
            write();
            builder.Insert(new AffineYieldOp([]));
            if (next is null) builder.MoveToEnd(block);
            else builder.MoveBefore(next);
        }
    }
}
