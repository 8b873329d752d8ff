using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A tensor whose elements are undefined: a shape, for example as destination.</summary>
[Op("tensor.empty", Format = "`(` $dynamicSizes `)` attr-dict `:` type($result)")]
[Traits(Pure)]
public sealed partial class EmptyOp : Operation
{
    [Operand<Index>] public partial OperandRange DynamicSizes { get; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public RankedTensorType Type => (RankedTensorType)Result.Type;

    public MixedIndex[] MixedSizes => MixedIndex.Zip(Type.Shape, DynamicSizes);

    /// <summary>An empty tensor of the given extents.</summary>
    public static EmptyOp Of(IReadOnlyList<MixedIndex> sizes, IrType element, Attribute? encoding = null)
    {
        var (shape, values) = MixedIndex.Split(sizes);
        return new(values, new RankedTensorType(shape, element, encoding));
    }

    private bool Verify(DiagnosticBag diagnostics) => TensorRules.VerifySizes(this, DynamicSizes.Count, Type, diagnostics);
}

/// <summary>An element. Undefined when an index is not in range.</summary>
[Op("tensor.extract", Format = "$tensor `[` $indices `]` attr-dict `:` type($tensor)")]
[Traits(Pure)]
[TypesMatch("result type matches element type of tensor", nameof(Tensor), nameof(Result), nameof(TypeRules.ElementOf))]
public sealed partial class TensorExtractOp : Operation, INamesValues, IFold
{
    [Operand<AnyRankedTensor>] public partial Value Tensor { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "extracted");

    // The element of a constant or of given elements.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (constants[0] is DenseElementsAttr { IsSplat: true } splat) return Elements.Scalar(splat);
        var indices = constants[1..].ToArray();
        if (Extents.RowMajorPlace(((RankedTensorType)Tensor.Type).Shape, d => (indices[d] as IntegerAttr)?.Int64) is not { } place)
            return default;
        if (Tensor.Def is TensorFromElementsOp { Elements: var elements }) return elements[(int)place];
        return constants[0] is DenseElementsAttr dense ? Elements.At(dense, place) : default(FoldResult);
    }

    private bool Verify(DiagnosticBag diagnostics) =>
        Indices.Count == ((RankedTensorType)Tensor.Type).Rank || Error(diagnostics, "incorrect number of indices for extract_element");
}

/// <summary>A tensor with one element replaced. Undefined when an index is not in range.</summary>
[Op("tensor.insert", Format = "$scalar `into` $dest `[` $indices `]` attr-dict `:` type($dest)")]
[Traits(Pure)]
[TypesMatch("result type matches type of dest", nameof(Dest), nameof(Result), nameof(TypeRules.Same))]
[TypesMatch("scalar type matches element type of dest", nameof(Dest), nameof(Scalar), nameof(TypeRules.ElementOf))]
public sealed partial class TensorInsertOp : Operation, INamesValues, IDestinationStyle, IFold
{
    [Operand<AnyType>] public partial Value Scalar { get; }

    [Operand<AnyRankedTensor>] public partial Value Dest { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public OperandRange DpsInits => Operands.Slice(1, 1);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "inserted");

    // A constant that has this element everywhere.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        constants[0] is { } scalar && constants[1] is DenseElementsAttr { IsSplat: true } splat && scalar.Equals(Elements.Scalar(splat))
            ? splat : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics) =>
        Indices.Count == ((RankedTensorType)Dest.Type).Rank || Error(diagnostics, "incorrect number of indices");
}

/// <summary>The extent of one dimension. Undefined when there is no such dimension.</summary>
[Op("tensor.dim", Format = "attr-dict $source `,` $index `:` type($source)")]
[Traits(NoMemoryEffect)]
public sealed partial class TensorDimOp : Operation, IFold, INamesValues, ISpeculatable, IShapedDim
{
    [Operand<AnyNon0RankedOrUnrankedTensor>] public partial Value Source { get; }

    [Operand<Index>] public partial Value Index { get; }

    [Result<Index>] public partial OpResult Result { get; }

    /// <summary>The dimension, if it is a constant.</summary>
    public int? ConstantIndex => ConstantOp.IntegerOf(Index) is >= 0 and <= int.MaxValue and var index ? (int)index : null;

    /// <summary>The dimension, if it is a constant and the type leaves its extent open.</summary>
    public int? OpenIndex => ConstantIndex is { } index && Source.Type is RankedTensorType type && index < type.Rank
        && Extents.IsOpen(type.Shape[index]) ? index : null;

    public Value ShapedValue => Source;

    public Speculatability Speculatability => ConstantIndex is { } index && Source.Type is RankedTensorType type && index < type.Rank
        ? Speculatability.Yes : Speculatability.No;

    /// <summary>An extent, asked for where the builder stands.</summary>
    public static Value Of(Builder builder, Value tensor, int dimension) =>
        builder.Add(new TensorDimOp(tensor, builder.Add(ConstantOp.Index(dimension))));

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "dim");

    // The extent that the type says, or the operand that gave it, or that of a cast's operand.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Source.Type is not RankedTensorType type || ConstantIndex is not { } index || index >= type.Rank) return default;
        if (!Extents.IsOpen(type.Shape[index])) return IntegerAttr.Index(type.Shape[index]);
        if (Source.BeforeForgetting is { } source)
        {
            SetOperand(0, source);
            return FoldResult.InPlace;
        }

        return Source.Def switch
        {
            GenerateOp generate => MixedIndex.Zip(type.Shape, generate.DynamicExtents)[index].Value,
            ExtractSliceOp slice when slice.SourceType.Rank == type.Rank => slice.MixedSizes[index].Value,
            _ => default(FoldResult),
        };
    }
}

