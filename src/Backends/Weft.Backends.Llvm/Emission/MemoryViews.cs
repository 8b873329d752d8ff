using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Other views of memory. Each is checked, where it is made, to lie in the memory that it looks at: what is in its extents may
/// then be used without asking further.</summary>
internal static class MemoryViews
{
    public static void SubView(FunctionEmitter to, Operation op)
    {
        var view = (SubViewOp)op;
        var (source, reach) = (to.MemRef(view.Source), new Reach(to));
        var (offsets, sizes, steps) = (Texts(to, view.MixedOffsets), Texts(to, view.MixedSizes), Texts(to, view.MixedStrides));
        var (strides, within, dropped) = (source.StridesOr(to), source.WithinOr(to), view.DroppedDimensions!);
        var (extents, kept, offset) = (new List<string>(), new List<string>(), "0");
        for (var d = 0; d < offsets.Length; d++)
        {
            Allocations.NonNegative(to, op, sizes[d]);
            var last = reach.Add(reach.Wide(offsets[d]), reach.Span(sizes[d], steps[d]));
            var inside = to.Assign(
                $"and i1 {reach.IsBelow(reach.Wide(offsets[d]), source.Extents[d])}, {reach.IsBelow(last, source.Extents[d])}");
            var empty = to.Assign($"icmp eq i64 {sizes[d]}, 0");
            MemoryInstructions.Require(to, op, to.Assign($"or i1 {empty}, {inside}"), offsets[d], source.Extents[d]);
            offset = to.Add(offset, to.Multiply(offsets[d], strides[d]));
            if (dropped[d]) continue;
            extents.Add(sizes[d]);
            kept.Add(to.Multiply(steps[d], strides[d]));
        }

        Bind(to, op, view.Result, extents, kept, within with { Offset = to.Add(within.Offset, offset) });
    }

    public static void ReinterpretCast(FunctionEmitter to, Operation op)
    {
        var cast = (ReinterpretCastOp)op;
        var (offset, sizes, strides) = (Texts(to, cast.MixedOffsets)[0], Texts(to, cast.MixedSizes), Texts(to, cast.MixedStrides));
        foreach (var size in sizes) Allocations.NonNegative(to, op, size);
        var within = to.MemRef(cast.Source).WithinOr(to) with { Offset = offset };
        MemoryInstructions.Require(to, op, new Reach(to).LiesIn(sizes, strides, within));
        Bind(to, op, cast.Result, sizes, strides, within);
    }

    /// <summary>Bytes as elements: they must be there, and where elements of that size may be.</summary>
    public static void View(FunctionEmitter to, Operation op)
    {
        var view = (ViewOp)op;
        var type = (MemRefType)view.Result.Type;
        var (source, shift, size) = (to.MemRef(view.Source), to[view.ByteShift], LlvmTypes.Size(type.Element));
        var sizes = Texts(to, MixedIndex.Zip(type.Shape, view.Sizes));
        foreach (var extent in sizes) Allocations.NonNegative(to, op, extent);
        var (bytes, all) = (Allocations.Bytes(to, sizes, type.Element), source.Extents[0]);
        var pointer = to.Assign($"getelementptr i8, ptr {source.Pointer}, i64 {shift}");
        var rest = to.Assign($"urem i64 {to.Assign($"ptrtoint ptr {pointer} to i64")}, {size}");
        MemoryInstructions.Require(to, op, to.Assign($"icmp eq i64 {rest}, 0"), shift);
        MemoryInstructions.Require(to, op, to.Assign($"icmp ule i64 {shift}, {all}"), shift, all);
        var room = to.Assign($"sub i64 {all}, {shift}");
        MemoryInstructions.Require(to, op, to.Assign($"icmp ule i64 {bytes}, {room}"), bytes, room);
        to.Bind(view.Result, new MemRefOperand(pointer, sizes));
    }

    public static void Disjoint(FunctionEmitter to, Operation op)
    {
        var (a, b) = (Ends(to, op.Operands[0]), Ends(to, op.Operands[1]));
        var before = to.Assign($"icmp ule i64 {a.End}, {b.Start}");
        var behind = to.Assign($"icmp ule i64 {b.End}, {a.Start}");
        var apart = to.Assign($"or i1 {before}, {behind}");
        foreach (var extent in to.MemRef(op.Operands[0]).Extents.Concat(to.MemRef(op.Operands[1]).Extents))
            apart = to.Assign($"or i1 {apart}, {to.Assign($"icmp eq i64 {extent}, 0")}");
        to.Bind(op.Results[0], apart);
    }

