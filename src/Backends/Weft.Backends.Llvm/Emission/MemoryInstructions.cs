using System.Globalization;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Memory: dense row-major memrefs as an address and extents.</summary>
internal static class MemoryInstructions
{
    // Larger temporary arrays come from the launch's allocator.
    private const long MaximumStackBytes = 16 * 1024;

    public static void Load(FunctionEmitter to, Operation op)
    {
        var load = (LoadOp)op;
        var element = ElementOf(load.Memref, op);
        var address = Address(to, load.Memref, load.Indices, element);
        var value = to.Assign($"load {element}, ptr {address}{Alignment(load.Result.Type)}{Hint(load.Nontemporal)}");
        to.Bind(load.Result, load.Result.Type is IntegerType { Width: 1 } ? to.Assign($"icmp ne i8 {value}, 0") : value);
    }

    public static void Store(FunctionEmitter to, Operation op)
    {
        var store = (StoreOp)op;
        var element = ElementOf(store.Memref, op);
        var address = Address(to, store.Memref, store.Indices, element);
        var value = to[store.Value];
        if (store.Value.Type is IntegerType { Width: 1 }) value = to.Assign($"zext i1 {value} to i8");
        to.Line($"store {element} {value}, ptr {address}{Alignment(store.Value.Type)}{Hint(store.Nontemporal)}");
    }

    public static void Dim(FunctionEmitter to, Operation op)
    {
        var dim = (DimOp)op;
        var extents = to.MemRef(dim.Source).Extents;
        if (dim.ConstantIndex is { } index && index >= 0 && index < extents.Count)
        {
            to.Bind(dim.Result, extents[index]);
            return;
        }

        // A dimension that does not exist has extent 0: nothing is in its range.
        var value = "0";
        for (var i = 0; i < extents.Count; i++)
        {
            var here = to.Assign($"icmp eq i64 {to[dim.Index]}, {i}");
            value = to.Assign($"select i1 {here}, i64 {extents[i]}, i64 {value}");
        }

        to.Bind(dim.Result, value);
    }

    public static void Alloc(FunctionEmitter to, Operation op) => Allocate(to, (AllocationOp)op);

    public static void Alloca(FunctionEmitter to, Operation op)
    {
        var type = (MemRefType)op.Results[0].Type;
        if (!type.HasStaticShape || type.ElementCount > MaximumStackBytes / Math.Max(1, LlvmTypes.Size(type.Element)))
        {
            Allocate(to, (AllocationOp)op);
            return;
        }

        var bytes = Math.Max(1, type.ElementCount * LlvmTypes.Size(type.Element));
        var pointer = to.AssignInEntry($"alloca [{bytes} x i8], align 64");
        Clear(to, pointer, bytes.ToString(CultureInfo.InvariantCulture));
        to.Bind(op.Results[0], new MemRefOperand(pointer, [.. type.Shape.Select(LlvmTypes.Extent)]));
    }

    public static void Dealloc(FunctionEmitter to, Operation op)
    {
        // Freeing what the caller gave is the caller's business.
        if (op.Operands[0].Def is not AllocOp) return;
        var free = Callback(to, 56);
        to.Line($"call void {free}(ptr {to.Context}, ptr {to.MemRef(op.Operands[0]).Pointer})");
    }

    public static void Copy(FunctionEmitter to, Operation op)
    {
        var (source, target) = (to.MemRef(op.Operands[0]), to.MemRef(op.Operands[1]));
        for (var d = 0; d < source.Extents.Count; d++) CheckExtent(to, op, target.Extents[d], source.Extents[d]);
        var bytes = Bytes(to, source.Extents, (MemRefType)op.Operands[0].Type);
        to.Module.Declare("llvm.memmove.p0.p0.i64", "void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)");
        to.Line($"call void @llvm.memmove.p0.p0.i64(ptr {target.Pointer}, ptr {source.Pointer}, i64 {bytes}, i1 false)");
    }

    /// <summary>An extent that the new type claims must be the one that is there.</summary>
    public static void Cast(FunctionEmitter to, Operation op)
    {
        if (op.Results[0].Type is not MemRefType target || op.Operands[0].Type is not MemRefType) throw Unsupported(op, op.Results[0].Type);
        ElementOf(op.Results[0], op);
        var source = to.MemRef(op.Operands[0]);
        for (var d = 0; d < target.Rank; d++)
            if (target.Shape[d] != ShapedType.Dynamic) CheckExtent(to, op, source.Extents[d], LlvmTypes.Extent(target.Shape[d]));
        var extents = target.Shape.Select((e, d) => e == ShapedType.Dynamic ? source.Extents[d] : LlvmTypes.Extent(e));
        to.Bind(op.Results[0], source with { Extents = [.. extents] });
    }

    /// <summary>A function of the runtime, from the launch context at a byte offset.</summary>
    public static string Callback(FunctionEmitter to, int offset)
    {
        var address = to.Assign($"getelementptr inbounds i8, ptr {to.Context}, i64 {offset}");
        return to.Assign($"load ptr, ptr {address}, align 8");
    }

