using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The same elements, in the same order, in another shape: neighbouring dimensions are split or joined.</summary>
[Op("vector.shape_cast", Format = "$source attr-dict `:` type($source) `to` type($result)")]
[Traits(Pure)]
public sealed partial class ShapeCastOp : Operation
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Source { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((VectorType)Source.Type, (VectorType)Result.Type);
        if (source.Element != result.Element) return Error(diagnostics, "source/result vectors must have same element type");
        if (source.ElementCount != result.ElementCount)
            return Error(diagnostics, "source/result number of elements must match");
        if (source.Rank != result.Rank && !Joins(source.Shape, result.Shape)) return Error(diagnostics, "invalid shape cast");
        var (before, after) = (source.Scalable.Count(s => s), result.Scalable.Count(s => s));
        return before == after
            || Error(diagnostics, $"different number of scalable dims at source ({before}) and result ({after})");
    }

    /// <summary>Whether each dimension of the shape with fewer is the product of some that follow each other in the other.</summary>
    internal static bool Joins(Sequence<long> few, Sequence<long> many)
    {
        if (few.Count > many.Count) (few, many) = (many, few);
        if (few.IsEmpty && many.All(d => d == 1)) return true;
        var (i, j) = (0, 0);
        while (i < few.Count && j < many.Count)
        {
            var product = 1L;
            while (product < few[i] && j < many.Count) product *= many[j++];
            if (product != few[i]) break;
            i++;
            // Ones at the end belong to what is before them.
            if (few.Skip(i).All(d => d == 1)) i = few.Count;
            if (many.Skip(j).All(d => d == 1)) j = many.Count;
        }

        return i == few.Count && j == many.Count;
    }
}

/// <summary>The bits of a vector seen as elements of another width: the last dimension grows or shrinks.</summary>
[Op("vector.bitcast", Format = "$source attr-dict `:` type($source) `to` type($result)")]
[Traits(Pure)]
[Holds("all of {source, result} have same rank", nameof(HasSameRank))]
public sealed partial class VectorBitCastOp : Operation
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Source { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    private bool HasSameRank => ((VectorType)Source.Type).Rank == ((VectorType)Result.Type).Rank;

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((VectorType)Source.Type, (VectorType)Result.Type);
        for (var i = 0; i < source.Rank - 1; i++)
            if (source.Shape[i] != result.Shape[i]) return Error(diagnostics, $"dimension size mismatch at: {i}");
        var (before, after) = (CastRules.BitWidth(source.Element), CastRules.BitWidth(result.Element));
        if (source.Rank == 0)
            return before == after || Error(diagnostics, "source/result bitwidth of the 0-D element vectors must be equal");
        return before * source.Shape[source.Rank - 1] == after * result.Shape[source.Rank - 1]
            || Error(diagnostics, "source/result bitwidth of the minor 1-D vectors must be equal");
    }
}

/// <summary>The same memory seen as one of vectors: memref dimensions and vector dimensions, written one after the other, stay.</summary>
[Op("vector.type_cast", Format = "$memref attr-dict `:` type($memref) `to` type($result)")]
[Traits(Pure)]
public sealed partial class TypeCastOp : Operation, IViewLike
{
    [Operand<AnyStaticShapeMemRef>] public partial Value Memref { get; }

    [Result<AnyMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Memref;

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)Memref.Type, (MemRefType)Result.Type);
        if (!IsDense(source)) return Error(diagnostics, "expects operand to be a memref with identity layout");
        if (!IsDense(result)) return Error(diagnostics, "expects result to be a memref with identity layout");
        if (source.MemorySpace != result.MemorySpace) return Error(diagnostics, "expects result in same memory space");
        if (TypeRules.ElementOf(source.Element) != TypeRules.ElementOf(result.Element))
            return Error(diagnostics, $"expects result and operand with same underlying scalar type: '{result}'");
        return AllExtents(source).SequenceEqual(AllExtents(result))
            || Error(diagnostics, $"expects concatenated result and operand shapes to be equal: '{result}'");
    }

    private static bool IsDense(MemRefType type) => type.Layout switch
    {
        null => true,
        AffineMapAttr { Map: var map } => map.IsIdentity,
        StridedLayoutAttr strided => strided.Offset == 0 && strided.Strides.SequenceEqual(DenseStrides(type.Shape)),
        _ => false,
    };

    private static IEnumerable<long> DenseStrides(Sequence<long> shape) =>
        shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1L, (product, extent) => product * extent));

    private static IEnumerable<long> AllExtents(MemRefType type) =>
        type.Element is VectorType vector ? type.Shape.Concat(vector.Shape) : type.Shape;
}