    // The address of the first byte, and that of the one behind the last.
    private static (string Start, string End) Ends(FunctionEmitter to, Value memory)
    {
        var (operand, size) = (to.MemRef(memory), LlvmTypes.Size(((MemRefType)memory.Type).Element));
        var (start, strides) = (to.Assign($"ptrtoint ptr {operand.Pointer} to i64"), operand.StridesOr(to));
        var end = to.Add(start, LlvmTypes.Extent(size));
        to.Module.Declare("llvm.smin.i64", "i64 @llvm.smin.i64(i64, i64)");
        to.Module.Declare("llvm.smax.i64", "i64 @llvm.smax.i64(i64, i64)");
        for (var d = 0; d < strides.Count; d++)
        {
            var span = to.Multiply(to.Multiply(to.Add(operand.Extents[d], "-1"), strides[d]), LlvmTypes.Extent(size));
            start = to.Add(start, to.Assign($"call i64 @llvm.smin.i64(i64 {span}, i64 0)"));
            end = to.Add(end, to.Assign($"call i64 @llvm.smax.i64(i64 {span}, i64 0)"));
        }

        return (start, end);
    }

    public static void Transpose(FunctionEmitter to, Operation op)
    {
        var transpose = (MemRefTransposeOp)op;
        var source = to.MemRef(transpose.In);
        var (strides, order) = (source.StridesOr(to), transpose.Permutation.Map.Results.Select(r => ((AffineDim)r).Position).ToList());
        Bind(to, op, transpose.Result, [.. order.Select(d => source.Extents[d])], [.. order.Select(d => strides[d])], source.WithinOr(to));
    }

    /// <summary>Dense memory in a shape that other memory names.</summary>
    public static void Reshape(FunctionEmitter to, Operation op)
    {
        var reshape = (MemRefReshapeOp)op;
        var (source, shape) = (to.MemRef(reshape.Source), to.MemRef(reshape.Shape));
        var rank = ((MemRefType)reshape.Shape.Type).Shape[0];
        if (rank == ShapedType.Dynamic) throw EmissionException.Unsupported(op, "a shape of unknown rank");
        var (number, steps) = (to.TypeOf(((MemRefType)reshape.Shape.Type).Element, op), shape.StridesOr(to));
        var extents = new List<string>();
        for (var d = 0; d < rank; d++)
        {
            var at = to.Assign($"getelementptr {number}, ptr {shape.Pointer}, i64 {to.Multiply(LlvmTypes.Extent(d), steps[0])}");
            var extent = to.Assign($"load {number}, ptr {at}");
            extent = Allocations.NonNegative(to, op, number == "i64" ? extent : to.Assign($"sext {number} {extent} to i64"));
            var wanted = reshape.Result.Type is MemRefType type ? type.Shape[d] : ShapedType.Dynamic;
            if (wanted != ShapedType.Dynamic) MemoryInstructions.CheckExtent(to, op, extent, LlvmTypes.Extent(wanted));
            extents.Add(wanted == ShapedType.Dynamic ? extent : LlvmTypes.Extent(wanted));
        }

        MemRefCasts.RequireDense(to, op, source);
        var element = ((ShapedType)reshape.Source.Type).Element;
        var (bytes, all) = (Allocations.Bytes(to, extents, element), Allocations.Bytes(to, source.Extents, element));
        MemoryInstructions.CheckExtent(to, op, bytes, all);
        Bind(to, op, reshape.Result, extents, MemRefOperand.RowMajor(to, extents), source.WithinOr(to));
    }

    public static void Expand(FunctionEmitter to, Operation op)
    {
        var expand = (MemRefExpandShapeOp)op;
        var (source, groups) = (to.MemRef(expand.Src), expand.Groups);
        var (outer, extents) = (source.StridesOr(to), Texts(to, MixedIndex.Zip(expand.StaticOutputShape, expand.OutputShape)));
        var strides = Enumerable.Repeat("1", extents.Length).ToArray();
        foreach (var extent in extents) Allocations.NonNegative(to, op, extent);
        for (var g = 0; g < groups.Count; g++)
        {
            var (stride, parts) = (outer[g], groups[g].Select(d => extents[d]).ToList());
            MemoryInstructions.CheckExtent(to, op, Allocations.Bytes(to, parts, IntegerType.I8), source.Extents[g]);
            foreach (var d in groups[g].Reverse()) (strides[d], stride) = (stride, to.Multiply(stride, extents[d]));
        }

        Bind(to, op, expand.Result, extents, strides, source.WithinOr(to));
    }