/// <summary>The number of dimensions.</summary>
[Op("tensor.rank", Format = "$tensor attr-dict `:` type($tensor)")]
[Traits(Pure)]
public sealed partial class TensorRankOp : Operation, IFold, INamesValues
{
    [Operand<AnyTensor>] public partial Value Tensor { get; }

    [Result<Index>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "rank");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Tensor.Type is RankedTensorType type ? IntegerAttr.Index(type.Rank) : default(FoldResult);
}

/// <summary>A tensor of one element everywhere.</summary>
[Op("tensor.splat", Format = "$input (`[` $dynamicSizes^ `]`)? attr-dict `:` type($aggregate)")]
[Traits(Pure)]
[TypesMatch("operand type matches element type of result", nameof(Aggregate), nameof(Input), nameof(TypeRules.ElementOf))]
public sealed partial class TensorSplatOp : Operation, INamesValues, IFold
{
    [Operand<IntegerIndexOrFloat>] public partial Value Input { get; }

    [Operand<Index>] public partial OperandRange DynamicSizes { get; }

    [Result<AnyRankedTensor>] public partial OpResult Aggregate { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Aggregate, "splat");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        constants[0] is IntegerAttr or FloatAttr ? Elements.Shaped(constants[0]!, Aggregate.Type) : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics) =>
        TensorRules.VerifySizes(this, DynamicSizes.Count, (RankedTensorType)Aggregate.Type, diagnostics);
}

/// <summary>A tensor of the given elements, row-major.</summary>
[Op("tensor.from_elements")]
[Traits(Pure)]
[Holds("operand types match result element type", nameof(HasElements))]
public sealed partial class TensorFromElementsOp : Operation, INamesValues, IFold
{
    [Operand<AnyType>] public partial OperandRange Elements { get; }

    [Result<AnyStaticShapeTensor>] public partial OpResult Result { get; }

    private bool HasElements => ElementsListForm.Fits(Elements, Result.Type);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "from_elements");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var elements = constants.ToArray();
        return Array.TrueForAll(elements, e => e is IntegerAttr or FloatAttr)
            ? IR.Elements.Pack(elements.Length, Result.Type, i => elements[i]) : default(FoldResult);
    }

    public static bool Parse(IrParser parser, OperationState state) => ElementsListForm.Parse(parser, state, s_AnyStaticShapeTensor);

    public override void PrintCustom(IrPrinter printer) => ElementsListForm.Print(printer, this);
}

/// <summary>Tensors put behind each other along one dimension.</summary>
[Op("tensor.concat", Format = "`dim` `(` $dim `)` $inputs attr-dict `:` functional-type(operands, results)")]
[Traits(Pure)]
public sealed partial class ConcatOp : Operation, INamesValues, IFold
{
    [Attr] public partial long Dim { get; set; }

    [Operand<AnyRankedTensor>] public partial OperandRange Inputs { get; }

    [Result<AnyRankedTensor>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "concat");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Inputs.Count == 1 && Inputs[0].Type == Result.Type ? Inputs[0] : default(FoldResult);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Inputs.Count == 0) return Error(diagnostics, "requires at least one input");
        var (result, inputs) = ((RankedTensorType)Result.Type, Inputs.Types.Cast<RankedTensorType>().ToList());
        if (inputs.Exists(i => i.Rank != result.Rank)) return Error(diagnostics, "rank of concatenated inputs must match result rank");
        if (inputs.Exists(i => i.Element != result.Element)) return Error(diagnostics, "inputs and result element type must match");
        if (Dim >= result.Rank) return Error(diagnostics, "concatenation dim must be less than the tensor rank");
        for (var d = 0; d < result.Rank; d++)
            if (d != Dim && inputs.Select(i => i.Shape[d]).Where(e => !Extents.IsOpen(e)).Distinct().Count() > 1)
                return Error(diagnostics, $"static concatenation size mismatch along non-concatenated dimension {d}");
        var inferred = Infer((int)Dim, inputs);
        return Extents.Agree(inferred.Shape, result.Shape)
            || Error(diagnostics, $"result type '{result}'does not match inferred shape '{inferred}' static sizes");
    }

    /// <summary>The type of tensors behind each other: extents add along one dimension; along others it is what one of them knows.
    /// </summary>
    public static RankedTensorType Infer(int dimension, IReadOnlyList<RankedTensorType> inputs)
    {
        var shape = new long[inputs[0].Rank];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = d == dimension
                ? inputs.Select(i => i.Shape[d]).Aggregate(Extents.Add)
                : inputs.Select(i => i.Shape[d]).Where(e => !Extents.IsOpen(e)).DefaultIfEmpty(ShapedType.Dynamic).First();
        return new(new(shape), inputs[0].Element);
    }
}

internal static class TensorRules
{
    public static bool VerifySizes(Operation op, int given, RankedTensorType type, DiagnosticBag diagnostics) =>
        given == type.DynamicCount
        || op.Error(diagnostics, $"incorrect number of dynamic sizes, has {given}, expected {type.DynamicCount}");
}