/// <summary>A vector with its dimensions in another order.</summary>
[Op("vector.transpose", Format = "$vector `,` $permutation attr-dict `:` type($vector) `to` type($result)")]
[Traits(Pure)]
[Holds("operand and result have same element type", nameof(HasSameElements))]
public sealed partial class VectorTransposeOp : Operation, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Vector { get; }

    [Attr] public partial Sequence<long> Permutation { get; set; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    // transpose(c, p) -> c, when all its elements are equal; transpose(x, [0, 1...]) -> x
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (constants[0] is DenseElementsAttr { IsSplat: true } splat) return splat with { ShapedType = (VectorType)Result.Type };
        for (var i = 0; i < Permutation.Count; i++)
            if (Permutation[i] != i) return default;
        return Vector;
    }

    private bool HasSameElements => VectorRules.SameElements(Vector, Result);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((VectorType)Vector.Type, (VectorType)Result.Type);
        if (result.Rank != source.Rank) return Error(diagnostics, $"vector result rank mismatch: {result.Rank}");
        if (Permutation.Count != source.Rank) return Error(diagnostics, $"transposition length mismatch: {Permutation.Count}");
        var seen = new HashSet<long>();
        for (var i = 0; i < Permutation.Count; i++)
        {
            var from = Permutation[i];
            if ((ulong)from >= (ulong)source.Rank) return Error(diagnostics, $"transposition index out of range: {from}");
            if (!seen.Add(from)) return Error(diagnostics, $"duplicate position index: {from}");
            if (result.Shape[i] != source.Shape[(int)from]) return Error(diagnostics, $"dimension size mismatch at: {from}");
        }

        return true;
    }
}

/// <summary>Parts of two vectors, chosen by number along the first dimension: those of the second go on where the first's end.</summary>
[Op("vector.shuffle", Format = "operands $mask attr-dict `:` type(operands)")]
[Traits(Pure)]
[Holds("first operand v1 and result have same element type", nameof(HasElementsOfV1))]
[Holds("second operand v2 and result have same element type", nameof(HasElementsOfV2))]
public sealed partial class VectorShuffleOp : Operation
{
    [Operand<AnyFixedVector>] public partial Value V1 { get; }

    [Operand<AnyFixedVector>] public partial Value V2 { get; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Mask { get; set; }

    [Result<AnyVector>] public partial OpResult Vector { get; }

    private bool HasElementsOfV1 => VectorRules.SameElements(V1, Vector);

    private bool HasElementsOfV2 => VectorRules.SameElements(V2, Vector);

    private static IReadOnlyList<IrType>? InferResults(OperationState state) =>
        state.Operands[0].Type is VectorType v1 && state.Properties[0] is ArrayAttr mask ? [ChosenFrom(v1, mask.Elements.Count)] : null;

    /// <summary>The type of so many parts along the first dimension.</summary>
    public static VectorType ChosenFrom(VectorType v1, int count) =>
        new([Math.Max(1, count), .. v1.Shape.Skip(1)], v1.Element);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (v1, v2, result, mask) = ((VectorType)V1.Type, (VectorType)V2.Type, (VectorType)Vector.Type, Mask.Int64s);
        if (!(v1.Rank == 0 && v2.Rank == 0 && result.Rank == 1) && !(v1.Rank == result.Rank && v2.Rank == result.Rank))
            return Error(diagnostics, "rank mismatch");
        for (var i = 1; i < v1.Rank; i++)
            if (result.Shape[i] != v1.Shape[i] || v1.Shape[i] != v2.Shape[i]) return Error(diagnostics, "dimension mismatch");
        if (mask.IsEmpty) return Error(diagnostics, "invalid mask length");
        if (mask.Count != result.Shape[0]) return Error(diagnostics, "mask length mismatch");
        var end = v1.Rank == 0 ? 2 : v1.Shape[0] + v2.Shape[0];
        for (var i = 0; i < mask.Count; i++)
            if ((ulong)mask[i] >= (ulong)end) return Error(diagnostics, $"mask index #{i + 1} out of range");
        return VectorRules.VerifyInferred(this, ChosenFrom(v1, mask.Count), diagnostics);
    }
}

