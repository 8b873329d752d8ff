using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>New memory, which is zero: an element that is read before it is written reads as 0.</summary>
internal static class Allocations
{
    // Larger temporary arrays come from the launch's allocator.
    private const long MaximumStackBytes = 16 * 1024;

    public static void Alloc(FunctionEmitter to, Operation op)
    {
        var allocation = (AllocationOp)op;
        var type = (MemRefType)allocation.Memref.Type;
        RequireDense(op, type);
        var next = 0;
        string Extent(long extent) =>
            extent != ShapedType.Dynamic ? LlvmTypes.Extent(extent) : NonNegative(to, op, to[allocation.DynamicSizes[next++]]);
        var extents = type.Shape.Select(Extent).ToList();
        var bytes = Bytes(to, extents, type.Element);
        var pointer = New(to, op, bytes);
        if (op.Attribute(KernelAttributes.Filled) is null) Clear(to, pointer, bytes);
        to.Bind(allocation.Memref, new MemRefOperand(pointer, extents));
        if (op is AllocOp alloc) to.Line($"store i1 true, ptr {to.AliveFlag(alloc)}");
    }

    public static void Alloca(FunctionEmitter to, Operation op)
    {
        var type = (MemRefType)op.Results[0].Type;
        if (!type.HasStaticShape || type.ElementCount > MaximumStackBytes / Math.Max(1, LlvmTypes.Size(type.Element)))
        {
            Alloc(to, op);
            return;
        }

        RequireDense(op, type);
        var bytes = Math.Max(1, type.ElementCount * LlvmTypes.Size(type.Element));
        var pointer = to.AssignInEntry($"alloca [{bytes} x i8], align 64");
        Clear(to, pointer, bytes.ToString(CultureInfo.InvariantCulture));
        to.Bind(op.Results[0], new MemRefOperand(pointer, [.. type.Shape.Select(LlvmTypes.Extent)]));
    }

    public static void Dealloc(FunctionEmitter to, Operation op)
    {
        // Freeing what the caller gave is the caller's business.
        if (Origin(op.Operands[0]) is not { } alloc) return;
        // LLVM keeps the flag in a register and finds the check idle where the program is right.
        var flag = to.AliveFlag(alloc);
        to.Check(
            to.Assign($"load i1, ptr {flag}"),
            new FaultSite(FaultKind.UseAfterFree, op.Location.Position, KernelAttributes.SubjectOf(op.Operands[0])), "0", "0");
        to.Line($"store i1 false, ptr {flag}");
        var free = MemoryInstructions.Callback(to, ContextOffsets.Free);
        to.Line($"call void {free}(ptr {to.Context}, ptr {to.MemRef(alloc.Memref).Pointer})");
    }

    private static AllocOp? Origin(Value memory) => memory.Def switch
    {
        AllocOp alloc => alloc,
        MemRefCastOp cast => Origin(cast.Source),
        _ => null,
    };

    /// <summary>New memory with as many of the old elements as it has room for; the old is left to the launch's end.</summary>
    public static void Realloc(FunctionEmitter to, Operation op)
    {
        var realloc = (ReallocOp)op;
        var type = (MemRefType)realloc.Result.Type;
        RequireDense(op, type);
        var old = to.MemRef(realloc.Source);
        var extent = realloc.DynamicResultSize is { } size ? NonNegative(to, op, to[size]) : LlvmTypes.Extent(type.Shape[0]);
        var bytes = Bytes(to, [extent], type.Element);
        var pointer = New(to, op, bytes);
        Clear(to, pointer, bytes);
        to.Module.Declare("llvm.umin.i64", "i64 @llvm.umin.i64(i64, i64)");
        var kept = to.Assign($"call i64 @llvm.umin.i64(i64 {old.Extents[0]}, i64 {extent})");
        to.Module.Declare("llvm.memcpy.p0.p0.i64", "void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)");
        to.Line($"call void @llvm.memcpy.p0.p0.i64(ptr {pointer}, ptr {old.Pointer}, i64 {Bytes(to, [kept], type.Element)}, i1 false)");
        to.Bind(realloc.Result, new MemRefOperand(pointer, [extent]));
    }

    /// <summary>How many bytes elements take. Extents are below 2^40; a product that does not fit saturates, and the allocator refuses
    /// it.</summary>
    public static string Bytes(FunctionEmitter to, IReadOnlyList<string> extents, IrType element)
    {
        to.Module.Declare("llvm.umul.with.overflow.i64", "{ i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)");
        var total = LlvmTypes.Size(element).ToString(CultureInfo.InvariantCulture);
        foreach (var extent in extents)
        {
            var product = to.Assign($"call {{ i64, i1 }} @llvm.umul.with.overflow.i64(i64 {total}, i64 {extent})");
            var low = to.Assign($"extractvalue {{ i64, i1 }} {product}, 0");
            var over = to.Assign($"extractvalue {{ i64, i1 }} {product}, 1");
            total = to.Assign($"select i1 {over}, i64 {long.MaxValue}, i64 {low}");
        }

        return total;
    }

    /// <summary>An extent that a program computes must be one.</summary>
    public static string NonNegative(FunctionEmitter to, Operation op, string extent)
    {
        if (extent[0] != '%') return extent;
        var fits = to.Assign($"icmp ult i64 {extent}, {ShapeSymbols.MaximumExtent}");
        to.Check(fits, new FaultSite(FaultKind.OutOfMemory, op.Location.Position, op.Name), extent, "0");
        return extent;
    }

    private static string New(FunctionEmitter to, Operation op, string bytes)
    {
        var pointer = to.Assign($"call ptr {MemoryInstructions.Callback(to, ContextOffsets.Alloc)}(ptr {to.Context}, i64 {bytes}, i64 64)");
        var there = to.Assign($"icmp ne ptr {pointer}, null");
        to.Check(there, new FaultSite(FaultKind.OutOfMemory, op.Location.Position, op.Name), bytes, "0");
        return pointer;
    }

    private static void Clear(FunctionEmitter to, string pointer, string bytes)
    {
        to.Module.Declare("llvm.memset.p0.i64", "void @llvm.memset.p0.i64(ptr, i8, i64, i1)");
        to.Line($"call void @llvm.memset.p0.i64(ptr align 64 {pointer}, i8 0, i64 {bytes}, i1 false)");
    }

    private static void RequireDense(Operation op, MemRefType type)
    {
        if (!type.HasIdentityLayout || LlvmTypes.Memory(type.Element) is null) throw MemoryInstructions.Unsupported(op, type);
    }
}
