using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An element of a vector of rank 0 or 1. Undefined when the position is not in range.</summary>
[Op("vector.extractelement", Format = "$vector `[` ($position^ `:` type($position))? `]` attr-dict `:` type($vector)")]
[Traits(Pure)]
[TypesMatch("result type matches element type of vector operand", nameof(Vector), nameof(Result), nameof(TypeRules.ElementOf))]
public sealed partial class ExtractElementOp : Operation
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value? Position { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics) => VerifyPosition(this, (VectorType)Vector.Type, Position, diagnostics);

    internal static bool VerifyPosition(Operation op, VectorType type, Value? position, DiagnosticBag diagnostics)
    {
        if (type.Rank == 0) return position is null || op.Error(diagnostics, "expected position to be empty with 0-D vector");
        if (type.Rank != 1) return op.Error(diagnostics, "unexpected >1 vector rank");
        return position is not null || op.Error(diagnostics, "expected position for 1-D vector");
    }
}

/// <summary>A vector of rank 0 or 1 with another value for one element. Undefined when the position is not in range.</summary>
[Op("vector.insertelement", Format = "$source `,` $dest `[` ($position^ `:` type($position))? `]` attr-dict `:` type($result)")]
[Traits(Pure)]
[TypesMatch("source operand type matches element type of result", nameof(Result), nameof(Source), nameof(TypeRules.ElementOf))]
[AllTypesMatch(nameof(Dest), nameof(Result))]
public sealed partial class InsertElementOp : Operation
{
    [Operand<AnyType>] public partial Value Source { get; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Dest { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value? Position { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics) =>
        ExtractElementOp.VerifyPosition(this, (VectorType)Dest.Type, Position, diagnostics);
}

/// <summary>The part of a vector at a position in its first dimensions: an element when all of them are given. Undefined when the
/// position is not in range.</summary>
[Op("vector.extract",
    Format = "$vector `` custom<DynamicIndexList>($dynamic_position, $static_position) attr-dict `:` type($result) `from` type($vector)")]
[Traits(Pure)]
[Holds("operand and result have same element type", nameof(HasSameElements))]
public sealed partial class VectorExtractOp : Operation
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<Index>(Name = "dynamic_position")] public partial OperandRange DynamicPosition { get; }

    [Attr(Name = "static_position")] public partial Sequence<long> StaticPosition { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public VectorType SourceType => (VectorType)Vector.Type;

    private bool HasSameElements => VectorRules.SameElements(Vector, Result);

    /// <summary>What is left of a type when a position of so many dimensions is given: an element, or a vector of the rest.</summary>
    public static IrType PartOf(VectorType type, int depth) =>
        depth == type.Rank ? type.Element : VectorType.Of(type.Dims.Skip(Math.Min(depth, type.Rank)), type.Element);

    // A vector of one element may stand for the element.
    private static bool AreCompatible(IrType a, IrType b) =>
        a == b || IsOne(a, b) || IsOne(b, a);

    private static bool IsOne(IrType vector, IrType element) =>
        vector is VectorType { Extents: { Count: 1 } extents } one && extents[0] == 1 && one.Element == element;

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (StaticPosition.Count(p => p == ShapedType.Dynamic) != DynamicPosition.Count)
            return Error(
                diagnostics,
                "mismatch between dynamic and static positions (kDynamic marker but no corresponding dynamic position) -- this can only "
                + "happen due to an incorrect fold/rewrite");
        if (StaticPosition.Count > SourceType.Rank)
            return Error(diagnostics, "expected position attribute of rank no greater than vector rank");
        for (var i = 0; i < StaticPosition.Count; i++)
            if (StaticPosition[i] != ShapedType.Dynamic && (ulong)StaticPosition[i] >= (ulong)SourceType.Shape[i])
                return Error(
                    diagnostics,
                    $"expected position attribute #{i + 1} to be a non-negative integer smaller than the corresponding vector dimension");
        var inferred = PartOf(SourceType, StaticPosition.Count);
        return AreCompatible(inferred, Result.Type) || VectorRules.VerifyInferred(this, inferred, diagnostics);
    }
}

