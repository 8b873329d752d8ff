using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors in other shapes, as buffers in other shapes.</summary>
internal static class ShapeBuffers
{
    public static void Expand(TensorExpandShapeOp op, Buffers buffers)
    {
        var source = buffers.For(op.OperandSlots[0]);
        var groups = Reassociation.Of(op.Reassociation);
        var type = ReshapeTypes.Expand((MemRefType)source.Type, ((ShapedType)op.Result.Type).Shape, groups)!;
        buffers[op.Result] = Builder.At(op).Add(
            new MemRefExpandShapeOp(op.Reassociation, op.StaticOutputShape, source, op.OutputShape.ToArray(), type));
    }

    /// <summary>Elements that are not known to lie next to each other are copied to where they do.</summary>
    public static void Collapse(TensorCollapseShapeOp op, Buffers buffers)
    {
        var (source, builder) = (buffers.For(op.OperandSlots[0]), Builder.At(op));
        var (shape, groups) = (((ShapedType)op.Result.Type).Shape, Reassociation.Of(op.Reassociation));
        var type = ReshapeTypes.Collapse((MemRefType)source.Type, shape, groups, mustBeKnown: true);
        if (type is null)
        {
            source = Buffers.Copy(builder, source);
            type = ReshapeTypes.Collapse((MemRefType)source.Type, shape, groups)!;
        }

        buffers[op.Result] = builder.Add(new MemRefCollapseShapeOp(op.Reassociation, source, type));
    }

    public static void Reshape(TensorReshapeOp op, Buffers buffers)
    {
        var (source, builder) = (buffers.For(op.OperandSlots[0]), Builder.At(op));
        if (source.Type is MemRefType { HasIdentityLayout: false }) source = Buffers.Copy(builder, source);
        buffers[op.Result] = builder.Add(new MemRefReshapeOp(source, buffers[op.Shape], Buffers.Dense(op.Result.Type)));
    }
}
