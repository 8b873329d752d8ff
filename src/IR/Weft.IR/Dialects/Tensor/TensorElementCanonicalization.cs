using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on single elements of tensors, and on tensors that are made from extents and elements.</summary>
public static partial class TensorElementCanonicalization
{
    // extract(cast(x)) -> extract(x)
    [Rule]
    private static Operation? OfCast(TensorExtractOp op) => op.Tensor.Def is TensorCastOp { Source: { Type: RankedTensorType } x }
        ? new TensorExtractOp(x, op.Indices.ToArray()) : null;

    // extract(index_cast(x)) -> index_cast(extract(x))
    [Rule]
    private static Operation? OfIndexCast(TensorExtractOp op, Rewriter rewriter)
    {
        if (op.Tensor.Def is not IndexCastOp { In: var x }) return null;
        var element = rewriter.InsertBefore(op, new TensorExtractOp(x, op.Indices.ToArray()));
        return new IndexCastOp(element.Result, op.Result.Type);
    }

    // extract(generate { f }, i) -> f(i)
    [Rule]
    private static bool OfGenerate(TensorExtractOp op, Rewriter rewriter)
    {
        if (op.Tensor.Def is not GenerateOp generate || !generate.WouldBeDead) return false;
        var (builder, mapping, body) = (rewriter.BuilderBefore(op), new IrMapping(), generate.Body.Entry);
        foreach (var argument in body.Arguments) mapping[argument] = op.Indices[argument.Index];
        for (var inner = body.First!; inner != body.Last; inner = inner.Next!) builder.Insert(mapping.Clone(inner));
        return rewriter.Replace(op, mapping[((TensorYieldOp)body.Last!).Value]);
    }

    // dim(empty(n), i) -> n[i]
    [Rule]
    private static Value? ExtentOfEmpty(TensorDimOp op) =>
        op is { OpenIndex: { } index, Source.Def: EmptyOp empty } ? empty.MixedSizes[index].Value : null;

    // empty(c) : tensor<?x> -> cast(empty : tensor<cx>)
    [Rule]
    private static Operation? EmptyOfConstants(EmptyOp op, Rewriter rewriter) => Known(op.Type, op.DynamicSizes) is var (type, sizes)
        ? new TensorCastOp(rewriter.InsertBefore(op, new EmptyOp(sizes, type)).Result, op.Type) : null;

    // generate(c) : tensor<?x> -> cast(generate : tensor<cx>)
    [Rule]
    private static Operation? GenerateOfConstants(GenerateOp op, Rewriter rewriter)
    {
        if (Known(op.Type, op.DynamicExtents) is not var (type, extents)) return null;
        var generate = rewriter.InsertBefore(op, new GenerateOp(extents, type));
        op.Body.MoveBlocksTo(generate.Body);
        return new TensorCastOp(generate.Result, op.Type);
    }

    // concat(x) -> cast(x)
    [Rule]
    private static Operation? OfOne(ConcatOp op) => op.Inputs.Count == 1 ? new TensorCastOp(op.Inputs[0], op.Result.Type) : null;

    // The type with the extents that are constants, and the extents that remain; null when none is.
    private static (RankedTensorType Type, List<Value> Sizes)? Known(RankedTensorType type, OperandRange sizes)
    {
        var mixed = MixedIndex.Zip(type.Shape, sizes).Select(size => size.Constant >= 0 ? size.Folded : size).ToArray();
        var (shape, values) = MixedIndex.Split(mixed);
        return values.Count == sizes.Count ? null : (type with { Extents = shape }, values);
    }
}