/// <summary>A vector with another value for the part at a position in its first dimensions. Undefined when the position is not in
/// range.</summary>
[Op("vector.insert",
    Format = "$source `,` $dest custom<DynamicIndexList>($dynamic_position, $static_position) attr-dict "
        + "`:` type($source) `into` type($dest)")]
[Traits(Pure)]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
[AllTypesMatch(nameof(Dest), nameof(Result))]
public sealed partial class VectorInsertOp : Operation
{
    [Operand<AnyType>] public partial Value Source { get; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Dest { get; }

    [Operand<Index>(Name = "dynamic_position")] public partial OperandRange DynamicPosition { get; }

    [Attr(Name = "static_position")] public partial Sequence<long> StaticPosition { get; set; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    public VectorType DestType => (VectorType)Dest.Type;

    private bool HasSameElements => VectorRules.SameElements(Source, Result);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var depth = StaticPosition.Count;
        if (!IndexListForm.Verify(this, "position", depth, StaticPosition, DynamicPosition.Count, diagnostics)) return false;
        if (depth > DestType.Rank)
            return Error(diagnostics, "expected position attribute of rank no greater than dest vector rank");
        if (Source.Type is VectorType source && source.Rank + depth != DestType.Rank)
            return Error(diagnostics, "expected position attribute rank + source rank to match dest vector rank");
        if (Source.Type is not VectorType && depth != DestType.Rank)
            return Error(diagnostics, "expected position attribute rank to match the dest vector rank");
        for (var i = 0; i < depth; i++)
            if (StaticPosition[i] != ShapedType.Dynamic && (ulong)StaticPosition[i] >= (ulong)DestType.Shape[i])
                return Error(
                    diagnostics,
                    $"expected position attribute #{i + 1} to be a non-negative integer smaller than the corresponding dest vector "
                    + "dimension");
        return true;
    }
}

/// <summary>A vector of the given elements, the last dimension fastest.</summary>
[Op("vector.from_elements")]
[Traits(Pure)]
[Holds("operand types match result element type", nameof(HasElements))]
public sealed partial class VectorFromElementsOp : Operation
{
    [Operand<AnyType>] public partial OperandRange Elements { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    private bool HasElements => ElementsListForm.Fits(Elements, Result.Type);

    public static bool Parse(IrParser parser, OperationState state) => ElementsListForm.Parse(parser, state, s_AnyVectorOfAnyRank);

    public override void PrintCustom(IrPrinter printer) => ElementsListForm.Print(printer, this);
}

/// <summary>A vector of equal elements.</summary>
[Op("vector.splat", Format = "$input attr-dict `:` type($aggregate)")]
[Traits(Pure)]
[TypesMatch("operand type matches element type of result", nameof(Aggregate), nameof(Input), nameof(TypeRules.ElementOf))]
public sealed partial class VectorSplatOp : Operation, IFold
{
    [Operand<VectorElement>] public partial Value Input { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Aggregate { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        constants[0] is IntegerAttr or FloatAttr ? Elements.Shaped(constants[0]!, Aggregate.Type) : default(FoldResult);
}

/// <summary>A scalar or vector repeated to fill a larger vector: along new leading dimensions, and along those where it has one
/// element.</summary>
[Op("vector.broadcast", Format = "$source attr-dict `:` type($source) `to` type($vector)")]
[Traits(Pure)]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
public sealed partial class VectorBroadcastOp : Operation
{
    [Operand<AnyType>] public partial Value Source { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Vector { get; }

    private bool HasSameElements => VectorRules.SameElements(Source, Vector);

    /// <summary>Whether values of one type can be repeated to fill the other; else why not, in words.</summary>
    public static string? Obstacle(IrType from, VectorType to)
    {
        if (from is not VectorType source)
            return from is IntegerType or IndexType or FloatType && from == to.Element ? null : "source type is not a vector";
        var lead = to.Rank - source.Rank;
        if (lead < 0) return "source rank higher than destination rank";
        for (var i = 0; i < source.Rank; i++)
            if (source.Shape[i] != 1 && source.Shape[i] != to.Shape[lead + i])
                return $"dimension mismatch ({source.Shape[i]} vs. {to.Shape[lead + i]})";
        return null;
    }

    private bool Verify(DiagnosticBag diagnostics) =>
        Obstacle(Source.Type, (VectorType)Vector.Type) is not { } obstacle || Error(diagnostics, obstacle);
}
