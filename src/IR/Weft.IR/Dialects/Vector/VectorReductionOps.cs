using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>All elements of a vector joined, beginning with the accumulator if there is one. Floating-point sums and products go from
/// the first element to the last unless <c>reassoc</c> allows another order.</summary>
[Op("vector.reduction",
    Format = "$kind `,` $vector (`,` $acc^)? (`fastmath` `` $fastmath^)? attr-dict `:` type($vector) `into` type($dest)")]
[Traits(Pure)]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
[TypesMatch("dest and acc have the same type", nameof(Dest), nameof(Acc), nameof(TypeRules.Same))]
public sealed partial class VectorReductionOp : Operation, IMaskable, IFastMath
{
    [Attr(Summary = "Kind of combining function for contractions and reductions")] public partial CombiningKind Kind { get; set; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<AnyType>] public partial Value? Acc { get; }

    [Attr(Default = "FastMath.None", Summary = "Floating point fast math flags")] public partial FastMath Fastmath { get; set; }

    [Result<AnyType>] public partial OpResult Dest { get; }

    public VectorType SourceType => (VectorType)Vector.Type;

    public VectorType ExpectedMaskType => (VectorType)SourceType.WithElement(IntegerType.I1);

    public bool SupportsPassthru => false;

    private bool HasSameElements => VectorRules.SameElements(Vector, Dest);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (SourceType.Rank > 1) return Error(diagnostics, $"unsupported reduction rank: {SourceType.Rank}");
        return Kind.Supports(Dest.Type)
            // The type is in quotes twice, as MLIR has it.
            || Error(diagnostics, $"unsupported reduction type ''{Dest.Type}'' for kind '{Kind.Keyword()}'");
    }
}

/// <summary>The elements of a vector joined along some dimensions, beginning with the accumulator.</summary>
[Op("vector.multi_reduction",
    Format = "$kind `,` $source `,` $acc attr-dict $reduction_dims `:` type($source) `to` type($dest)")]
[Traits(Pure)]
[AllTypesMatch(nameof(Dest), nameof(Acc))]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
public sealed partial class MultiReductionOp : Operation, IMaskable, IFold
{
    [Attr(Summary = "Kind of combining function for contractions and reductions")] public partial CombiningKind Kind { get; set; }

    [Operand<AnyVector>] public partial Value Source { get; }

    [Operand<AnyType>] public partial Value Acc { get; }

    [Attr(Name = "reduction_dims", Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr ReductionDims { get; set; }

    [Result<AnyType>] public partial OpResult Dest { get; }

    public VectorType SourceType => (VectorType)Source.Type;

    public VectorType ExpectedMaskType => (VectorType)SourceType.WithElement(IntegerType.I1);

    public bool SupportsPassthru => false;

    // multi_reduction(x : one dimension, a) along none -> x
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        SourceType.Rank == 1 && ReductionDims.Elements.Count == 0 ? Source : default(FoldResult);

    private bool HasSameElements => VectorRules.SameElements(Source, Dest);

    /// <summary>For each dimension whether it is joined away.</summary>
    public IReadOnlyList<bool> ReductionMask
    {
        get
        {
            var dims = ReductionDims.Int64s;
            return [.. Enumerable.Range(0, SourceType.Rank).Select(d => dims.Contains(d))];
        }
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var mask = ReductionMask;
        VectorDim[] kept = [.. SourceType.Dims.Where((_, d) => !mask[d])];
        var expected = kept.Length == 0 ? SourceType.Element : VectorType.Of(kept, SourceType.Element);
        return Dest.Type == expected
            || Error(diagnostics, $"destination type '{Dest.Type}' is incompatible with source type '{SourceType}'");
    }
}

/// <summary>Running joins along one dimension, beginning with an initial value: at each position the elements before it and, if the scan
/// is inclusive, the one there.</summary>
[Op("vector.scan", Format = "$kind `,` $source `,` $initial_value attr-dict `:` type($source) `,` type($initial_value)")]
[Traits(Pure)]
[AllTypesMatch(nameof(Source), nameof(Dest))]
[AllTypesMatch(nameof(InitialValue), nameof(AccumulatedValue))]
public sealed partial class ScanOp : Operation, Text.INamesValues
{
    [Attr(Summary = "Kind of combining function for contractions and reductions")] public partial CombiningKind Kind { get; set; }

    [Operand<AnyVector>] public partial Value Source { get; }

    [Operand<AnyVectorOfAnyRank>(Name = "initial_value")] public partial Value InitialValue { get; }

    [Attr(Name = "reduction_dim")] public partial long ReductionDim { get; set; }

    [Attr(Test = nameof(AttributeRules.IsBool), Summary = "bool attribute")] public partial IntegerAttr Inclusive { get; set; }

    [Result<AnyVector>] public partial OpResult Dest { get; }

    [Result<AnyVectorOfAnyRank>(Name = "accumulated_value")] public partial OpResult AccumulatedValue { get; }

    public void SuggestNames(Action<Value, string> suggest)
    {
        suggest(Dest, "dest");
        suggest(AccumulatedValue, "accumulated_value");
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, initial) = ((VectorType)Source.Type, (VectorType)InitialValue.Type);
        if (ReductionDim >= source.Rank)
            return Error(diagnostics, $"reduction dimension {ReductionDim} has to be less than {source.Rank}");
        if (initial.Rank != source.Rank - 1)
            return Error(diagnostics, $"initial value rank {initial.Rank} has to be equal to {source.Rank - 1}");
        if (!initial.Shape.SequenceEqual(source.Shape.Where((_, d) => d != ReductionDim)))
            return Error(diagnostics, "incompatible input/initial value shapes");
        return Kind.Supports(source.Element)
            || Error(diagnostics, $"unsupported reduction type '{source.Element}' for kind '{Kind.Keyword()}'");
    }
}
