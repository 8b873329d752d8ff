using System.Linq;

namespace Weft.IR;

/// <summary>Rules on tensors in tiles.</summary>
public static partial class TensorPackCanonicalization
{
    // pack(unpack(x)) -> x; with padding that is not needed -> without; known extents -> cast
    [Rule]
    private static bool Pack(PackOp op, Rewriter rewriter)
    {
        if (op.Source.Def is UnpackOp { Source: var x } before)
            return x.Type == op.Dest.Type && op.PaddingValue is null && op.HasSameTiles(before) && rewriter.Replace(op, x);
        if (op.PaddingValue is not null && NeedsNoPadding(op)) return rewriter.Replace(op, Like(op, op.Source, op.Dest, null));
        if (op.InferredShapes is not var (unpacked, packed)) return false;
        var builder = rewriter.BuilderBefore(op);
        var source = builder.Cast(op.Source, op.UnpackedType with { Extents = unpacked });
        var dest = builder.Cast(op.Dest, op.PackedType with { Extents = packed });
        return rewriter.ReplaceRecast(op, Like(op, source, dest, op.PaddingValue));
    }

    // unpack(pack(x)) -> x; unpack(x, op outs(y)) -> unpack(x, y); known extents -> cast
    [Rule]
    private static bool Unpack(UnpackOp op, Rewriter rewriter)
    {
        if (op.Source.Def is PackOp { Source: var x } before)
            return x.Type == op.Dest.Type && before.PaddingValue is null && op.HasSameTiles(before) && rewriter.Replace(op, x);
        if (op.Dest is OpResult { Owner: IDestinationStyle producer, Index: var index })
            return rewriter.SetOperand(op, 1, producer.DpsInits[index]);
        if (op.InferredShapes is not var (unpacked, packed)) return false;
        var builder = rewriter.BuilderBefore(op);
        var source = builder.Cast(op.Source, op.PackedType with { Extents = packed });
        var dest = builder.Cast(op.Dest, op.UnpackedType with { Extents = unpacked });
        return rewriter.ReplaceRecast(op, new UnpackOp(
            op.InnerDimsPos, op.StaticInnerTiles, source, dest, op.InnerTiles.ToArray(), op.OuterDimsPerm));
    }

    private static bool NeedsNoPadding(PackOp op) =>
        op.InnerDimsPos.All(d => !Extents.IsOpen(op.UnpackedType.Shape[(int)d])) && !op.StaticInnerTiles.Any(Extents.IsOpen)
        && op.HasFullTiles;

    private static PackOp Like(PackOp op, Value source, Value dest, Value? padding)
    {
        var pack = new PackOp(op.InnerDimsPos, op.StaticInnerTiles, source, dest, op.InnerTiles.ToArray(), op.OuterDimsPerm, padding);
        foreach (var attribute in op.Attributes) pack.SetAttribute(attribute.Name, attribute.Value);
        return pack;
    }
}
