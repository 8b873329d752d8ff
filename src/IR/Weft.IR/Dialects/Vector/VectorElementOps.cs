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
public sealed partial class ExtractElementOp : Operation, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value? Position { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    // extractelement(splat(x))[c] -> x; extractelement(broadcast(x))[c] -> x; extractelement(c)[d] -> c[d]
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Position is null || constants[1] is not IntegerAttr position) return default;
        return Vector.Def switch
        {
            VectorSplatOp { Input: var x } => x,
            VectorBroadcastOp { Source: { Type: not VectorType } x } => x,
            _ when constants[0] is DenseElementsAttr vector && position.Value >= 0 && position.Value < vector.ShapedType.ElementCount =>
                Elements.At(vector, position.Int64),
            _ => default(FoldResult),
        };
    }

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
public sealed partial class InsertElementOp : Operation, IFold
{
    [Operand<AnyType>] public partial Value Source { get; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Dest { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value? Position { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    // insertelement(c, d)[e] -> d with c at e
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Position is null || constants[0] is not { } element || constants[1] is not DenseElementsAttr vector
            || constants[2] is not IntegerAttr position || position.Value < 0 || position.Value >= vector.ShapedType.ElementCount)
            return default;
        return Elements.Pack(vector.ShapedType.ElementCount, Result.Type, i => i == position.Value ? element : Elements.At(vector, i));
    }

    private bool Verify(DiagnosticBag diagnostics) =>
        ExtractElementOp.VerifyPosition(this, (VectorType)Dest.Type, Position, diagnostics);
}

/// <summary>A vector with another value for the part at a position in its first dimensions. Undefined when the position is not in
/// range.</summary>
[Op("vector.insert",
    Format = "$source `,` $dest custom<DynamicIndexList>($dynamic_position, $static_position) attr-dict "
        + "`:` type($source) `into` type($dest)")]
[Traits(Pure)]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
[AllTypesMatch(nameof(Dest), nameof(Result))]
public sealed partial class VectorInsertOp : Operation, IFold
{
    [Operand<AnyType>] public partial Value Source { get; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Dest { get; }

    [Operand<Index>(Name = "dynamic_position")] public partial OperandRange DynamicPosition { get; }

    [Attr(Name = "static_position")] public partial Sequence<long> StaticPosition { get; set; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    public VectorType DestType => (VectorType)Dest.Type;

    private bool HasSameElements => VectorRules.SameElements(Source, Result);

    // insert(x, y)[] -> x
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        StaticPosition.IsEmpty && Source.Type == Result.Type ? Source : default(FoldResult);

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
