using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules that move what is known of extents through structured operations on tensors.</summary>
internal static class LinalgCastRules
{
    // cast(op outs(x)) to known extents -> op outs(cast(x))
    public static bool IntoProducer(TensorCastOp cast, Rewriter rewriter)
    {
        if (cast.Source is not OpResult { Owner: StructuredOp op, Index: var index } || op.Parent != cast.Parent) return false;
        if (!cast.Learns) return false;
        var builder = rewriter.BuilderBefore(op);
        var operands = op.Operands.ToArray();
        var init = op.DpsInputs.Count + index;
        operands[init] = builder.Add(new TensorCastOp(operands[init], cast.Dest.Type));
        var types = op.ResultList.Select(result => result.Type).ToArray();
        types[index] = cast.Dest.Type;
        var copy = builder.Insert(op.CopyWith(operands, types));
        var back = builder.Add(new TensorCastOp(copy.Results[index], cast.Source.Type));
        var known = copy.Results[index];
        rewriter.Replace(op, [.. copy.ResultList.Select((result, i) => i == index ? back : (Value)result)]);
        return rewriter.Replace(cast, known);
    }

    // op(x : ?, y : 4) on the same loop -> op(cast(x) : 4, y)
    public static bool KnownExtents(StructuredOp op, Rewriter rewriter)
    {
        if (!op.HasPureTensors || !op.IndexingMaps.All(map => map.IsProjectedPermutation())) return false;
        var extents = ExtentsOfLoops(op);
        var maps = op.IndexingMaps;
        if (!op.Operands.Where((_, i) => Known(op, i, extents) != op.Operands[i].Type).Any()) return false;
        var builder = rewriter.BuilderBefore(op);
        var operands = op.Operands.Select((operand, i) => builder.Cast(operand, Known(op, i, extents))).ToArray();
        var copy = builder.Insert(op.CopyWith(operands, [.. operands.Skip(op.DpsInputs.Count).Select(init => init.Type)]));
        return rewriter.Replace(op, [.. op.ResultList.Select((old, i) => builder.Cast(copy.Results[i], old.Type))]);
    }

    private static Dictionary<int, long> ExtentsOfLoops(StructuredOp op)
    {
        var extents = new Dictionary<int, long>();
        for (var i = 0; i < op.OperandSlots.Length; i++)
        {
            if (op.Operands[i].Type is not RankedTensorType type) continue;
            var source = op.Operands[i].Def is TensorCastOp { Source.Type: RankedTensorType { HasStaticShape: true } before }
                ? before : type;
            for (var d = 0; d < type.Rank; d++)
                if (type.Shape[d] != ShapedType.Dynamic && op.IndexingMaps[i].Results[d] is AffineDim loop
                    && !extents.ContainsKey(loop.Position))
                    extents.Add(loop.Position, source.Shape[d]);
        }

        return extents;
    }

    // The operand's type with the extents that its loops have.
    private static IrType Known(StructuredOp op, int operand, Dictionary<int, long> extents)
    {
        if (op.Operands[operand].Type is not RankedTensorType type) return op.Operands[operand].Type;
        var results = op.IndexingMaps[operand].Results;
        var shape = type.Shape.Select((extent, d) =>
            extent == ShapedType.Dynamic && results[d] is AffineDim loop && extents.TryGetValue(loop.Position, out var known)
                ? known : extent);
        return type with { Extents = shape.ToSequence() };
    }
}
