namespace Weft.IR;

/// <summary>What operations that take memory under any type do about casts of it.</summary>
internal static class MemRefCastFolding
{
    /// <summary>op(cast(x)) -> op(x), for all operands but one.</summary>
    /// <param name="learning">Also of casts whose result says more than their operand.</param>
    public static FoldResult SkipCasts(Operation op, Value? but = null, bool learning = true)
    {
        var changed = false;
        foreach (var slot in op.OperandSlots)
        {
            if (slot.Value == but || slot.Value.Def is not MemRefCastOp { Source.Type: MemRefType } cast) continue;
            if (!learning && !cast.Forgets) continue;
            slot.Value = cast.Source;
            changed = true;
        }

        return changed ? FoldResult.InPlace : default;
    }
}
