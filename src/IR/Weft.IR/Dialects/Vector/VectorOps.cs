using System;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

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
public sealed partial class VectorBroadcastOp : Operation, IFold
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

    // broadcast(x) to x's type -> x; broadcast(c) -> c, when all its elements are equal
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Source.Type == Vector.Type ? Source : constants[0] switch
    {
        DenseElementsAttr { IsSplat: true } splat => splat with { ShapedType = (VectorType)Vector.Type },
        IntegerAttr or FloatAttr => Elements.Shaped(constants[0]!, Vector.Type),
        _ => default(FoldResult),
    };

    private bool Verify(DiagnosticBag diagnostics) =>
        Obstacle(Source.Type, (VectorType)Vector.Type) is not { } obstacle || Error(diagnostics, obstacle);
}

/// <summary>0, 1, 2 and so on.</summary>
[Op("vector.step", Format = "attr-dict `:` type($result)")]
[Traits(Pure)]
public sealed partial class StepOp : Operation, IFold
{
    [Result<VectorOfRank1OfIndex>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Result.Type is VectorType { HasScalableDimension: false } type
        ? Elements.Pack(type.ElementCount, type, IntegerAttr.Index) : default(FoldResult);
}

/// <summary>How many times the size that is written a scalable dimension has on the machine.</summary>
[Op("vector.vscale", Format = "attr-dict")]
[Traits(Pure)]
public sealed partial class VscaleOp : Operation, INamesValues
{
    [Result<Index>] public partial OpResult Res { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Res, "vscale");
}