    /// <summary>Dimensions whose elements lie next to each other become one.</summary>
    public static void Collapse(FunctionEmitter to, Operation op)
    {
        var collapse = (MemRefCollapseShapeOp)op;
        var (source, groups) = (to.MemRef(collapse.Src), collapse.Groups);
        var (inner, extents, strides) = (source.StridesOr(to), new string[groups.Count], new string[groups.Count]);
        for (var g = 0; g < groups.Count; g++)
        {
            (extents[g], strides[g]) = ("1", "1");
            foreach (var d in groups[g].Reverse())
            {
                // What has one element says nothing about the distance of others.
                var isFirst = to.Assign($"icmp ule i64 {extents[g]}, 1");
                var follows = to.Assign($"icmp eq i64 {inner[d]}, {to.Multiply(extents[g], strides[g])}");
                var single = to.Assign($"icmp ule i64 {source.Extents[d]}, 1");
                var fits = to.Assign($"or i1 {to.Assign($"or i1 {isFirst}, {follows}")}, {single}");
                if (source.Strides is not null) MemoryInstructions.Require(to, op, fits, inner[d]);
                strides[g] = extents[g] == "1" ? inner[d] : to.Assign($"select i1 {isFirst}, i64 {inner[d]}, i64 {strides[g]}");
                extents[g] = to.Multiply(extents[g], source.Extents[d]);
            }
        }

        Bind(to, op, collapse.Result, extents, strides, source.WithinOr(to));
    }

    public static void Metadata(FunctionEmitter to, Operation op)
    {
        var metadata = (ExtractStridedMetadataOp)op;
        var source = to.MemRef(metadata.Source);
        var (strides, within) = (source.StridesOr(to), source.WithinOr(to));
        to.Bind(metadata.BaseBuffer, new MemRefOperand(within.Base, [], [], within with { Offset = "0" }));
        to.Bind(metadata.Offset, within.Offset);
        for (var d = 0; d < source.Extents.Count; d++)
        {
            to.Bind(metadata.Sizes[d], source.Extents[d]);
            to.Bind(metadata.Strides[d], strides[d]);
        }
    }

    public static void AlignedPointer(FunctionEmitter to, Operation op) =>
        to.Bind(op.Results[0], to.Assign($"ptrtoint ptr {to.MemRef(op.Operands[0]).WithinOr(to).Base} to i64"));

    public static void SameMemory(FunctionEmitter to, Operation op) => to.Bind(op.Results[0], to.MemRef(op.Operands[0]));

    /// <summary>Elements as vectors of them, where vectors lie in memory as their elements do.</summary>
    public static void TypeCast(FunctionEmitter to, Operation op)
    {
        var cast = (TypeCastOp)op;
        var type = (MemRefType)cast.Result.Type;
        MemoryInstructions.ElementOf(cast.Result, op);
        if (type.Element is VectorType { Element: var scalar, ElementCount: var count } vector
            && (scalar is IntegerType { Width: < 8 } || LlvmTypes.Size(vector) != count * LlvmTypes.Size(scalar)))
            throw MemoryInstructions.Unsupported(op, type);
        to.Bind(cast.Result, new MemRefOperand(to.MemRef(cast.Memref).Pointer, [.. type.Shape.Select(LlvmTypes.Extent)]));
    }

    private static string[] Texts(FunctionEmitter to, IEnumerable<MixedIndex> numbers) =>
        [.. numbers.Select(n => n.Value is { } value ? to[value] : LlvmTypes.Extent(n.Number!.Value))];

    private static void Bind(
        FunctionEmitter to, Operation op, Value result, IReadOnlyList<string> extents, IReadOnlyList<string> strides,
        MemRefOperand.Memory within)
    {
        var type = (ShapedType)result.Type;
        if (LlvmTypes.Memory(type.Element) is not { } element) throw MemoryInstructions.Unsupported(op, type);
        var pointer = within.Offset == "0" ? within.Base : to.Assign($"getelementptr {element}, ptr {within.Base}, i64 {within.Offset}");
        to.Bind(result, new MemRefOperand(pointer, extents, strides, within));
    }
}
