using System;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on structured operations.</summary>
public static class LinalgCanonicalization
{
    /// <summary>Those on all structured operations.</summary>
    public static RuleSet OfDialect { get; } = new(
    [
        .. StructuredOp.AllInfos.SelectMany(info => new[]
        {
            On<StructuredOp>(nameof(OnNothing), info, OnNothing),
            On<StructuredOp>(nameof(LinalgCastRules.KnownExtents), info, LinalgCastRules.KnownExtents),
        }),
        On<TensorCastOp>(nameof(LinalgCastRules.IntoProducer), TensorCastOp.OpInfo, LinalgCastRules.IntoProducer),
    ]);

    public static RuleSet Rules { get; } = new(
    [
        On<StructuredOp>(nameof(Identity), GenericOp.OpInfo, Identity),
        On<StructuredOp>(nameof(Identity), LinalgBroadcastOp.OpInfo, Identity),
        On<NamedStructuredOp>(nameof(CopyToSelf), NamedOpTable.Find("linalg.copy").Info, CopyToSelf),
        On<NamedStructuredOp>(
            nameof(LinalgFillCanonicalization.Copied), NamedOpTable.Find("linalg.copy").Info, LinalgFillCanonicalization.Copied),
        .. LinalgFillCanonicalization.Rules.All,
        On<LinalgTransposeOp>(nameof(TransposeTwice), LinalgTransposeOp.OpInfo, TransposeTwice),
        On<LinalgTransposeOp>(nameof(TransposeOfBroadcast), LinalgTransposeOp.OpInfo, TransposeOfBroadcast),
    ]);

    private static Rule On<T>(string name, OpInfo root, Func<T, Rewriter, bool> apply) where T : Operation =>
        new($"{nameof(LinalgCanonicalization)}.{name}", root, (op, rewriter) => apply((T)op, rewriter));

    // op on memref<0x..> -> nothing
    private static bool OnNothing(StructuredOp op, Rewriter rewriter)
    {
        if (!op.Operands.Types.Any(type => type is MemRefType memref && memref.Shape.Contains(0))) return false;
        rewriter.Erase(op);
        return true;
    }

    // y = generic(x) { yield x } -> x
    private static bool Identity(StructuredOp op, Rewriter rewriter)
    {
        if (op.IndexingMaps.Distinct().Count() != 1 || op.Body.First is not LinalgYieldOp yield) return false;
        if (op.HasPureBuffers)
        {
            if (op.OperandSlots.Length != 2 || op.DpsInputs.Count != 1 || op.Operands[0] != op.Operands[1]) return false;
            if (yield.Values[0] != op.Body.Arguments[0]) return false;
            rewriter.Erase(op);
            return true;
        }

        if (!op.HasPureTensors || yield.Values.Count != op.Results.Length) return false;
        var values = new Value[yield.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (yield.Values[i] is not BlockArgument argument || argument.Owner != op.Body) return false;
            values[i] = op.Operands[argument.Index];
            if (values[i].Type != op.Results[i].Type && !AreCastCompatible(values[i].Type, op.Results[i].Type)) return false;
        }

        for (var i = 0; i < values.Length; i++)
            if (values[i].Type != op.Results[i].Type)
                values[i] = rewriter.InsertBefore(op, new TensorCastOp(values[i], op.Results[i].Type)).Dest;
        return rewriter.Replace(op, values);
    }

    // copy(x, x) -> x
    private static bool CopyToSelf(NamedStructuredOp op, Rewriter rewriter) =>
        op.DpsInputs[0] == op.DpsInits[0] && rewriter.Replace(op, op.HasPureBuffers ? [] : [op.DpsInputs[0]]);

    // transpose(transpose(x, p), q) -> transpose(x, p o q)
    private static bool TransposeTwice(LinalgTransposeOp op, Rewriter rewriter) =>
        op.Input.Def is LinalgTransposeOp inner
        && rewriter.Replace(op, LinalgTransposeOp.Make(inner.Input, op.Init, op.Permutation.Select(i => inner.Permutation[(int)i])));

    // transpose(broadcast(x)) -> broadcast(transpose(x))
    private static bool TransposeOfBroadcast(LinalgTransposeOp op, Rewriter rewriter)
    {
        if (op.Input is not { HasOneUse: true, Def: LinalgBroadcastOp { Input.Type: RankedTensorType type } broadcast }) return false;
        var x = broadcast.Input;
        var (order, added) = (op.Permutation, broadcast.Dimensions);
        // Dimensions of x, in the order of the result, without the added ones between them.
        long[] kept = [.. order.Where(d => !added.Contains(d)).Select(d => d - added.Count(a => a < d))];
        var builder = rewriter.BuilderBefore(op);
        MixedIndex[] sizes = [.. Enumerable.Select(type.Shape, (extent, d) =>
            Extents.IsOpen(extent) ? (MixedIndex)TensorDimOp.Of(builder, x, d) : extent)];
        var init = builder.Add(EmptyOp.Of([.. kept.Select(d => sizes[(int)d])], type.Element));
        var transposed = builder.Insert(LinalgTransposeOp.Make(x, init, new(kept)));
        var dimensions = added.Select(a => (long)order.ToList().IndexOf(a));
        return rewriter.Replace(op, LinalgBroadcastOp.Make(transposed.Result[0], op.Init, dimensions));
    }

    private static bool AreCastCompatible(IrType from, IrType to) => from is RankedTensorType a && to is RankedTensorType b
        && a.Element == b.Element && TensorShapes.Agree(a, b);
}