/// <summary>The elements of two vectors in turn, along the last dimension.</summary>
[Op("vector.interleave", Format = "$lhs `,` $rhs attr-dict `:` type($lhs) `->` type($result)")]
[Traits(Pure)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs))]
[TypesMatch("type of 'result' is double the width of the inputs", nameof(Lhs), nameof(Result), nameof(Doubled))]
public sealed partial class InterleaveOp : Operation
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Lhs { get; }

    [Operand<AnyVectorOfAnyRank>] public partial Value Rhs { get; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    /// <summary>Twice as many elements in the last dimension.</summary>
    public static IrType Doubled(IrType type)
    {
        var vector = (VectorType)type;
        if (vector.Rank == 0) return new VectorType([2], vector.Element);
        var last = vector.Dims[vector.Rank - 1];
        return VectorType.Of([.. vector.Dims.Take(vector.Rank - 1), last with { Size = 2 * last.Size }], vector.Element);
    }
}

/// <summary>The elements at even and at odd positions of the last dimension.</summary>
[Op("vector.deinterleave", Format = "$source attr-dict `:` type($source) `->` type($res1)")]
[Traits(Pure)]
[Holds("the trailing dimension of the source vector has an even number of elements", nameof(IsEven))]
[Holds("the trailing dimension of the results is half the width of source trailing dimension", nameof(IsHalved))]
[AllTypesMatch(nameof(Res1), nameof(Res2))]
public sealed partial class DeinterleaveOp : Operation, Text.INamesValues
{
    [Operand<AnyVector>] public partial Value Source { get; }

    [Result<AnyVector>] public partial OpResult Res1 { get; }

    [Result<AnyVector>] public partial OpResult Res2 { get; }

    public void SuggestNames(Action<Value, string> suggest)
    {
        suggest(Res1, "res1");
        suggest(Res2, "res2");
    }

    private bool IsEven => Last(Source).Size % 2 == 0;

    private bool IsHalved => Last(Res1) == Last(Source) with { Size = Last(Source).Size / 2 };

    private static VectorDim Last(Value vector) => ((VectorType)vector.Type).Dims is var dims ? dims[dims.Count - 1] : default;
}

/// <summary>The elements of a vector in another shape, where parts of fixed size stay together. The shapes are given at run time.
/// </summary>
[Op("vector.reshape",
    Format = "$vector `,` `[` $input_shape `]` `,` `[` $output_shape `]` `,` $fixed_vector_sizes attr-dict "
        + "`:` type($vector) `to` type($result)")]
[Traits(AttrSizedOperandSegments, Pure)]
public sealed partial class VectorReshapeOp : Operation
{
    [Operand<AnyVector>] public partial Value Vector { get; }

    [Operand<Index>(Name = "input_shape")] public partial OperandRange InputShape { get; }

    [Operand<Index>(Name = "output_shape")] public partial OperandRange OutputShape { get; }

    [Attr(Name = "fixed_vector_sizes", Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr FixedVectorSizes { get; set; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (input, output, sizes) = ((VectorType)Vector.Type, (VectorType)Result.Type, FixedVectorSizes.Int64s);
        if (input.Rank != InputShape.Count + sizes.Count)
            return ErrorAsIs(diagnostics, $"invalid input shape for vector type '{input}'");
        if (output.Rank != OutputShape.Count + sizes.Count)
            return ErrorAsIs(diagnostics, $"invalid output shape for vector type '{output}'");
        if (!VerifySizes("input", input, sizes, diagnostics) || !VerifySizes("output", output, sizes, diagnostics)) return false;
        return Product(InputShape) is not { } before || Product(OutputShape) is not { } after || before == after
            || ErrorAsIs(diagnostics, "product of input and output shape sizes must match");
    }

    private bool VerifySizes(string what, VectorType type, Sequence<long> sizes, DiagnosticBag diagnostics)
    {
        // MLIR counts the type's dimensions down while it counts the sizes up.
        for (var i = 0; i < sizes.Count; i++)
            if (type.Rank - sizes.Count - i is >= 0 and var dim && sizes[i] != type.Shape[dim])
                return ErrorAsIs(diagnostics, $"fixed vector size must match {what} vector for dim {i}");
        return true;
    }

    private static long? Product(OperandRange shape) =>
        shape.Aggregate((long?)1, (product, extent) => product * ConstantOp.IntegerOf(extent));
}
