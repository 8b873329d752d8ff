using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on other views of memory: in other orders, with other extents, and taken apart.</summary>
public static partial class MemRefViewCanonicalization
{
    // transpose(x) as it was -> x
    [Rule]
    private static Value? SameOrder(MemRefTransposeOp op) => op.Permutation.Map.IsIdentity && op.In.Type == op.Result.Type ? op.In : null;

    // transpose(transpose(x, p), q) -> transpose(x, p then q)
    [Rule]
    private static bool TransposedTwice(MemRefTransposeOp op, Rewriter rewriter)
    {
        if (op.In.Def is not MemRefTransposeOp before) return false;
        op.Permutation = new(op.Permutation.Map.Compose(before.Permutation.Map));
        return rewriter.SetOperand(op, 0, before.In);
    }

    // reinterpret_cast(view(x)) -> reinterpret_cast(x), when the view begins where x does
    [Rule]
    private static bool OfView(ReinterpretCastOp op, Rewriter rewriter) => op.Source.Def switch
    {
        ReinterpretCastOp { Source: var x } => rewriter.SetOperand(op, 0, x),
        MemRefCastOp { Source: var x } => rewriter.SetOperand(op, 0, x),
        SubViewOp { Source: var x } view when view.MixedOffsets.All(o => o.Is(0)) => rewriter.SetOperand(op, 0, x),
        _ => false,
    };

    // reinterpret_cast(x) to what it is -> x
    [Rule]
    private static Value? SameShape(ReinterpretCastOp op) =>
        op.Source.Type == op.Result.Type && ((MemRefType)op.Result.Type).HasStaticShape && op.StaticOffsets[0] == 0 ? op.Source : null;

    // reinterpret_cast(the buffer of x) with the offset, extents and strides of x -> x
    [Rule]
    private static bool PutTogether(ReinterpretCastOp op, Rewriter rewriter)
    {
        if (op.Source.Def is not ExtractStridedMetadataOp parts) return false;
        var (type, source) = ((MemRefType)op.Result.Type, (MemRefType)parts.Source.Type);
        if (type.Rank != source.Rank || type.Strided is not { } layout || source.Strided is not { } from) return false;
        if (!Same(op.MixedStrides, layout.Strides, parts.Strides, from.Strides)
            || !Same(op.MixedSizes, type.Shape, parts.Sizes, source.Shape)
            || !Same(op.MixedOffsets, [layout.Offset], [parts.Offset], [from.Offset])) return false;
        return source == type ? rewriter.Replace(op, parts.Source) : rewriter.Replace(op, new MemRefCastOp(parts.Source, type));
    }

    // the parts of memory that its type says -> constants; the parts of cast(x) -> those of x
    [Rule]
    private static bool KnownParts(ExtractStridedMetadataOp op, Rewriter rewriter)
    {
        var (type, before) = ((MemRefType)op.Source.Type, rewriter.Changes);
        if (type.Strided is not { } layout) return false;
        Replace(op, op.Offset, layout.Offset, rewriter);
        for (var d = 0; d < type.Rank; d++) Replace(op, op.Sizes[d], type.Shape[d], rewriter);
        for (var d = 0; d < type.Rank; d++) Replace(op, op.Strides[d], layout.Strides[d], rewriter);
        if (op.Source.Def is MemRefCastOp { Source: { Type: MemRefType } x }) rewriter.SetOperand(op, 0, x);
        return rewriter.Changes != before;
    }

    // dim(reshape(x, shape), i) -> shape[i], read behind the reshape
    [Rule]
    private static bool ReshapedExtent(DimOp op, Rewriter rewriter)
    {
        if (op.Source.Def is not MemRefReshapeOp reshape || !IsThere(op.Index, reshape)) return false;
        var load = rewriter.InsertBefore(reshape.Next!, new LoadOp(reshape.Shape, [op.Index]));
        if (load.Result.Type is IndexType) return rewriter.Replace(op, load.Result);
        return rewriter.Replace(op, rewriter.InsertBefore(load.Next!, new IndexCastOp(load.Result, IndexType.Instance)).Out);
    }

    // view(x)[%c] -> cast(view(x)[c])
    [Rule]
    private static Operation? ConstantSizes(ViewOp op, Rewriter rewriter)
    {
        var type = (MemRefType)op.Result.Type;
        var (shape, sizes, next) = (type.Shape.ToArray(), new List<Value>(), 0);
        for (var d = 0; d < shape.Length; d++)
        {
            if (!Extents.IsOpen(shape[d])) continue;
            var size = op.Sizes[next++];
            if (ConstantOp.IntegerOf(size) is >= 0 and var extent) shape[d] = extent;
            else sizes.Add(size);
        }

        if (sizes.Count == next) return null;
        var view = new ViewOp(op.Source, op.ByteShift, sizes, type with { Extents = new(shape) });
        return new MemRefCastOp(rewriter.InsertBefore(op, view).Result, type);
    }

    // What an operand says, or the type of the result; against what the type of the source says, or is taken from it.
    private static bool Same(MixedIndex[] indices, Sequence<long> types, IReadOnlyList<Value> parts, Sequence<long> from) =>
        Enumerable.Range(0, indices.Length).All(i =>
            (indices[i].Constant ?? (Extents.IsOpen(types[i]) ? indices[i] : types[i])) == (Extents.IsOpen(from[i]) ? parts[i] : from[i]));

    private static void Replace(Operation op, Value part, long number, Rewriter rewriter)
    {
        if (part.HasUses && !Extents.IsOpen(number)) rewriter.ReplaceAllUses(part, rewriter.Constant(op, ConstantOp.Index(number)));
    }

    // Whether a value is there before an operation is.
    private static bool IsThere(Value value, Operation op) => value.ParentBlock == op.Parent
        ? value.Def is null || value.Def.IsBefore(op)
        : value.ParentBlock!.Parent!.Encloses(op.ParentRegion) && value.ParentBlock.Parent != op.ParentRegion;
}
