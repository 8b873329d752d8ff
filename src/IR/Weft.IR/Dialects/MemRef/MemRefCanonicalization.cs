using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on memory.</summary>
public static partial class MemRefCanonicalization
{
    // an array that is only written and freed -> nothing
    [Rule]
    private static bool Unread(AllocOp op, Rewriter rewriter) => EraseUnread(op, op.Memref, rewriter);

    [Rule]
    private static bool UnreadLocal(AllocaOp op, Rewriter rewriter) => EraseUnread(op, op.Memref, rewriter);

    [Rule]
    private static bool UnreadAgain(ReallocOp op, Rewriter rewriter) => EraseUnread(op, op.Result, rewriter);

    // alloc(c) : memref<?x> -> cast(alloc : memref<cx>)
    [Rule]
    private static Operation? KnownExtent(AllocOp op, Rewriter rewriter) =>
        Cast(op, (type, sizes) => new AllocOp(sizes, op.SymbolOperands.ToArray(), type, op.Alignment), rewriter);

    [Rule]
    private static Operation? KnownLocalExtent(AllocaOp op, Rewriter rewriter) =>
        Cast(op, (type, sizes) => new AllocaOp(sizes, op.SymbolOperands.ToArray(), type, op.Alignment), rewriter);

    // copy(x, x) -> nothing
    [Rule]
    private static bool CopyToSelf(CopyOp op, Rewriter rewriter)
    {
        if (op.Source != op.Target) return false;
        rewriter.Erase(op);
        return true;
    }

    // copy(cast(x), cast(y)) -> copy(x, y); the fold skips only casts that forget
    [Rule]
    private static bool CopyOfCasts(CopyOp op, Rewriter rewriter)
    {
        if (MemRefCastFolding.SkipCasts(op).IsNone) return false;
        rewriter.Note(op);
        return true;
    }

    // copy of an empty array -> nothing
    [Rule]
    private static bool EmptyCopy(CopyOp op, Rewriter rewriter)
    {
        if (!((ShapedType)op.Source.Type).Shape.Contains(0) && !((ShapedType)op.Target.Type).Shape.Contains(0)) return false;
        rewriter.Erase(op);
        return true;
    }

    // alloca_scope { a; return x } without memory of its own -> a, x
    [Rule]
    private static bool NoAllocation(AllocaScopeOp op, Rewriter rewriter)
    {
        var isLast = op.Next is not null && op.Next == op.Parent!.Last && op.ParentRegion!.Blocks.Count == 1;
        var extends = op.ParentOp!.Info.Has(OpTraits.AutomaticAllocationScope) && isLast;
        return (extends || !MayAllocate(op)) && ScfBodies.Inline(op, op.BodyRegion.Entry, [], rewriter);
    }

    // Whether something inside, but not inside another scope, may make memory that ends with the scope.
    private static bool MayAllocate(Operation scope)
    {
        foreach (var region in scope.Regions)
            foreach (var op in region.Ops)
            {
                var isScope = op.Info.Has(OpTraits.AutomaticAllocationScope);
                if (op is AllocaOp || (op is not IHasMemoryEffects && !op.Info.Has(OpTraits.NoMemoryEffect)
                    && !op.Info.Has(OpTraits.RecursiveMemoryEffects)))
                    return true;
                if (!isScope && MayAllocate(op)) return true;
            }

        return false;
    }

    private static MemRefCastOp? Cast(AllocationOp op, Func<MemRefType, List<Value>, AllocationOp> make, Rewriter rewriter)
    {
        if (Static(op) is not var (type, sizes)) return null;
        var array = rewriter.InsertBefore(op, KernelAttributes.KeepHints(op, make(type, sizes)));
        return new MemRefCastOp(array.Memref, op.Memref.Type);
    }

    // The type with the extents that are constants, and the extents that remain; null when none is.
    private static (MemRefType Type, List<Value> Sizes)? Static(AllocationOp op)
    {
        var type = (MemRefType)op.Memref.Type;
        var (shape, sizes, next) = (type.Shape.ToArray(), new List<Value>(), 0);
        for (var d = 0; d < shape.Length; d++)
        {
            if (shape[d] != ShapedType.Dynamic) continue;
            var size = op.DynamicSizes[next++];
            if (ConstantOp.ValueOf(size) is IntegerAttr { Int64: >= 0 and var extent }) shape[d] = extent;
            else sizes.Add(size);
        }

        return sizes.Count == next ? null : (type with { Extents = shape.ToSequence() }, sizes);
    }

    private static bool EraseUnread(Operation op, Value array, Rewriter rewriter)
    {
        var users = array.Users.ToList();
        if (!users.All(u => u is DeallocOp || (u is StoreOp store && store.Value != array))) return false;
        foreach (var user in users) rewriter.Erase(user);
        rewriter.Erase(op);
        return true;
    }
}
