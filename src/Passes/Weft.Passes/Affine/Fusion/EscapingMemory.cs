using Weft.IR;

namespace Weft.Passes;

/// <summary>Memory that others than affine accesses use.</summary>
internal static class EscapingMemory
{
    /// <summary>Whether memory may be seen outside a block, or by something of which it is not known what it touches.</summary>
    public static bool Escapes(Value memory, Block block)
    {
        if (memory.Def is not { } definition || (definition is IViewLike view && Escapes(view.ViewSource, block))) return true;
        if (definition is not IHasValueEffects known
            || !known.ValueEffects.Where(e => e.On == memory).Select(e => e.Kind).SequenceEqual([MemoryEffects.Allocate])) return true;
        return memory.Users.Any(user =>
        {
            var ancestor = user;
            while (ancestor is not null && ancestor.ParentRegion != block.Parent) ancestor = ancestor.ParentOp;
            return ancestor is null || (ancestor.Parent == block && user is not IAffineMapUser);
        });
    }

    /// <summary>Whether memory that a nest names is used between it and a later operation by other than affine accesses.</summary>
    public static bool IsUsedBetween(Operation nest, Operation end)
    {
        if (nest == end || end.IsBefore(nest)) return false;
        var memories = nest.Walk().SelectMany(op => op.Operands).Where(v => v.Type is MemRefType).ToHashSet();
        return memories.Any(memory => memory.Users.Any(user =>
        {
            if (user is IAffineRead or IAffineWrite) return false;
            var ancestor = user;
            while (ancestor is not null && ancestor.Parent != nest.Parent) ancestor = ancestor.ParentOp;
            return ancestor is not null && nest.IsBefore(ancestor) && ancestor.IsBefore(end);
        }));
    }
}
