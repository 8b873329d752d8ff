using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Slices of a tensor at the coordinates that the innermost dimension of another holds. Undefined when one is not in
/// range.</summary>
[Op("tensor.gather",
    Format = "$source `[` $indices `]` `gather_dims` `(` $gather_dims `)` (`unique` $unique^)? attr-dict "
        + "`:` functional-type(operands, results)")]
[Traits(Pure)]
public sealed partial class TensorGatherOp : Operation, INamesValues, IFold
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<TensorOfSignlessIntegerOrIndex>] public partial Value Indices { get; }

    [Attr(Name = "gather_dims")] public partial Sequence<long> GatherDims { get; set; }

    /// <summary>No coordinates occur twice.</summary>
    [Attr] public partial bool Unique { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "gather");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => TensorFolding.Resized(constants[0], Result.Type);

    private bool Verify(DiagnosticBag diagnostics) =>
        GatherRules.VerifyDimensions(this, GatherDims, ((RankedTensorType)Source.Type).Rank, "gather", "source", diagnostics)
        && GatherRules.VerifySlices(this, "result", Source.Type, Indices.Type, GatherDims, Result.Type, diagnostics);
}

/// <summary>A tensor in which slices at the coordinates that the innermost dimension of another holds are replaced. Undefined when one is
/// not in range, or occurs twice.</summary>
[Op("tensor.scatter",
    Format = "$source `into` $dest `[` $indices `]` `scatter_dims` `(` $scatter_dims `)` (`unique` $unique^)? attr-dict "
        + "`:` functional-type(operands, results)")]
[Traits(Pure)]
public sealed partial class TensorScatterOp : Operation, INamesValues
{
    [Operand<AnyRankedTensor>] public partial Value Source { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Operand<TensorOfSignlessIntegerOrIndex>] public partial Value Indices { get; }

    [Attr(Name = "scatter_dims")] public partial Sequence<long> ScatterDims { get; set; }

    [Attr] public partial bool Unique { get; set; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "scatter");

    private bool Verify(DiagnosticBag diagnostics) =>
        GatherRules.VerifyDimensions(this, ScatterDims, ((RankedTensorType)Dest.Type).Rank, "scatter", "dest", diagnostics)
        && (Unique || Error(diagnostics, "requires 'unique' attribute to be set"))
        && GatherRules.VerifySlices(this, "source", Dest.Type, Indices.Type, ScatterDims, Source.Type, diagnostics);
}

/// <summary>What holds for slices at coordinates.</summary>
internal static class GatherRules
{
    public static bool VerifyDimensions(
        Operation op, Sequence<long> dimensions, int rank, string what, string where, DiagnosticBag diagnostics)
    {
        if (dimensions.IsEmpty) return op.Error(diagnostics, $"{what}_dims must be non-empty");
        if (dimensions.Count > rank) return op.Error(diagnostics, $"{what}_dims overflow {where} rank");
        foreach (var d in dimensions)
        {
            if (d < 0) return op.Error(diagnostics, $"{what}_dims value must be non-negative");
            if (d >= rank) return op.Error(diagnostics, $"{what}_dims value must be smaller than {where} rank");
        }

        for (var i = 1; i < dimensions.Count; i++)
            if (dimensions[i - 1] >= dimensions[i])
                return op.Error(diagnostics, $"{what}_dims values must be strictly increasing");
        return true;
    }

    public static bool VerifySlices(
        Operation op, string what, IrType whole, IrType indices, Sequence<long> dimensions, IrType slices, DiagnosticBag diagnostics)
    {
        var full = Infer((RankedTensorType)whole, (RankedTensorType)indices, dimensions, isReduced: false);
        var reduced = Infer((RankedTensorType)whole, (RankedTensorType)indices, dimensions, isReduced: true);
        return slices == full || slices == reduced
            || op.Error(
                diagnostics, $"{what} type mismatch: expected '{full}' or its rank-reduced variant '{reduced}' (got: '{slices}')");
    }

    // The dimensions that coordinates choose are left as ones, or left out.
    private static RankedTensorType Infer(RankedTensorType whole, RankedTensorType indices, Sequence<long> dimensions, bool isReduced)
    {
        var shape = indices.Shape.Take(Math.Max(0, indices.Rank - 1)).ToList();
        for (var d = 0; d < whole.Rank; d++)
            if (!dimensions.Contains(d)) shape.Add(whole.Shape[d]);
            else if (!isReduced) shape.Add(1);
        return whole with { Extents = shape.ToSequence() };
    }
}
