using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Gives what branches hand on a buffer that is there before the branch, where at least one of them makes an array for it: the block around
/// knows when it is not needed any more. A branch that hands on another array of the same extents copies that.
/// </summary>
internal static class BranchBuffers
{
    public static void Hoist(FuncOp function)
    {
        // What an inner branch hands on is then made by the outer one.
        foreach (var op in function.WalkPostOrder().ToList())
            if (op is IfOp or IndexSwitchOp)
                foreach (var result in op.ResultList.ToList()) Hoist(op, result.Index);
    }

    private static void Hoist(Operation branch, int index)
    {
        if (branch.Results[index].Type is not MemRefType { HasIdentityLayout: true, Rank: > 0 } type) return;
        Operation[] ends = [.. branch.Regions.Select(region => region.Entry.Last!)];
        if (!Array.Exists(ends, end => IsMade(end, index))) return;
        var extents = Extents(ends[0].Operands[index]);
        if (!Array.TrueForAll(ends, end => Extents(end.Operands[index]).SequenceEqual(extents))
            || Array.Exists(extents, extent => IsIn(branch, extent.Value))) return;

        var builder = Builder.At(branch);
        List<Value> open = [.. extents.Where((_, d) => type.Shape[d] == ShapedType.Dynamic).Select(extent => extent.Emit(builder))];
        var buffer = Buffers.New(builder, type, open);
        foreach (var end in ends)
        {
            var way = end.Operands[index];
            if (IsMade(end, index))
            {
                way.ReplaceAllUsesWith(buffer);
                way.Def!.Erase();
                continue;
            }

            Builder.At(end).Insert(new CopyOp(way, buffer));
            end.SetOperand(index, buffer);
        }

        branch.Results[index].ReplaceAllUsesWith(buffer);
    }

    private static bool IsMade(Operation end, int index) => end.Operands[index].Def is AllocOp alloc && alloc.Parent == end.Parent;

    private static bool IsIn(Operation op, Value? value) => op.Regions.Any(region => region.Encloses(value?.ParentBlock?.Parent));

    private static BufferExtent[] Extents(Value memory) =>
        [.. Enumerable.Range(0, ((MemRefType)memory.Type).Rank).Select(d => BufferExtent.Of(memory, d, static _ => null))];
}
