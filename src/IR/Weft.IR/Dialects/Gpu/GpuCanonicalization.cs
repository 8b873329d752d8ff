using System.Linq;

namespace Weft.IR;

/// <summary>Rules on launches, on what their threads do together, and on memory of the device.</summary>
public static partial class GpuCanonicalization
{
    // barrier; barrier -> barrier
    [Rule]
    private static bool DoubleBarrier(BarrierOp op, Rewriter rewriter)
    {
        if (op.Next is not BarrierOp) return false;
        rewriter.Erase(op);
        return true;
    }

    // the number of a block or thread in a dimension of extent 1 -> 0
    [Rule]
    private static bool SingleProcessor(LaunchOp op, Rewriter rewriter)
    {
        var ids = op.BlockIds.All.Concat(op.ThreadIds.All);
        var sizes = op.GridSizes.All.Concat(op.BlockSizes.All);
        var known = ids.Zip(sizes, (id, size) => (id, size)).Where(p => ConstantOp.IntegerOf(p.size) == 1 && p.id.HasUses).ToList();
        if (known.Count == 0) return false;
        var zero = rewriter.Constant(op.Body.Entry.First!, ConstantOp.Index(0));
        foreach (var (id, _) in known) rewriter.ReplaceAllUses(id, zero);
        return true;
    }

    // dim of alloc -> the extent that was asked for
    [Rule]
    private static Value? DimOfAlloc(DimOp op) =>
        op.Source.Def is GpuAllocOp { Memref.Type: MemRefType type } alloc && op.ConstantIndex is { } index && index < type.Rank
            && type.Shape[index] == ShapedType.Dynamic
            ? alloc.DynamicSizes[type.Shape.Take(index).Count(extent => extent == ShapedType.Dynamic)]
            : null;

    // a copy to memory that is only freed -> nothing
    [Rule]
    private static bool CopyToNowhere(MemcpyOp op, Rewriter rewriter)
    {
        if (!HasOnly(op.Dst.Def, MemoryEffects.Allocate, op.Dst)) return false;
        if (!op.Dst.Users.All(user => user == op || HasOnly(user, MemoryEffects.Free, op.Dst))) return false;
        return op.AsyncDependencies.Count == op.ResultList.Count && rewriter.Replace(op, op.AsyncDependencies.ToArray());
    }

    // wait [wait async [], x] -> wait [x]
    [Rule]
    private static bool WaitForNothing(WaitOp op, Rewriter rewriter)
    {
        var needed = op.AsyncDependencies.Where(token => token.Def is not WaitOp { AsyncDependencies.Count: 0 }).ToArray();
        if (needed.Length == op.AsyncDependencies.Count) return false;
        op.SetOperands(needed);
        rewriter.Note(op);
        return true;
    }

    // wait [] and %unused = wait async [...] -> nothing; wait async [x] -> x
    [Rule]
    private static bool TrivialWait(WaitOp op, Rewriter rewriter)
    {
        if (op.AsyncToken is { } token && op.AsyncDependencies.Count == 1) return rewriter.Replace(op, op.AsyncDependencies[0]);
        if (op.AsyncToken is null ? op.AsyncDependencies.Count > 0 : op.AsyncToken.HasUses) return false;
        rewriter.Erase(op);
        return true;
    }

    // Whether an operation does one thing to the memory of a value, and nothing else to any.
    private static bool HasOnly(Operation? op, MemoryEffects effect, Value memory) =>
        op is IHasValueEffects { ValueEffects: { Count: 1 } effects }
        && effects[0] == new MemoryEffect(effect, memory);
}
