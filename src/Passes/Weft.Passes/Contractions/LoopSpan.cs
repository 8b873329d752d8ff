using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of a loop that one block has: from a first one to below the least of some ends.</summary>
internal sealed record LoopSpan(Value Start, AffineValueMap End)
{
    /// <summary>How many pieces of a size there are; the last one may be smaller. The least of the results counts.</summary>
    public AffineValueMap Pieces(long size) => End.With(Start, (end, start) => (end - start).CeilDiv(AffineExpr.Constant(size)));

    /// <summary>How many pieces of a size there are that are whole.</summary>
    public AffineValueMap WholePieces(long size) => End.With(Start, (end, start) => (end - start).FloorDiv(AffineExpr.Constant(size)));

    /// <summary>Where the last piece of a size ends that is whole.</summary>
    public AffineValueMap WholeEnd(long size) =>
        End.With(Start, (end, start) => start + ((end - start).FloorDiv(AffineExpr.Constant(size)) * size));

    /// <summary>Where a piece begins.</summary>
    public Value PieceAt(Builder builder, Value piece, long size) => builder.Add(new AffineApplyOp(new AffineValueMap(
        new AffineMap(2, 0, [AffineExpr.Dim(0) + (AffineExpr.Dim(1) * size)]), [Start, piece])));

    /// <summary>The turns of a piece.</summary>
    public LoopSpan PieceOf(Builder builder, Value piece, long size)
    {
        var start = PieceAt(builder, piece, size);
        return new(start, End.And(AffineValueMap.Of(start).Select(first => first + size)));
    }

    /// <summary>How many turns there are from one on.</summary>
    public Value LeftFrom(Builder builder, Value turn) => Least(builder, End.With(turn, (end, at) => end - at));

    /// <summary>How many pieces of a size there are, as a number.</summary>
    public Value CountOf(Builder builder, long size) => Least(builder, Pieces(size));

    private static Value Least(Builder builder, AffineValueMap of) =>
        builder.Add(of.Map.Results.Count == 1 ? new AffineApplyOp(of) : new AffineMinOp(new(of.Map), of.Operands));
}
