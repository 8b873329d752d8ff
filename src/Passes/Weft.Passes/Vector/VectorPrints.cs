using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Prints of vectors as loops over their dimensions that print brackets, commas and elements.</summary>
internal static partial class VectorPrints
{
    // print %v -> print <open>; for %i { print %v[%i] <no_punctuation>; if not last { print <comma> } }; print <close>; print punctuation
    [Rule]
    private static bool Decompose(PrintOp op, Rewriter rewriter)
    {
        if (op.Source?.Type is not VectorType type || (type.Rank > 1 && type.HasScalableDimension)) return false;
        var builder = rewriter.BuilderBefore(op);
        var elements = Flattened(Widened(op.Source, builder), builder);
        Operation? end = null;
        var indices = new List<Value>();
        var extents = type.Rank == 0 ? [new VectorDim(1)] : type.Dims;
        foreach (var extent in extents)
        {
            var (index, close) = OpenLoop(extent, builder);
            indices.Add(index);
            end ??= close;
        }

        var position = RowMajorPosition(indices, extents, builder);
        var element = builder.Add(new ExtractElementOp(elements, position));
        builder.Insert(new PrintOp(PrintPunctuation.None, source: element));
        rewriter.BuilderBefore(end!.Next!).Insert(new PrintOp(op.Punctuation));
        rewriter.Erase(op);
        return true;
    }

    // Integers are printed in the next width that is a power of two and at least 8; bits as unsigned ones.
    private static Value Widened(Value value, Builder builder)
    {
        var type = (VectorType)value.Type;
        if (type.Element is not IntegerType element) return value;
        var width = Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)element.Width));
        var (narrow, wide) = (type.WithElement(IntegerType.Get(element.Width)), type.WithElement(IntegerType.Get(width)));
        value = Cast(value, narrow);
        var isUnsigned = element.Width == 1 || element.Signedness == Signedness.Unsigned;
        if (narrow != wide) value = builder.Add(isUnsigned ? new ExtUIOp(value, wide) : new ExtSIOp(value, wide));
        return Cast(value, type.WithElement(IntegerType.Get(width, element.Signedness)));

        // Arithmetic is on integers without a sign.
        Value Cast(Value from, IrType to) => from.Type == to ? from : builder.Add(new VectorBitCastOp(from, to));
    }

    // Only a vector of one dimension has elements at positions that are not constant.
    private static Value Flattened(Value value, Builder builder)
    {
        var type = (VectorType)value.Type;
        return type.Rank == 1 ? value : builder.Add(new ShapeCastOp(value, new VectorType([type.ElementCount], type.Element)));
    }

    // Leaves the builder inside the loop, before the comma.
    private static (Value Index, Operation Close) OpenLoop(VectorDim extent, Builder builder)
    {
        var first = builder.Add(ConstantOp.Index(0));
        var end = builder.Add(ConstantOp.Index(extent.Size));
        var step = builder.Add(ConstantOp.Index(1));
        if (extent.IsScalable) end = builder.Add(new MulIOp(end, builder.Add(new VscaleOp())));
        var last = builder.Add(new SubIOp(end, step));
        builder.Insert(new PrintOp(PrintPunctuation.Open));
        var loop = ForOp.WithBody(first, end, step, []);
        var yield = builder.In(loop.Body.Entry).Insert(new YieldOp());
        builder.Insert(loop);
        var close = builder.Insert(new PrintOp(PrintPunctuation.Close));
        builder.MoveBefore(yield);
        var isNotLast = new CmpIOp(CmpIPredicate.Ult, loop.InductionVariable, last);
        var comma = new IfOp(builder.Add(isNotLast), []);
        var then = builder.In(comma.ThenRegion.AddBlock());
        then.Insert(new PrintOp(PrintPunctuation.Comma));
        then.Insert(new YieldOp());
        builder.Insert(comma);
        builder.MoveBefore(isNotLast);
        return (loop.InductionVariable, close);
    }

    private static Value RowMajorPosition(List<Value> indices, IReadOnlyList<VectorDim> extents, Builder builder)
    {
        Value? position = null;
        var stride = 1L;
        for (var d = indices.Count - 1; d >= 0; d--)
        {
            var offset = builder.Add(new MulIOp(builder.Add(ConstantOp.Index(stride)), indices[d]));
            position = position is null ? offset : builder.Add(new AddIOp(position, offset));
            stride *= extents[d].Size;
        }

        return position!;
    }
}
