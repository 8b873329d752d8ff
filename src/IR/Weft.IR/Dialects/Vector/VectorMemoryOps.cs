using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A vector of neighbouring elements of memory, or an element that is a vector. Undefined when it is not in range.</summary>
[Op("vector.load", Format = "$base `[` $indices `]` attr-dict `:` type($base) `,` type($result)")]
public sealed partial class VectorLoadOp : Operation, IHasValueEffects, IFold
{
    [Operand<AnyMemRef>] public partial Value Base { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool), Default = "IntegerAttr.Bool(false)")]
    public partial IntegerAttr? Nontemporal { get; set; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Base)];

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (memory, result) = ((MemRefType)Base.Type, (VectorType)Result.Type);
        if (!VectorRules.HasUnitStride(memory)) return Error(diagnostics, "most minor memref dim must have unit stride");
        if (memory.Element is VectorType element && element != result)
            return Error(diagnostics, "base memref and result vector types should match");
        if (TypeRules.ElementOf(memory.Element) != result.Element)
            return Error(diagnostics, "base and result element types should match");
        return VectorRules.VerifyIndexCount(this, memory, Indices.Count, diagnostics);
    }
}

/// <summary>Puts a vector into neighbouring elements of memory, or into one that is a vector. Undefined when it is not in range.
/// </summary>
[Op("vector.store", Format = "$valueToStore `,` $base `[` $indices `]` attr-dict `:` type($base) `,` type($valueToStore)")]
public sealed partial class VectorStoreOp : Operation, IHasValueEffects, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value ValueToStore { get; }

    [Operand<AnyMemRef>] public partial Value Base { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool), Default = "IntegerAttr.Bool(false)")]
    public partial IntegerAttr? Nontemporal { get; set; }

    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Base)];

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (memory, value) = ((MemRefType)Base.Type, (VectorType)ValueToStore.Type);
        if (!VectorRules.HasUnitStride(memory)) return Error(diagnostics, "most minor memref dim must have unit stride");
        if (memory.Element is VectorType element && element != value)
            return Error(diagnostics, "base memref and valueToStore vector types should match");
        if (TypeRules.ElementOf(memory.Element) != value.Element)
            return Error(diagnostics, "base and valueToStore element type should match");
        return VectorRules.VerifyIndexCount(this, memory, Indices.Count, diagnostics);
    }
}

/// <summary>A vector from memory under a mask; masked-off elements are those of another vector.</summary>
[OpFamily("$base `[` $indices `]` `,` $mask `,` $pass_thru attr-dict `:` type($base) `,` type($mask) `,` type($pass_thru) "
    + "`into` type($result)")]
[Traits(None)]
public abstract class MaskedReadOp : Operation, IHasValueEffects
{
    protected MaskedReadOp(OperationState state) : base(state) { }

    protected MaskedReadOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<AnyMemRef>] public Value Base => OperandSlots[0].Value;

    [Operand<Index>] public OperandRange Indices => Operands.Slice(1, OperandSlots.Length - 3);

    [Operand<VectorOfRank1OfBool>] public Value Mask => OperandSlots[OperandSlots.Length - 2].Value;

    [Operand<VectorOfRank1>(Name = "pass_thru")] public Value PassThru => OperandSlots[OperandSlots.Length - 1].Value;

    [Result<VectorOfRank1>] public OpResult Result => Results[0];

    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Base)];

    protected bool Verify(DiagnosticBag diagnostics)
    {
        var (memory, result) = ((MemRefType)Base.Type, (VectorType)Result.Type);
        if (memory.Element != result.Element) return Error(diagnostics, "base and result element type should match");
        if (!VectorRules.VerifyIndexCount(this, memory, Indices.Count, diagnostics)) return false;
        if (result.Shape != ((VectorType)Mask.Type).Shape) return Error(diagnostics, "expected result dim to match mask dim");
        return PassThru.Type == result || Error(diagnostics, "expected pass_thru of same type as result type");
    }
}

/// <summary>Puts those elements of a vector into memory for which the mask is true.</summary>
[OpFamily("$base `[` $indices `]` `,` $mask `,` $valueToStore attr-dict `:` type($base) `,` type($mask) `,` type($valueToStore)")]
[Traits(None)]
public abstract class MaskedWriteOp : Operation, IHasValueEffects
{
    protected MaskedWriteOp(OperationState state) : base(state) { }

