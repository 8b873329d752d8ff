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

    // cast(x) to its own type, and cast(cast(x)) back to x's type -> x
    [Rule]
    private static Value? CastBack(MemRefCastOp op) => op.Source.Type == op.Dest.Type ? op.Source
        : op.Source.Def is MemRefCastOp { Source: var x } && x.Type == op.Dest.Type ? x
        : null;

    // an access through a cast -> an access of what was cast
    [Rule]
    private static bool LoadOfCast(LoadOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter);

    [Rule]
    private static bool StoreToCast(StoreOp op, Rewriter rewriter) => SkipCast(op, 1, rewriter);

    [Rule]
    private static bool DeallocOfCast(DeallocOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter);

    [Rule]
    private static bool CopyOfCast(CopyOp op, Rewriter rewriter) => SkipCast(op, 0, rewriter) || SkipCast(op, 1, rewriter);

    private static bool SkipCast(Operation op, int operand, Rewriter rewriter) =>
        op.Operands[operand].Def is MemRefCastOp { Source: { Type: MemRefType } source } && rewriter.SetOperand(op, operand, source);

    private static MemRefCastOp? Cast(AllocationOp op, Func<MemRefType, List<Value>, AllocationOp> make, Rewriter rewriter)
    {
        if (Static(op) is not var (type, sizes)) return null;
        var array = rewriter.InsertBefore(op, make(type, sizes));
        foreach (var attribute in op.Attributes) array.SetAttribute(attribute.Name, attribute.Value);
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
