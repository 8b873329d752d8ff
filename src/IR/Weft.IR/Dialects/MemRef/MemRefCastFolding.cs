namespace Weft.IR;

/// <summary>What operations that take memory under any type do about casts of it.</summary>
internal static class MemRefCastFolding
{
    /// <summary>op(cast(x)) -> op(x), for all operands.</summary>
    public static FoldResult SkipCasts(Operation op)
    {
        var changed = false;
        foreach (var slot in op.OperandSlots)
        {
            if (slot.Value.Def is not MemRefCastOp { Source: { Type: MemRefType } source }) continue;
            slot.Value = source;
            changed = true;
        }

        return changed ? FoldResult.InPlace : default;
    }
}
