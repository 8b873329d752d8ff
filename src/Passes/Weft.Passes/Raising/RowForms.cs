using Weft.IR;

namespace Weft.Passes;

/// <summary>Accesses of which some subscripts are no affine sums, but the same in all turns of loops around them, are accesses to a row
/// that is found before those loops: <c>s[i, e]</c> is <c>row[e]</c>.</summary>
internal sealed class RowForms
{
    // Accesses to one row have one name for it: who looks for dependences goes by names.
    private readonly Dictionary<(Operation Loop, Value Memory, Sequence<Value?> Fixed), Value> _rows = [];

    /// <summary>The row and the place in it; null where the access is none of that kind.</summary>
    public (Value Row, AffineValueMap Place)? Of(Operation op)
    {
        var access = (IMemoryAccess)op;
        var subscripts = access.Indices.Select(index => AffineForms.Of([index]) is null ? index : null).ToSequence();
        if (subscripts.All(index => index is null) || subscripts.All(index => index is not null)) return null;
        if (AffineForms.Of(access.Indices.Where((_, d) => subscripts[d] is null)) is not { } place
            || LoopOf(op, [access.Memref, .. subscripts.OfType<Value>()]) is not { } loop) return null;
        var key = (loop, access.Memref, subscripts);
        if (!_rows.TryGetValue(key, out var row)) _rows.Add(key, row = RowBefore(loop, access.Memref, subscripts));
        return (row, place);
    }

    // The outermost loop around an access that values are known before, where nothing is checked in the innermost: checks keep it as it is.
    private static Operation? LoopOf(Operation op, IReadOnlyList<Value> values)
    {
        var found = default(Operation);
        for (var at = op.ParentOp; at is not null; at = at.ParentOp)
        {
            if (at is not ILoopLike loop) continue;
            if (at is not (AffineForOp or AffineParallelOp) || !values.All(loop.IsDefinedOutside)) break;
            if (found is null && at.Walk().Any(inner => inner is CheckIndexOp)) return null;
            found = at;
        }

        return found;
    }

    private static Value RowBefore(Operation loop, Value memory, Sequence<Value?> subscripts)
    {
        var (builder, type) = (Builder.At(loop), (MemRefType)memory.Type);
        var free = Enumerable.Range(0, type.Rank).Where(d => subscripts[d] is null).ToList();
        var sizes = free.Where(d => type.Shape[d] == ShapedType.Dynamic).Select(d => DimOp.Of(builder, memory, d)).ToList();
        return TensorBuffers.Part(
            builder, memory, free.Select(d => type.Shape[d]).ToSequence(),
            (subscripts.Select(index => index is null ? 0 : ShapedType.Dynamic).ToSequence(), [.. subscripts.OfType<Value>()]),
            (subscripts.Select((index, d) => index is null ? type.Shape[d] : 1).ToSequence(), sizes),
            (subscripts.Select(_ => 1L).ToSequence(), []));
    }
}
