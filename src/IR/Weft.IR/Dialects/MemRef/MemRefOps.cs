using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An element of memory. Undefined when an index is not in range.</summary>
[Op("memref.load", Format = "$memref `[` $indices `]` attr-dict `:` type($memref)")]
[TypesMatch("result type matches element type of 'memref'", nameof(Memref), nameof(Result), nameof(TypeRules.ElementOf))]
public sealed partial class LoadOp : Operation, IMemoryAccess, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref)];

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool), Default = "IntegerAttr.Bool(false)")]
    public partial IntegerAttr? Nontemporal { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.VerifyIndices(this, "load", diagnostics);
}

/// <summary>Puts a value in memory. Undefined when an index is not in range.</summary>
[Op("memref.store", Format = "$value `,` $memref `[` $indices `]` attr-dict `:` type($memref)")]
[TypesMatch("type of 'value' matches element type of 'memref'", nameof(Memref), nameof(Value), nameof(TypeRules.ElementOf))]
public sealed partial class StoreOp : Operation, IMemoryAccess, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Memref)];

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool), Default = "IntegerAttr.Bool(false)")]
    public partial IntegerAttr? Nontemporal { get; set; }

    [Operand<AnyType>] public partial Value Value { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this, but: Value);

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.VerifyIndices(this, "store", diagnostics);
}

/// <summary>The extent of one dimension. Undefined when there is no such dimension.</summary>
[Op("memref.dim", Format = "attr-dict $source `,` $index `:` type($source)")]
[Traits(NoMemoryEffect)]
public sealed partial class DimOp : Operation, IFold, INamesValues, IShapedDim, ISpeculatable
{
    [Operand<AnyNon0RankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<Index>] public partial Value Index { get; }

    [Result<Index>] public partial OpResult Result { get; }

    public Value ShapedValue => Source;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "dim");

    /// <summary>An extent, asked for where the builder stands.</summary>
    public static Value Of(Builder builder, Value array, int dimension) =>
        builder.Add(new DimOp(array, builder.Add(ConstantOp.Index(dimension))));

    /// <summary>The dimension, if it is a constant.</summary>
    public int? ConstantIndex => ConstantOp.IntegerOf(Index) is >= 0 and <= int.MaxValue and var index ? (int)index : null;

    public Speculatability Speculatability =>
        Source.Type is MemRefType type && ConstantIndex < type.Rank ? Speculatability.Yes : Speculatability.No;

    // The extent that the type, or the allocation, says.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Source.Type is not MemRefType type || ConstantIndex is not { } index || index >= type.Rank) return default;
        if (type.Shape[index] != ShapedType.Dynamic) return IntegerAttr.Index(type.Shape[index]);
        if (Source.Def is AllocationOp allocation && allocation.SizeOf(index) is { } size) return size;
        if (Source.Def is ViewOp view) return view.Sizes[Extents.CountOpen(type.Shape.Take(index))];
        if (Source.Def is SubViewOp part) return SizeOf(part, index);
        if (Source.Def is IOffsetSizeAndStride slice) return slice.MixedSizes[index].Value;
        if (Source.Def is not MemRefCastOp { Source: { Type: MemRefType } source }) return default;
        SetOperand(0, source);
        return FoldResult.InPlace;
    }

    // The size that stands for a dimension of a part that may leave dimensions out.
    private static FoldResult SizeOf(SubViewOp part, int index)
    {
        if (part.DroppedDimensions is not { } dropped) return default;
        for (var d = 0; d < dropped.Length; d++)
            if (!dropped[d] && index-- == 0) return part.MixedSizes[d].Value;
        return default;
    }
}

/// <summary>The number of dimensions.</summary>
[Op("memref.rank", Format = "$memref attr-dict `:` type($memref)")]
[Traits(Pure)]
public sealed partial class MemRefRankOp : Operation, IFold
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Memref { get; }

    [Result<Index>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Memref.Type is MemRefType type ? IntegerAttr.Index(type.Rank) : default(FoldResult);
}

/// <summary>Copies all elements. The two must have one shape and must not overlap.</summary>
[Op("memref.copy", Format = "$source `,` $target attr-dict `:` type($source) `to` type($target)")]
[Traits(SameOperandsElementType, SameOperandsShape)]
public sealed partial class CopyOp : Operation, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Source), new(MemoryEffects.Write, Target)];

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Target { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this, learning: false);
}

/// <summary>A load or store of one element.</summary>
public interface IMemoryAccess
{
    Value Memref { get; }

    OperandRange Indices { get; }

    Location Location { get; }
}

internal static class MemRefRules
{
    public static bool VerifyIndices<T>(T op, string what, DiagnosticBag diagnostics) where T : Operation, IMemoryAccess
    {
        var rank = ((MemRefType)op.Memref.Type).Rank;
        return op.Indices.Count == rank || op.Error(diagnostics, what == "load"
            ? $"incorrect number of indices for load, expected {rank} but got {op.Indices.Count}"
            : "store index operand count not equal to memref rank");
    }
}
