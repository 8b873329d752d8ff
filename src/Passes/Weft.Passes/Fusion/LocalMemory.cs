using Weft.IR;

namespace Weft.Passes;

/// <summary>Memory that only versions of a nest use.</summary>
internal static class LocalMemory
{
    /// <summary><c>alloc; if { } else { }; dealloc</c> -> <c>if { alloc; dealloc } else { alloc; dealloc }</c>: one of them may not need
    /// it.</summary>
    public static void MoveInto(IfOp choice)
    {
        foreach (var alloc in choice.Parent!.Ops.TakeWhile(op => op != choice).OfType<AllocOp>().ToList())
        {
            Value memory = alloc.Results[0];
            var ends = memory.Users.Where(user => !choice.IsAncestorOf(user)).ToList();
            if (!memory.Users.Any(choice.IsAncestorOf) || ends.Exists(end => end is not DeallocOp || end.Parent != choice.Parent)) continue;
            foreach (var block in choice.Regions.SelectMany(region => region.Blocks))
            {
                var copies = new IrMapping();
                var copy = Builder.AtStart(block, alloc.Location).Insert(copies.Clone(alloc));
                foreach (var op in block.Ops.Skip(1)) memory.ReplaceUsesIn(op, copy.Results[0]);
                foreach (var end in ends) Builder.At(block.Last!).Insert(copies.Clone(end));
            }

            foreach (var end in ends) end.Erase();
            alloc.Erase();
        }
    }
}