    private static void CheckExtent(FunctionEmitter to, Operation op, string actual, string expected)
    {
        if (actual == expected) return;
        var same = to.Assign($"icmp eq i64 {actual}, {expected}");
        to.Check(same, new FaultSite(FaultKind.IndexOutOfRange, op.Location.Position, $"{op.Name}"), actual, expected);
    }

    /// <summary>The type of an element in memory.</summary>
    public static string ElementOf(Value memref, Operation op)
    {
        var type = (MemRefType)memref.Type;
        if (type.Layout is not (null or StridedLayoutAttr) || LlvmTypes.Memory(type.Element) is not { } element) throw Unsupported(op, type);
        return element;
    }

    private static EmissionException Unsupported(Operation op, IrType type) =>
        EmissionException.CannotLower(op, $"'{type}' is not supported on the CPU; memrefs are dense or strided there");

    // ((i * d1 + j) * d2 + k): checks have shown that every index is in range, so nothing wraps around.
    private static string Address(FunctionEmitter to, Value memref, OperandRange indices, string element)
    {
        var operand = to.MemRef(memref);
        if (indices.Count == 0) return operand.Pointer;
        if (operand.Strides is { } strides) return Strided(to, operand.Pointer, strides, indices, element);
        var linear = to[indices[0]];
        for (var d = 1; d < indices.Count; d++)
        {
            var scaled = to.Assign($"mul nsw i64 {linear}, {operand.Extents[d]}");
            linear = to.Assign($"add nsw i64 {scaled}, {to[indices[d]]}");
        }

        return to.Assign($"getelementptr inbounds {element}, ptr {operand.Pointer}, i64 {linear}");
    }

    private static string Strided(FunctionEmitter to, string pointer, IReadOnlyList<string> strides, OperandRange indices, string element)
    {
        var offset = "0";
        for (var d = 0; d < indices.Count; d++)
        {
            var scaled = strides[d] == "1" ? to[indices[d]] : to.Assign($"mul nsw i64 {to[indices[d]]}, {strides[d]}");
            offset = d == 0 ? scaled : to.Assign($"add nsw i64 {offset}, {scaled}");
        }

        return to.Assign($"getelementptr inbounds {element}, ptr {pointer}, i64 {offset}");
    }

    // Memory is aligned for its widest scalar, not for vectors in it.
    private static string Alignment(IrType type) => type is VectorType ? ", align 1" : "";

    private static string Hint(IntegerAttr? nontemporal) => nontemporal is { IsZero: false } ? ", !nontemporal !1" : "";

    // Memory is zero: an element that is read before it is written reads as 0.
    private static void Allocate(FunctionEmitter to, AllocationOp op)
    {
        var type = (MemRefType)op.Memref.Type;
        ElementOf(op.Memref, op);
        var next = 0;
        string Extent(long extent) =>
            extent != ShapedType.Dynamic ? LlvmTypes.Extent(extent) : NonNegative(to, op, to[op.DynamicSizes[next++]]);
        var extents = type.Shape.Select(Extent).ToList();
        var bytes = Bytes(to, extents, type);
        var pointer = to.Assign($"call ptr {Callback(to, 48)}(ptr {to.Context}, i64 {bytes}, i64 64)");
        var there = to.Assign($"icmp ne ptr {pointer}, null");
        to.Check(there, new FaultSite(FaultKind.OutOfMemory, op.Location.Position, op.Name), bytes, "0");
        Clear(to, pointer, bytes);
        to.Bind(op.Memref, new MemRefOperand(pointer, extents));
    }

    private static string NonNegative(FunctionEmitter to, Operation op, string extent)
    {
        if (extent[0] != '%') return extent;
        var fits = to.Assign($"icmp ult i64 {extent}, {ShapeSymbols.MaximumExtent}");
        to.Check(fits, new FaultSite(FaultKind.OutOfMemory, op.Location.Position, op.Name), extent, "0");
        return extent;
    }

    // Extents are below 2^40; a product that does not fit saturates, and the allocator refuses it.
    private static string Bytes(FunctionEmitter to, IReadOnlyList<string> extents, MemRefType type)
    {
        to.Module.Declare("llvm.umul.with.overflow.i64", "{ i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)");
        var total = LlvmTypes.Size(type.Element).ToString(CultureInfo.InvariantCulture);
        foreach (var extent in extents)
        {
            var product = to.Assign($"call {{ i64, i1 }} @llvm.umul.with.overflow.i64(i64 {total}, i64 {extent})");
            var low = to.Assign($"extractvalue {{ i64, i1 }} {product}, 0");
            var over = to.Assign($"extractvalue {{ i64, i1 }} {product}, 1");
            total = to.Assign($"select i1 {over}, i64 {long.MaxValue}, i64 {low}");
        }

        return total;
    }

    private static void Clear(FunctionEmitter to, string pointer, string bytes)
    {
        to.Module.Declare("llvm.memset.p0.i64", "void @llvm.memset.p0.i64(ptr, i8, i64, i1)");
        to.Line($"call void @llvm.memset.p0.i64(ptr align 64 {pointer}, i8 0, i64 {bytes}, i1 false)");
    }
}
