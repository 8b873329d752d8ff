using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The same elements, in the same order, in another shape: neighbouring dimensions are split or joined.</summary>
[Op("vector.shape_cast", Format = "$source attr-dict `:` type($source) `to` type($result)")]
[Traits(Pure)]
public sealed partial class ShapeCastOp : Operation, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Source { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    public VectorType SourceType => (VectorType)Source.Type;

    public VectorType ResultType => (VectorType)Result.Type;

    /// <summary>The value in another shape; null where none joins dimensions of the other.</summary>
    public static ShapeCastOp? Of(Value source, VectorType type) =>
        ((VectorType)source.Type).Rank == type.Rank || Joins(((VectorType)source.Type).Shape, type.Shape) ? new(source, type) : null;

    // shape_cast(x) to x's type -> x; shape_cast(shape_cast(x)) -> x or shape_cast(x); shape_cast(broadcast(x)) to x's type -> x
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (SourceType == ResultType) return Source;
        switch (Source.Def)
        {
            case VectorBroadcastOp repeated when repeated.Source.Type == ResultType: return repeated.Source;
            case ShapeCastOp inner when inner.SourceType == ResultType: return inner.Source;
            case ShapeCastOp inner when inner.SourceType.Rank != ResultType.Rank && Joins(inner.SourceType.Shape, ResultType.Shape):
                SetOperand(0, inner.Source);
                return FoldResult.InPlace;
            default: return default;
        }
    }

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
public sealed partial class VectorBitCastOp : Operation, IFold
{
    [Operand<AnyVectorOfAnyRank>] public partial Value Source { get; }

    [Result<AnyVectorOfAnyRank>] public partial OpResult Result { get; }

    // bitcast(x) to x's type -> x; bitcast(bitcast(x)) -> x or bitcast(x); bitcast(c) -> c with more bits, when all its elements are equal
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Source.Type == Result.Type) return Source;
        if (Source.Def is VectorBitCastOp { Source: var x })
        {
            if (x.Type == Result.Type) return x;
            SetOperand(0, x);
            return FoldResult.InPlace;
        }

        var type = (VectorType)Result.Type;
        return constants[0] is DenseElementsAttr { IsSplat: true } splat && Widens(splat.ShapedType.Element, type.Element)
            ? Widened(splat, type) : default(FoldResult);
    }

    // MLIR goes from integers to integers and from half precision to single.
    private static bool Widens(IrType from, IrType to) => (from, to) switch
    {
        (IntegerType { Width: var narrow }, IntegerType { Width: var wide }) => wide > narrow && wide % narrow == 0,
        (FloatType, FloatType) => from == FloatType.F16 && to == FloatType.F32,
        _ => false,
    };

    // The bits of an element several times over.
    private static Attribute Widened(DenseElementsAttr splat, VectorType type)
    {
        var (narrow, wide) = (CastRules.BitWidth(splat.ShapedType.Element), CastRules.BitWidth(type.Element));
        var bits = Text.ElementBytes.Load(splat.Data.Span, IntegerType.Get(narrow, Signedness.Unsigned));
        var all = bits;
        for (var i = narrow; i < wide; i += narrow) all = (all << narrow) | bits;
        return DenseElementsAttr.Splat(new IntegerAttr(all, IntegerType.Get(wide)), type);
    }

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
