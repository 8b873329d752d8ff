using Weft.IR;

namespace Weft.Passes;

/// <summary>Stores past the caches: lines of an array that is much larger than they are need not be read before they are written, and
/// nothing else has to make place.</summary>
internal static class Streams
{
    // What is written fills the second cache so many times: nobody will find it there.
    private const long Caches = 8;

    /// <summary>The array that squares write in whole vectors that are aligned if its rows are; null where there is none, or it is read,
    /// too.</summary>
    public static Value? Of(VectorSquare square)
    {
        if (square.Body.Ops.OfType<AffineStoreOp>().ToList() is not [{ Memref: { Type: MemRefType { Layout: null } } memory } store]
            || square.Body.Ops.OfType<AffineLoadOp>().Any(load => load.Memref == memory)) return null;
        var lanes = square.IsAcross(store) ? square.Rows : square.Columns;
        var place = store.ComposedMap;
        return AffineSum.Of(place)?[^1] is { } last && AffineSum.Of(lanes.Lower) is [{ IsConstant: true, Offset: var start }]
            && last - AffineSum.Of(lanes.Counter) is { IsConstant: true, Offset: var ahead } && (start + ahead) % square.Lanes == 0
            ? memory : null;
    }

    /// <summary>Two versions of what writes an array in vectors of so many bytes, of which one streams.</summary>
    public static void Write(Builder builder, Value memory, int lanes, CpuModel machine, Action<bool> write)
    {
        var type = (MemRefType)memory.Type;
        var size = CpuModel.BytesOf(type.Element);
        var extents = Enumerable.Range(0, type.Rank).Select(d => DimOp.Of(builder, memory, d)).ToList();
        var count = extents.Aggregate((a, b) => builder.AddFolded(new MulIOp(a, b)));
        var isLarge = builder.Add(new CmpIOp(CmpIPredicate.Sge, count, Constant(Caches * machine.L2 / size)));
        var isAligned = IsMultiple(builder.Add(new ExtractAlignedPointerAsIndexOp(memory)), lanes * size);
        var areRows = IsMultiple(extents[^1], lanes);
        builder.If(builder.Add(new AndIOp(isLarge, builder.Add(new AndIOp(isAligned, areRows)))), () =>
        {
            write(true);
            builder.Insert(new StreamFenceOp());
        }, () => write(false));

        Value Constant(long value) => builder.Add(ConstantOp.Index(value));

        Value IsMultiple(Value value, long of) => builder.Add(new CmpIOp(
            CmpIPredicate.Eq, builder.Add(new RemUIOp(value, Constant(of))), Constant(0)));
    }
}
