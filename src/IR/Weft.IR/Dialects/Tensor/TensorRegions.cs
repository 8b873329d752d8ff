using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A tensor whose elements a region computes from their indices.</summary>
[Op("tensor.generate", Format = "$dynamicExtents $body attr-dict `:` type($result)")]
[Traits(RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<TensorYieldOp>]
public sealed partial class GenerateOp : Operation, INamesValues, IVerifyRegions
{
    [Operand<Index>] public partial OperandRange DynamicExtents { get; }

    [Region(Blocks = 1)] public partial Region Body { get; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType Type => (RankedTensorType)Result.Type;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "generated");

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        var arguments = Body.Entry.Arguments;
        if (arguments.Any(a => a.Type is not IndexType)) return ErrorAsIs(diagnostics, "all body arguments must be index");
        if (arguments.Count != Type.Rank) return ErrorAsIs(diagnostics, "must have one body argument per input dimension");
        return Body.Entry.Last is TensorYieldOp yield && yield.Value.Type == Type.Element
            || Error(diagnostics, "body must be terminated with a `yield` operation of the tensor element type");
    }

    private bool Verify(DiagnosticBag diagnostics) => DynamicExtents.Count == Type.DynamicCount
        || ErrorAsIs(diagnostics, "must have as many index operands as dynamic extents in the result type");
}

/// <summary>A tensor with elements around it, which a region computes from their indices in the result.</summary>
[Op("tensor.pad",
    Format = "$source (`nofold` $nofold^)? `low` `` custom<DynamicIndexList>($low, $static_low) "
        + "`high` `` custom<DynamicIndexList>($high, $static_high) $region attr-dict `:` type($source) `to` type($result)")]
[Traits(AttrSizedOperandSegments, Pure, SingleBlock)]
[ImplicitTerminator<TensorYieldOp>]
public sealed partial class PadOp : Operation, INamesValues, IVerifyRegions, IFold
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<Index>] public partial OperandRange Low { get; }

    [Operand<Index>] public partial OperandRange High { get; }

    [Attr(Name = "static_low")] public partial Sequence<long> StaticLow { get; set; }

    [Attr(Name = "static_high")] public partial Sequence<long> StaticHigh { get; set; }

    /// <summary>The operation stays although it adds nothing.</summary>
    [Attr] public partial bool Nofold { get; set; }

    [Region(Blocks = 1)] public partial Region Region { get; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType SourceType => (RankedTensorType)Source.Type;

    public MixedIndex[] MixedLow => MixedIndex.Zip(StaticLow, Low);

    public MixedIndex[] MixedHigh => MixedIndex.Zip(StaticHigh, High);

    /// <summary>Nothing is added in front.</summary>
    public bool HasNoLow => Array.TrueForAll(MixedLow, low => low.Is(0));

    /// <summary>Whether something may be added to a dimension.</summary>
    public bool IsPadded(int dimension) => !MixedLow[dimension].Is(0) || !MixedHigh[dimension].Is(0);

    /// <summary>The element that is added everywhere, if it is a constant or comes from outside; null when it depends on the
    /// index.</summary>
    public Value? ConstantPadding => Region.Entry.Last is TensorYieldOp { Value: var padding }
        && (padding.Def is ConstantOp || padding.ParentBlock != Region.Entry) ? padding : null;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "padded");

    /// <summary>The extents of the result, computed where the builder stands.</summary>
    public MixedIndex[] ResultExtents(Builder builder)
    {
        var (shape, low, high) = (((ShapedType)Result.Type).Shape, MixedLow, MixedHigh);
        var sum = new AffineMap(1, 2, [AffineExpr.Dim(0) + AffineExpr.Symbol(0) + AffineExpr.Symbol(1)]);
        return [.. shape.Select((extent, d) => !Extents.IsOpen(extent) ? new MixedIndex(extent) : builder.Apply(
            sum, Extents.IsOpen(SourceType.Shape[d]) ? TensorDimOp.Of(builder, Source, d) : SourceType.Shape[d], low[d], high[d]))];
    }

    // Nothing is added.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        SourceType.HasStaticShape && Source.Type == Result.Type && !Nofold ? Source : default(FoldResult);

    /// <summary>The type of the padded tensor; null when there is not one number per dimension.</summary>
    public static RankedTensorType? Infer(RankedTensorType source, Sequence<long> low, Sequence<long> high)
    {
        if (low.Count != source.Rank || high.Count != source.Rank) return null;
        var shape = new long[source.Rank];
        for (var d = 0; d < shape.Length; d++) shape[d] = Extents.Add(Extents.Add(source.Shape[d], low[d]), high[d]);
        return new(new(shape), source.Element);
    }

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        var (result, arguments) = ((RankedTensorType)Result.Type, Region.Entry.Arguments);
        if (arguments.Count != result.Rank) return ErrorAsIs(diagnostics, $"expected the block to have {result.Rank} arguments");
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Type is not IndexType)
                return Error(diagnostics, $"expected block argument {i + 1} to be an index");
        return Region.Entry.Last is TensorYieldOp yield && yield.Value.Type == result.Element
            || Error(diagnostics, "expected yield type to match shape element type");
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var result = (RankedTensorType)Result.Type;
        if (Infer(SourceType, StaticLow, StaticHigh) is not { } expected)
            return ErrorAsIs(
                diagnostics, $"failed to infer expectedType from sourceType '{SourceType}', specified resultType is '{result}'");
        var fits = result.Rank == expected.Rank
            && Enumerable.Range(0, result.Rank).All(d => Extents.IsOpen(expected.Shape[d]) || result.Shape[d] == expected.Shape[d]);
        return fits
            ? IndexListForm.Verify(this, "low", result.Rank, StaticLow, Low.Count, diagnostics)
                && IndexListForm.Verify(this, "high", result.Rank, StaticHigh, High.Count, diagnostics)
            : ErrorAsIs(diagnostics, $"specified type '{result}' does not match the inferred type '{expected}'");
    }
}

/// <summary>The element that the region of a tensor operation computes.</summary>
[Op("tensor.yield", Format = "$value attr-dict `:` type($value)")]
[Traits(Pure, ReturnLike, IsTerminator)]
[HasParent("tensor.generate", "tensor.pad")]
public sealed partial class TensorYieldOp : Operation
{
    /// <summary>As it is where the text leaves it out: without its operand, which the verifier asks for.</summary>
    internal TensorYieldOp() : base(OpInfo, new OpParts([], [], [], [], [])) { }

    [Operand<AnyType>] public partial Value Value { get; }
}