    protected MaskedWriteOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<AnyMemRef>] public Value Base => OperandSlots[0].Value;

    [Operand<Index>] public OperandRange Indices => Operands.Slice(1, OperandSlots.Length - 3);

    [Operand<VectorOfRank1OfBool>] public Value Mask => OperandSlots[OperandSlots.Length - 2].Value;

    [Operand<VectorOfRank1>] public Value ValueToStore => OperandSlots[OperandSlots.Length - 1].Value;

    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Base)];

    protected bool Verify(DiagnosticBag diagnostics)
    {
        var (memory, value) = ((MemRefType)Base.Type, (VectorType)ValueToStore.Type);
        if (memory.Element != value.Element) return Error(diagnostics, "base and valueToStore element type should match");
        if (!VectorRules.VerifyIndexCount(this, memory, Indices.Count, diagnostics)) return false;
        return value.Shape == ((VectorType)Mask.Type).Shape || Error(diagnostics, "expected valueToStore dim to match mask dim");
    }
}

/// <summary>Neighbouring elements of memory for which the mask is true; the others come from another vector and may be out of range.
/// </summary>
[Op("vector.maskedload")]
public sealed partial class MaskedLoadOp : MaskedReadOp, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);
}

/// <summary>Puts those elements of a vector into neighbouring elements of memory for which the mask is true.</summary>
[Op("vector.maskedstore")]
public sealed partial class MaskedStoreOp : MaskedWriteOp, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);
}

/// <summary>Elements of memory, one after the other, for those positions for which the mask is true; the others come from another
/// vector.</summary>
[Op("vector.expandload")]
public sealed partial class ExpandLoadOp : MaskedReadOp;

/// <summary>Puts those elements of a vector for which the mask is true into memory, one after the other.</summary>
[Op("vector.compressstore")]
public sealed partial class CompressStoreOp : MaskedWriteOp;

/// <summary>Elements of memory at offsets from an index that a vector gives; where the mask is false those of another vector.</summary>
[Op("vector.gather",
    Format = "$base `[` $indices `]` `[` $index_vec `]` `,` $mask `,` $pass_thru attr-dict `:` type($base) `,` type($index_vec) `,` "
        + "type($mask) `,` type($pass_thru) `into` type($result)")]
public sealed partial class VectorGatherOp : Operation, IMaskable, IHasValueEffects
{
    [Operand<AnyShaped>] public partial Value Base { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Operand<VectorOfIntegerOrIndex>(Name = "index_vec")] public partial Value IndexVec { get; }

    [Operand<VectorOfBool>] public partial Value Mask { get; }

    [Operand<AnyVector>(Name = "pass_thru")] public partial Value PassThru { get; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    public VectorType ExpectedMaskType => (VectorType)((VectorType)IndexVec.Type).WithElement(IntegerType.I1);

    public bool SupportsPassthru => false;

    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Base)];

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Base.Type is not (MemRefType or RankedTensorType))
            return Error(diagnostics, "requires base to be a memref or ranked tensor type");
        var (source, result) = ((ShapedType)Base.Type, (VectorType)Result.Type);
        if (source.Element != result.Element) return Error(diagnostics, "base and result element type should match");
        if (!VectorRules.VerifyIndexCount(this, source, Indices.Count, diagnostics)) return false;
        if (result.Shape != ((VectorType)IndexVec.Type).Shape) return Error(diagnostics, "expected result dim to match indices dim");
        if (result.Shape != ((VectorType)Mask.Type).Shape) return Error(diagnostics, "expected result dim to match mask dim");
        return PassThru.Type == result || Error(diagnostics, "expected pass_thru of same type as result type");
    }
}

/// <summary>Puts elements into memory at offsets from an index that a vector gives, where the mask is true; for equal offsets the last
/// element stays.</summary>
[Op("vector.scatter",
    Format = "$base `[` $indices `]` `[` $index_vec `]` `,` $mask `,` $valueToStore attr-dict `:` type($base) `,` type($index_vec) `,` "
        + "type($mask) `,` type($valueToStore)")]
public sealed partial class VectorScatterOp : Operation, IHasValueEffects
{
    [Operand<AnyMemRef>] public partial Value Base { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Operand<VectorOfRank1OfIntegerOrIndex>(Name = "index_vec")] public partial Value IndexVec { get; }

    [Operand<VectorOfRank1OfBool>] public partial Value Mask { get; }

    [Operand<VectorOfRank1>] public partial Value ValueToStore { get; }

    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Base)];

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (memory, value) = ((MemRefType)Base.Type, (VectorType)ValueToStore.Type);
        if (memory.Element != value.Element) return Error(diagnostics, "base and valueToStore element type should match");
        if (!VectorRules.VerifyIndexCount(this, memory, Indices.Count, diagnostics)) return false;
        if (value.Shape != ((VectorType)IndexVec.Type).Shape)
            return Error(diagnostics, "expected valueToStore dim to match indices dim");
        return value.Shape == ((VectorType)Mask.Type).Shape || Error(diagnostics, "expected valueToStore dim to match mask dim");
    }
}
