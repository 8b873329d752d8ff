using System.Globalization;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>What reads and writes elements of memory, and asks for its shape.</summary>
internal static class MemoryInstructions
{
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

    /// <summary>Nothing is touched: the place may lie anywhere.</summary>
    public static void Prefetch(FunctionEmitter to, Operation op)
    {
        var prefetch = (PrefetchOp)op;
        var address = Address(to, prefetch.Memref, prefetch.Indices, ElementOf(prefetch.Memref, op), mayLeave: true);
        var (isWrite, isData) = (prefetch.IsWrite.IsZero ? 0 : 1, prefetch.IsDataCache.IsZero ? 0 : 1);
        to.Module.Declare("llvm.prefetch.p0", "void @llvm.prefetch.p0(ptr, i32, i32, i32)");
        to.Line($"call void @llvm.prefetch.p0(ptr {address}, i32 {isWrite}, i32 {prefetch.LocalityHint}, i32 {isData})");
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

    public static void Rank(FunctionEmitter to, Operation op) =>
        to.Bind(op.Results[0], LlvmTypes.Extent(to.MemRef(op.Operands[0]).Extents.Count));

    public static void Copy(FunctionEmitter to, Operation op)
    {
        var (source, target) = (to.MemRef(op.Operands[0]), to.MemRef(op.Operands[1]));
        CheckRank(to, op, target, source.Extents.Count);
        for (var d = 0; d < Math.Min(source.Extents.Count, target.Extents.Count); d++)
            CheckExtent(to, op, target.Extents[d], source.Extents[d]);
        var element = ((ShapedType)op.Operands[0].Type).Element;
        if (source.Strides is null && target.Strides is null)
        {
            var bytes = Allocations.Bytes(to, source.Extents, element);
            to.Module.Declare("llvm.memmove.p0.p0.i64", "void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)");
            to.Line($"call void @llvm.memmove.p0.p0.i64(ptr {target.Pointer}, ptr {source.Pointer}, i64 {bytes}, i1 false)");
            return;
        }

        // The extent and both strides, in bytes, of each dimension.
        var (rank, size) = (source.Extents.Count, LlvmTypes.Extent(LlvmTypes.Size(element)));
        var (sources, targets) = (source.StridesOr(to), target.StridesOr(to));
        var block = to.Block(Enumerable.Range(0, rank).SelectMany(d => new[]
        {
            ("i64", source.Extents[d]), ("i64", to.Multiply(targets[d], size)), ("i64", to.Multiply(sources[d], size)),
        }));
        var copy = to.Module.Use(ModuleFunctions.Copy);
        to.Line($"call void @{copy}(ptr {target.Pointer}, ptr {source.Pointer}, i64 {rank}, ptr {block}, i64 {size})");
    }

    /// <summary>A function of the runtime, from the launch context at a byte offset.</summary>
    public static string Callback(FunctionEmitter to, int offset)
    {
        var address = to.Assign($"getelementptr inbounds i8, ptr {to.Context}, i64 {offset}");
        return to.Assign($"load ptr, ptr {address}, align 8");
    }

    /// <summary>What memory has that is only known while the program runs must be what its use says.</summary>
    public static void CheckExtent(FunctionEmitter to, Operation op, string actual, string expected)
    {
        if (actual == expected) return;
        Require(to, op, to.Assign($"icmp eq i64 {actual}, {expected}"), actual, expected);
    }

    public static void CheckRank(FunctionEmitter to, Operation op, MemRefOperand memory, int rank)
    {
        if (memory.Extents.Count != rank) Require(to, op, "false", LlvmTypes.Extent(memory.Extents.Count), LlvmTypes.Extent(rank));
    }

    /// <summary>Goes on only when memory is as an operation needs it.</summary>
    public static void Require(FunctionEmitter to, Operation op, string condition, string actual = "0", string expected = "0") =>
        to.Check(condition, new FaultSite(FaultKind.IndexOutOfRange, op.Location.Position, op.Name), actual, expected);

    /// <summary>The type of an element in memory.</summary>
    public static string ElementOf(Value memref, Operation op)
    {
        var type = (MemRefType)memref.Type;
        if (type.Strided is null || LlvmTypes.Memory(type.Element) is not { } element) throw Unsupported(op, type);
        return element;
    }

    public static EmissionException Unsupported(Operation op, IrType type) =>
        EmissionException.CannotLower(op, $"'{type}' is not supported on the CPU; memrefs are dense or strided there");

    /// <summary>Where an element lies: <c>(i * d1 + j) * d2 + k</c>, without wrapping around, as checks have shown every index to be in
    /// range.</summary>
    /// <param name="mayLeave">Whether the address may lie outside of the memory, where nothing is read or written then.</param>
    public static string Address(FunctionEmitter to, Value memref, OperandRange indices, string element, bool mayLeave = false)
    {
        var (pointer, offset) = Place(to, memref, indices);
        return offset is null ? pointer : to.Assign($"getelementptr {(mayLeave ? "" : "inbounds ")}{element}, ptr {pointer}, i64 {offset}");
    }

    private static (string Pointer, string? Offset) Place(FunctionEmitter to, Value memref, OperandRange indices)
    {
        var operand = to.MemRef(memref);
        if (indices.Count == 0) return (operand.Pointer, null);
        if (operand.Strides is { } strides) return (operand.Pointer, Strided(to, strides, indices));
        var linear = to[indices[0]];
        for (var d = 1; d < indices.Count; d++)
        {
            var scaled = to.Assign($"mul nsw i64 {linear}, {operand.Extents[d]}");
            linear = to.Assign($"add nsw i64 {scaled}, {to[indices[d]]}");
        }

        return (operand.Pointer, linear);
    }

    private static string Strided(FunctionEmitter to, IReadOnlyList<string> strides, OperandRange indices)
    {
        var offset = "0";
        for (var d = 0; d < indices.Count; d++)
        {
            var scaled = strides[d] == "1" ? to[indices[d]] : to.Assign($"mul nsw i64 {to[indices[d]]}, {strides[d]}");
            offset = d == 0 ? scaled : to.Assign($"add nsw i64 {offset}, {scaled}");
        }

        return offset;
    }

    // Memory is aligned for its widest scalar, not for vectors in it.
    private static string Alignment(IrType type) => type is VectorType ? ", align 1" : "";

    /// <summary>What an access says of memory that is not used again soon.</summary>
    public static string Hint(IntegerAttr? nontemporal) => nontemporal is { IsZero: false } ? ", !nontemporal !1" : "";
}
