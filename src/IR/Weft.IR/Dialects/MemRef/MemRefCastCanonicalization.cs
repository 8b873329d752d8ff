using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules that see through casts of memory.</summary>
public static partial class MemRefCastCanonicalization
{
    // cast(x) to its own type -> x
    [Rule]
    private static Value? ToSame(MemRefCastOp op) => op.Source.Type == op.Dest.Type ? op.Source : null;

    // cast(cast(x)) -> cast(x)
    [Rule]
    private static bool Twice(MemRefCastOp op, Rewriter rewriter) => op.Source.Def is MemRefCastOp { Source: { Type: MemRefType from } }
        && op.AreCastCompatible(from, op.Dest.Type) && SkipCast(op, 0, rewriter);

    // memory_space_cast(x) to its own type -> x
    [Rule]
    private static Value? SpaceToSame(MemorySpaceCastOp op) => op.Source.Type == op.Dest.Type ? op.Source : null;

    // memory_space_cast(memory_space_cast(x)) -> memory_space_cast(x)
    [Rule]
    private static bool SpaceTwice(MemorySpaceCastOp op, Rewriter rewriter) =>
        op.Source.Def is MemorySpaceCastOp { Source: var x } && rewriter.SetOperand(op, 0, x);

    // an access through a cast -> an access of what was cast
    [Rule]
    private static bool OfLoad(LoadOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter);

    [Rule]
    private static bool OfStore(StoreOp op, Rewriter rewriter) => SkipCast(op, 1, rewriter);

    [Rule]
    private static bool OfDealloc(DeallocOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter);

    [Rule]
    private static bool OfAtomic(AtomicRmwOp op, Rewriter rewriter) => SkipCast(op, 1, rewriter);

    [Rule]
    private static bool OfPrefetch(PrefetchOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter);

    [Rule]
    private static bool OfDmaStart(DmaStartOp op, Rewriter rewriter) => SkipCasts(op, rewriter);

    [Rule]
    private static bool OfDmaWait(DmaWaitOp op, Rewriter rewriter) => SkipCasts(op, rewriter);

    [Rule]
    private static bool OfCopy(CopyOp op, Rewriter rewriter) => SkipCasts(op, rewriter);

    /// <summary>Whether a cast only forgets extents, strides or the offset, so that who uses its result may use its operand.</summary>
    internal static bool Forgets(MemRefCastOp op)
    {
        if (op.Source.Type is not MemRefType from || op.Dest.Type is not MemRefType to || from.Rank != to.Rank) return false;
        if (from.Strided is not { } a || to.Strided is not { } b) return false;
        return Enumerable.Range(0, from.Rank).All(d => Loses(from.Shape[d], to.Shape[d]) && Loses(a.Strides[d], b.Strides[d]))
            && Loses(a.Offset, b.Offset);
    }

    private static bool Loses(long from, long to) => !Extents.IsOpen(from) || Extents.IsOpen(to);

    private static bool SkipCasts(Operation op, Rewriter rewriter)
    {
        var changed = false;
        for (var i = 0; i < op.OperandSlots.Length; i++) changed |= SkipCast(op, i, rewriter);
        return changed;
    }

    private static bool SkipCast(Operation op, int operand, Rewriter rewriter) =>
        op.Operands[operand].Def is MemRefCastOp { Source: { Type: MemRefType } source } && rewriter.SetOperand(op, operand, source);
}
