using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The same memory with dimensions split into several.</summary>
[Op("memref.expand_shape",
    Format = "$src $reassociation `output_shape` custom<DynamicIndexList>($output_shape, $static_output_shape) "
        + "attr-dict `:` type($src) `into` type($result)")]
[Traits(Pure)]
public sealed partial class MemRefExpandShapeOp : Operation, INamesValues, IViewLike, IFold
{
    [Operand<AnyStridedMemRef>] public partial Value Src { get; }

    [Attr(Summary = "Array of 64-bit integer array attributes", Test = nameof(AttributeRules.IsIndexListArray))]
    public partial ArrayAttr Reassociation { get; set; }

    [Operand<Index>(Name = "output_shape")] public partial OperandRange OutputShape { get; }

    [Attr(Name = "static_output_shape")] public partial Sequence<long> StaticOutputShape { get; set; }

    [Result<AnyStridedMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Src;

    public Reassociation Groups => Weft.IR.Reassociation.Of(Reassociation);

    /// <summary>Splits dimensions; extents that are open are computed from those of the source, where the builder stands. Null when a
    /// dimension is split into several open ones.</summary>
    public static MemRefExpandShapeOp? Of(Builder builder, Value source, Reassociation groups, MemRefType type)
    {
        if (groups.Groups.Any(group => group.Count(d => Extents.IsOpen(type.Shape[d])) > 1)) return null;
        var from = ((ShapedType)source.Type).Shape;
        var extents = Enumerable.Select(from, (e, d) => Extents.IsOpen(e) ? DimOp.Of(builder, source, d) : null).ToArray();
        return new(groups.ToAttribute(), type.Shape, source, groups.OpenParts(builder, type.Shape, extents), type);
    }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "expand_shape");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)Src.Type, (MemRefType)Result.Type);
        var (from, to) = (source.Rank, result.Rank);
        if (from > to)
            return Error(diagnostics, $"has source rank {from} and result rank {to}. This is not an expansion ({from} > {to}).");
        if (!ReshapeTypes.Verify(this, source.Shape, result.Shape, Groups, diagnostics)) return false;
        if (ReshapeTypes.Expand(source, result.Shape, Groups) is not { } expected)
            return Error(diagnostics, "invalid source layout map");
        if (expected != result) return Error(diagnostics, $"expected expanded type to be '{expected}' but found '{result}'");
        var shape = StaticOutputShape;
        if (shape.Count != to)
            return Error(
                diagnostics,
                $"expected number of static shape bounds to be equal to the output rank ({to}) but found {shape.Count} inputs instead");
        if (Extents.CountOpen(shape) is var open && open != OutputShape.Count)
            return Error(
                diagnostics,
                "mismatch in dynamic dims in output_shape and static_output_shape: "
                + $"static_output_shape has {open} dynamic dims while output_shape has {OutputShape.Count} values");
        for (var d = 0; d < to; d++)
            if (!Extents.IsOpen(result.Shape[d]) && result.Shape[d] != shape[d])
                return Error(diagnostics, $"invalid output shape provided at pos {d}");
        return true;
    }
}

/// <summary>The same memory with groups of dimensions joined. Undefined when the elements of a group are not next to each
/// other.</summary>
[Op("memref.collapse_shape", Format = "$src $reassociation attr-dict `:` type($src) `into` type($result)")]
[Traits(Pure)]
public sealed partial class MemRefCollapseShapeOp : Operation, INamesValues, IViewLike, IFold
{
    [Operand<AnyStridedMemRef>] public partial Value Src { get; }

    [Attr(Summary = "Array of 64-bit integer array attributes", Test = nameof(AttributeRules.IsIndexListArray))]
    public partial ArrayAttr Reassociation { get; set; }

    [Result<AnyStridedMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Src;

    public Reassociation Groups => Weft.IR.Reassociation.Of(Reassociation);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "collapse_shape");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)Src.Type, (MemRefType)Result.Type);
        var (from, to) = (source.Rank, result.Rank);
        if (from < to)
            return Error(diagnostics, $"has source rank {from} and result rank {to}. This is not a collapse ({from} < {to}).");
        if (!ReshapeTypes.Verify(this, result.Shape, source.Shape, Groups, diagnostics)) return false;
        if (ReshapeTypes.Collapse(source, result.Shape, Groups) is not { } expected)
            return Error(diagnostics, "invalid source layout map or collapsing non-contiguous dims");
        return expected == result || Error(diagnostics, $"expected collapsed type to be '{expected}' but found '{result}'");
    }
}
