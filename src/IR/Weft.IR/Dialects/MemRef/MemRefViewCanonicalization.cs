using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on other views of memory: in other orders, with other extents, and taken apart.</summary>
public static partial class MemRefViewCanonicalization
{
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

    // Whether a value is there before an operation is.
    private static bool IsThere(Value value, Operation op) => value.ParentBlock == op.Parent
        ? value.Def is null || value.Def.IsBefore(op)
        : value.ParentBlock!.Parent!.Encloses(op.ParentRegion) && value.ParentBlock.Parent != op.ParentRegion;
}
