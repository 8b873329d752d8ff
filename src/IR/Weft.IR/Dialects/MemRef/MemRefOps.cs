using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Makes memory. One operand per extent that the type leaves open, one symbol per unknown of its layout.</summary>
[OpFamily("`(` $dynamicSizes `)` (`` `[` $symbolOperands^ `]`)? attr-dict `:` type($memref)")]
[Traits(AttrSizedOperandSegments)]
public abstract class AllocationOp : Operation, IHasValueEffects, INamesValues
{
    protected AllocationOp(OperationState state) : base(state) { }

    protected AllocationOp(OpInfo info, OpParts parts) : base(info, parts) { }

    public MemoryEffects Effects => MemoryEffects.Allocate;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Allocate, Memref)];

    [Attr]
    public long? Alignment
    {
        get => ((IntegerAttr?)Property(0))?.Int64;
        set => SetProperty(0, value is { } bytes ? IntegerAttr.I64(bytes) : null);
    }

    [Operand<Index>] public OperandRange DynamicSizes => Operands.Slice(Segment(1, 0).Start, Segment(1, 0).Count);

    [Operand<Index>] public OperandRange SymbolOperands => Operands.Slice(Segment(1, 1).Start, Segment(1, 1).Count);

    [Result<AnyMemRef>] public OpResult Memref => Results[0];

    public void SuggestNames(Action<Value, string> suggest) => suggest(Memref, Name.Substring("memref.".Length));

    /// <summary>The operand that gives a dimension its extent; null where the type does.</summary>
    public Value? SizeOf(int dimension)
    {
        var shape = ((MemRefType)Memref.Type).Shape;
        return shape[dimension] == ShapedType.Dynamic ? DynamicSizes[shape.Take(dimension).Count(d => d == ShapedType.Dynamic)] : null;
    }

    private protected bool Verify(DiagnosticBag diagnostics)
    {
        var type = (MemRefType)Memref.Type;
        if (DynamicSizes.Count != type.DynamicCount)
            return Error(diagnostics, "dimension operand count does not equal memref dynamic dimension count");
        var symbols = type.Layout switch
        {
            AffineMapAttr { Map: var map } => map.SymbolCount,
            StridedLayoutAttr strided => strided.Strides.Append(strided.Offset).Count(s => s == ShapedType.Dynamic),
            _ => 0,
        };
        return SymbolOperands.Count == symbols
            || Error(
                diagnostics,
                $"symbol operand count does not equal memref symbol count: expected {symbols}, got {SymbolOperands.Count}");
    }
}

/// <summary>Memory that lives until <c>memref.dealloc</c>.</summary>
[Op("memref.alloc")]
public sealed partial class AllocOp : AllocationOp;

/// <summary>Memory that lives until the enclosing allocation scope (a function, a loop turn) ends.</summary>
[Op("memref.alloca")]
public sealed partial class AllocaOp : AllocationOp;

/// <summary>Ends the life of memory from <c>memref.alloc</c>.</summary>
[Op("memref.dealloc", Format = "$memref attr-dict `:` type($memref)")]
public sealed partial class DeallocOp : Operation, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Free;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Free, Memref)];

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Memref { get; }
}

/// <summary>An element of memory. Undefined when an index is not in range.</summary>
[Op("memref.load", Format = "$memref `[` $indices `]` attr-dict `:` type($memref)")]
[TypesMatch("result type matches element type of 'memref'", nameof(Memref), nameof(Result), nameof(TypeRules.ElementOf))]
public sealed partial class LoadOp : Operation, IMemoryAccess, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref)];

    [Attr(Summary = "bool attribute")] public partial IntegerAttr? Nontemporal { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.VerifyIndices(this, "load", diagnostics);
}

/// <summary>Puts a value in memory. Undefined when an index is not in range.</summary>
[Op("memref.store", Format = "$value `,` $memref `[` $indices `]` attr-dict `:` type($memref)")]
[TypesMatch("type of 'value' matches element type of 'memref'", nameof(Memref), nameof(Value), nameof(TypeRules.ElementOf))]
public sealed partial class StoreOp : Operation, IMemoryAccess, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Memref)];

    [Attr(Summary = "bool attribute")] public partial IntegerAttr? Nontemporal { get; set; }

    [Operand<AnyType>] public partial Value Value { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.VerifyIndices(this, "store", diagnostics);
}

/// <summary>The extent of one dimension. Undefined when there is no such dimension.</summary>
[Op("memref.dim", Format = "attr-dict $source `,` $index `:` type($source)")]
[Traits(NoMemoryEffect)]
public sealed partial class DimOp : Operation, IFold, INamesValues, IShapedDim
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<Index>] public partial Value Index { get; }

    [Result<Index>] public partial OpResult Result { get; }

    public Value ShapedValue => Source;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "dim");

    /// <summary>An extent, asked for where the builder stands.</summary>
    public static Value Of(Builder builder, Value array, int dimension) =>
        builder.Add(new DimOp(array, builder.Add(ConstantOp.Index(dimension))));

    /// <summary>The dimension, if it is a constant.</summary>
    public int? ConstantIndex => ConstantOp.IntegerOf(Index) is >= 0 and <= int.MaxValue and var index ? (int)index : null;

    // The extent that the type, or the allocation, says.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Source.Type is not MemRefType type || ConstantIndex is not { } index || index >= type.Rank) return default;
        if (type.Shape[index] != ShapedType.Dynamic) return IntegerAttr.Index(type.Shape[index]);
        return Source.Def is AllocationOp allocation && allocation.SizeOf(index) is { } size ? size : default(FoldResult);
    }
}

/// <summary>Copies all elements. The two must have one shape and must not overlap.</summary>
[Op("memref.copy", Format = "$source `,` $target attr-dict `:` type($source) `to` type($target)")]
[Traits(SameOperandsElementType, SameOperandsShape)]
public sealed partial class CopyOp : Operation, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Source), new(MemoryEffects.Write, Target)];

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Target { get; }
}

/// <summary>The same memory under a type that knows more or less of its extents. Undefined when they differ.</summary>
[Op("memref.cast", Format = "$source attr-dict `:` type($source) `to` type($dest)")]
[Traits(Pure)]
public sealed partial class MemRefCastOp : Operation, INamesValues, IViewLike, ICast
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Result<AnyRankedOrUnrankedMemRef>] public partial OpResult Dest { get; }

    public Value ViewSource => Source;

    public bool AreCastCompatible(IrType from, IrType to) => MemRefRules.AreCastCompatible(from, to);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Dest, "cast");

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.AreCastCompatible(Source.Type, Dest.Type)
        || Error(diagnostics, $"operand type '{Source.Type}' and result type '{Dest.Type}' are cast incompatible");
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

    public static bool AreCastCompatible(IrType from, IrType to)
    {
        if (((ShapedType)from).Element != ((ShapedType)to).Element) return false;
        if (from is not MemRefType a || to is not MemRefType b) return from is MemRefType || to is MemRefType;
        if (a.Rank != b.Rank || a.MemorySpace != b.MemorySpace) return false;
        for (var i = 0; i < a.Rank; i++)
            if (a.Shape[i] != b.Shape[i] && a.Shape[i] != ShapedType.Dynamic && b.Shape[i] != ShapedType.Dynamic)
                return false;
        return a.Layout == b.Layout || a.Layout is StridedLayoutAttr || b.Layout is StridedLayoutAttr;
    }
}
