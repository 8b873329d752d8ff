using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A tensor with dimensions split into several.</summary>
[Op("tensor.expand_shape",
    Format = "$src $reassociation `output_shape` custom<DynamicIndexList>($output_shape, $static_output_shape) "
        + "attr-dict `:` type($src) `into` type($result)")]
[Traits(Pure)]
public sealed partial class TensorExpandShapeOp : Operation, INamesValues, IFold
{
    [Operand<AnyTensor>] public partial Value Src { get; }

    [Attr(Summary = "Array of 64-bit integer array attributes", Test = nameof(AttributeRules.IsIndexListArray))]
    public partial ArrayAttr Reassociation { get; set; }

    [Operand<Index>(Name = "output_shape")] public partial OperandRange OutputShape { get; }

    [Attr(Name = "static_output_shape")] public partial Sequence<long> StaticOutputShape { get; set; }

    [Result<AnyTensor>] public partial OpResult Result { get; }

    public Reassociation Groups => Weft.IR.Reassociation.Of(Reassociation);

    public MixedIndex[] MixedOutputShape => MixedIndex.Zip(StaticOutputShape, OutputShape);

    /// <summary>Splits dimensions; extents that are open are computed from those of the source, where the builder stands. Null when a
    /// dimension is split into several open ones.</summary>
    public static TensorExpandShapeOp? Of(Builder builder, Value source, Reassociation groups, RankedTensorType type)
    {
        if (groups.Groups.Any(group => group.Count(d => Extents.IsOpen(type.Shape[d])) > 1)) return null;
        var from = ((ShapedType)source.Type).Shape;
        var extents = Enumerable.Select(from, (e, d) => Extents.IsOpen(e) ? TensorDimOp.Of(builder, source, d) : null).ToArray();
        return new(groups.ToAttribute(), type.Shape, source, groups.OpenParts(builder, type.Shape, extents), type);
    }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "expanded");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Src.Type == Result.Type ? Src
        : TensorFolding.Reshaped(constants[0], Result.Type) is { IsNone: false } constant ? constant
        : Src.Def is TensorCollapseShapeOp before && before.Groups.IsUndoneBy(Groups, before.Src.Type, Result.Type) ? before.Src
        : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (rank, shape) = (((ShapedType)Result.Type).Rank, StaticOutputShape);
        if (shape.Count != rank)
            return Error(
                diagnostics,
                $"expected number of static shape dims to be equal to the output rank ({rank}) but found {shape.Count} inputs instead");
        if (Extents.CountOpen(shape) is var open && open != OutputShape.Count)
            return Error(
                diagnostics,
                "mismatch in dynamic dims in output_shape and static_output_shape: "
                + $"static_output_shape has {open} dynamic dims while output_shape has {OutputShape.Count} values");
        return TensorReshapeRules.Verify(this, Result.Type, Src.Type, Groups, diagnostics);
    }
}

/// <summary>A tensor with groups of dimensions joined.</summary>
[Op("tensor.collapse_shape", Format = "$src $reassociation attr-dict `:` type($src) `into` type($result)")]
[Traits(Pure)]
public sealed partial class TensorCollapseShapeOp : Operation, INamesValues, IFold
{
    [Operand<AnyTensor>] public partial Value Src { get; }

    [Attr(Summary = "Array of 64-bit integer array attributes", Test = nameof(AttributeRules.IsIndexListArray))]
    public partial ArrayAttr Reassociation { get; set; }

    [Result<AnyTensor>] public partial OpResult Result { get; }

    public Reassociation Groups => Weft.IR.Reassociation.Of(Reassociation);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "collapsed");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Src.Type == Result.Type ? Src
        : TensorFolding.Reshaped(constants[0], Result.Type) is { IsNone: false } constant ? constant
        : Src.Def is TensorExpandShapeOp before && before.Groups.IsUndoneBy(Groups, before.Src.Type, Result.Type) ? before.Src
        : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics) => TensorReshapeRules.Verify(this, Src.Type, Result.Type, Groups, diagnostics);
}

/// <summary>What groups of dimensions must be.</summary>
internal static class TensorReshapeRules
{
    public static bool Verify(Operation op, IrType expandedType, IrType collapsedType, Reassociation groups, DiagnosticBag diagnostics)
    {
        if (expandedType is not RankedTensorType expanded || collapsedType is not RankedTensorType collapsed)
            return op.Error(diagnostics, "is not defined for unranked tensors");
        if (expanded.Rank < collapsed.Rank)
            return op.Error(
                diagnostics,
                $"expected the expanded type, '{expanded}' to have a higher (or same) rank than the collapsed type, '{collapsed}'.");
        if (collapsed.Rank != groups.Count)
            return op.Error(
                diagnostics, $"expected collapsed rank ({collapsed.Rank}) to equal the number of reassociation maps ({groups.Count}).");
        if (Covered(groups) is var covered && groups.Count > 0 && covered != expanded.Rank)
            return op.Error(
                diagnostics,
                $"expected reassociation map #0 to have size equal to the expanded rank ({expanded.Rank}), but it is  {covered}.");
        if (Invalid(groups) is { } invalid)
            return op.Error(diagnostics, $"expected reassociation map #{invalid} to be valid and contiguous.");
        for (var i = 0; i < groups.Count; i++)
        {
            var size = Extents.Product(groups[i].Select(d => expanded.Shape[d]));
            if (size == collapsed.Shape[i]) continue;
            return op.Error(diagnostics, $"expected dimension {i} of collapsed type to be "
                + (Extents.IsOpen(size)
                    ? "dynamic since one or more of the corresponding dimensions in the expanded type is dynamic"
                    : $"static value of {size}"));
        }

        IrType expected = new RankedTensorType(groups.Collapse(expanded.Shape), expanded.Element);
        return TensorShapes.AreSameWithoutEncoding(expected, collapsed)
            || op.Error(diagnostics, $"expected collapsed type to be '{expected}', but got '{collapsed}'");
    }

    // One more than the largest dimension named.
    private static int Covered(Reassociation groups) => groups.Groups.SelectMany(g => g).DefaultIfEmpty(-1).Max() + 1;

    private static int? Invalid(Reassociation groups)
    {
        var next = 0;
        for (var i = 0; i < groups.Count; i++)
            foreach (var d in groups[i])
                if (d != next++)
                    return i;
        return null;
    }
}
