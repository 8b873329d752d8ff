using Weft.IR;

namespace Weft.Passes;

/// <summary>Reshapes around structured operations go away: the operation runs over the dimensions of the expanded shape.</summary>
internal static class ReshapeFusion
{
    public static RuleSet Rules { get; } = new(
    [
        .. StructuredOp.AllInfos.Select(info => new Rule(
            "linalg.expand-consumer", info, static (op, rewriter) => ExpandConsumer((StructuredOp)op, rewriter))),
        new Rule(
            "linalg.expand-producer", TensorExpandShapeOp.OpInfo,
            static (op, rewriter) => ExpandProducer((TensorExpandShapeOp)op, rewriter)),
    ]);

    // op(collapse(x)) -> collapse(op(x))
    private static bool ExpandConsumer(StructuredOp op, Rewriter rewriter)
    {
        for (var i = 0; i < op.DpsInputs.Count; i++)
            if (op.DpsInputs[i].Def is TensorCollapseShapeOp { Src.Type: RankedTensorType type } reshape && HasOneUse(reshape)
                && CanExpand(op, i) && LoopExpansion.Of(op, i, reshape.Groups, type.Shape) is { } expansion && Fits(op, expansion))
                return rewriter.Replace(op, Expand(op, i, reshape.Src, expansion, rewriter));
        return false;
    }

    // expand(op(x)) -> op(expand(x))
    private static bool ExpandProducer(TensorExpandShapeOp reshape, Rewriter rewriter)
    {
        if (reshape.Src is not OpResult { Owner: StructuredOp op, Index: var index } || !HasOneUse(op)) return false;
        var operand = op.DpsInputs.Count + index;
        if (reshape.Result.Type is not RankedTensorType type || !CanExpand(op, operand)) return false;
        if (LoopExpansion.Of(op, operand, reshape.Groups, type.Shape) is not { } expansion || !Fits(op, expansion)) return false;
        var values = Expand(op, operand, null, expansion, rewriter);
        rewriter.Replace(reshape, values[index].Def is TensorCollapseShapeOp collapse ? collapse.Src : values[index]);
        return rewriter.Replace(op, values);
    }

    private static bool HasOneUse(Operation op) => op.ResultList.Sum(result => result.Uses.Count()) == 1;

    private static bool CanExpand(StructuredOp op, int operand) =>
        op.HasPureTensors && op.IndexingMaps.All(map => map.IsProjectedPermutation())
        && op.IndexingMaps[operand].Results is { IsEmpty: false } results
        && results.All(result => op.IteratorTypes[((AffineDim)result).Position] == IteratorType.Parallel);

    // Whether the types of all operands say of their extents what the expanded ones say.
    private static bool Fits(StructuredOp op, LoopExpansion expansion)
    {
        var maps = op.IndexingMaps;
        for (var i = 0; i < maps.Count; i++)
            if (op.Operands[i].Type is RankedTensorType type && expansion.Expand(type, maps[i]) is var expanded && expanded != type
                && expansion.Groups(maps[i]).Collapse(expanded.Shape) != type.Shape)
                return false;
        return true;
    }

    // The results in their old shapes.
    private static Value[] Expand(StructuredOp op, int operand, Value? source, LoopExpansion expansion, Rewriter rewriter)
    {
        var builder = rewriter.BuilderBefore(op);
        var maps = op.IndexingMaps;
        var operands = op.Operands.Select((value, i) =>
            i == operand && source is not null ? source : Expanded(value, maps[i], expansion, builder)).ToList();
        var inputs = op.DpsInputs.Count;
        var fused = builder.Insert(GenericOp.Make(
            operands.GetRange(0, inputs), operands.GetRange(inputs, operands.Count - inputs), maps.Select(expansion.Expand),
            expansion.Expand(op.IteratorTypes)));
        new IrMapping().CloneInto(op.BodyRegion, fused.Region);
        foreach (var inner in fused.Body.Ops) rewriter.Note(inner);
        foreach (var index in fused.Body.Ops.OfType<LinalgIndexOp>().ToList()) Linearize(index, expansion, rewriter);
        return [.. op.ResultList.Select((result, i) => fused.Results[i].Type == result.Type
            ? (Value)fused.Results[i]
            : builder.Add(new TensorCollapseShapeOp(expansion.Groups(maps[inputs + i]).ToAttribute(), fused.Results[i], result.Type)))];
    }

    private static Value Expanded(Value value, AffineMap map, LoopExpansion expansion, Builder builder)
    {
        if (value.Type is not RankedTensorType type || expansion.Expand(type, map) is var expanded && expanded == type) return value;
        return builder.Add(TensorExpandShapeOp.Of(builder, value, expansion.Groups(map), expanded)!);
    }

    // i -> (i0 * n1 + i1) * n2 + i2
    private static void Linearize(LinalgIndexOp index, LoopExpansion expansion, Rewriter rewriter)
    {
        var (parts, extents) = (expansion.PartsOf((int)index.Dim), expansion.ExtentsOf((int)index.Dim));
        if (parts.Count == 1 && parts[0] == index.Dim) return;
        var builder = rewriter.BuilderBefore(index);
        var inner = parts.Skip(1).Select(part => builder.Add(new LinalgIndexOp(part))).ToList();
        var value = builder.Add(new LinalgIndexOp(parts[0]));
        for (var i = 0; i < inner.Count; i++)
        {
            var map = new AffineMap(2, 0, [AffineExpr.Dim(0) + (AffineExpr.Dim(1) * extents[i + 1])]);
            value = builder.Add(new AffineApplyOp(new AffineMapAttr(map), [inner[i], value]));
        }

        rewriter.Replace(index, value);
    }
}
