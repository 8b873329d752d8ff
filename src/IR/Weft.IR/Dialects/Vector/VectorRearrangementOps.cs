using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

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
public sealed partial class VectorShuffleOp : Operation, IFold
{
    [Operand<AnyFixedVector>] public partial Value V1 { get; }

    [Operand<AnyFixedVector>] public partial Value V2 { get; }

    [Attr(Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr Mask { get; set; }

    [Result<AnyVector>] public partial OpResult Vector { get; }

    private bool HasElementsOfV1 => VectorRules.SameElements(V1, Vector);

    private bool HasElementsOfV2 => VectorRules.SameElements(V2, Vector);

    // shuffle(x, y)[0, 1...] -> x; shuffle(x, y)[n, n + 1...] -> y; shuffle(c, d) -> constant
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var (v1, v2, mask) = ((VectorType)V1.Type, (VectorType)V2.Type, Mask.Int64s);
        if (v1.Rank == 0) return default;
        if (Steps(mask, 0, v1.Shape[0])) return V1;
        if (Steps(mask, v1.Shape[0], v2.Shape[0])) return V2;
        if (v1.Rank != 1 || constants[0] is not DenseElementsAttr first || constants[1] is not DenseElementsAttr second) return default;
        return Elements.Pack(mask.Count, Vector.Type, i =>
            mask[(int)i] < v1.Shape[0] ? Elements.At(first, mask[(int)i]) : Elements.At(second, mask[(int)i] - v1.Shape[0]));
    }

    private static bool Steps(Sequence<long> mask, long first, long count) =>
        mask.Count == count && mask.Select((place, i) => place == first + i).All(step => step);

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
