using System.Linq;

namespace Weft.IR;

/// <summary>Rules on reductions that have nothing to join but the accumulator. Where a mask limits one, it goes, too.</summary>
public static partial class VectorReductionCanonicalization
{
    // reduction(x : one element, a) -> x[0] joined with a
    [Rule]
    private static bool OfOne(VectorReductionOp op, Rewriter rewriter)
    {
        if (op.SourceType.ElementCount != 1) return false;
        var root = (Operation?)op.MaskedBy ?? op;
        var builder = rewriter.BuilderBefore(root);
        var mask = op.MaskedBy is { } around ? First(builder, around.Mask) : null;
        var element = First(builder, op.Vector);
        return rewriter.Replace(root, op.Acc is { } acc ? Join(builder, op.Kind, element, acc, mask, op.Fastmath) : element);
    }

    // multi_reduction(x, a) along dimensions of extent 1 -> a joined with x without these
    [Rule]
    private static bool AlongUnits(MultiReductionOp op, Rewriter rewriter)
    {
        if (op.ReductionDims.Int64s.Any(d => op.SourceType.Shape[(int)d] != 1)) return false;
        var root = (Operation?)op.MaskedBy ?? op;
        var builder = rewriter.BuilderBefore(root);
        var mask = op.MaskedBy is { } around ? WithShapeOf(builder, op.Dest.Type, around.Mask) : null;
        return rewriter.Replace(root, Join(builder, op.Kind, op.Acc, WithShapeOf(builder, op.Dest.Type, op.Source), mask));
    }

    private static Value First(Builder builder, Value vector) => vector.Type is VectorType { Rank: 0 }
        ? builder.Add(new ExtractElementOp(vector))
        : builder.Add(new VectorExtractOp([0], vector, [], TypeRules.ElementOf(vector.Type)));

    private static Value WithShapeOf(Builder builder, IrType like, Value vector)
    {
        var type = (VectorType)vector.Type;
        return like is VectorType shape
            ? builder.Add(new ShapeCastOp(vector, shape.WithElement(type.Element)))
            : builder.Add(new VectorExtractOp(new(new long[type.Rank]), vector, [], type.Element));
    }

    // Where the mask is false, the second value stays.
    private static Value Join(Builder builder, CombiningKind kind, Value a, Value b, Value? mask, FastMath fastmath = FastMath.None)
    {
        var joined = kind.Join(a, b);
        if (joined is FloatBinaryOp op) op.Fastmath = fastmath;
        var result = builder.Add(joined);
        return mask is null ? result : builder.Add(new SelectOp(mask, result, b));
    }
}
