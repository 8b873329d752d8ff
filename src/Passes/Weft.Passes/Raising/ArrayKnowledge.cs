using Weft.IR;

namespace Weft.Passes;

/// <summary>What is known of arrays, and of numbers made of their extents, around a nest.</summary>
/// <param name="hasTurns">Whether all its loops have any.</param>
internal sealed class ArrayKnowledge(ArrayExtents extents, Operation nest, bool hasTurns = false)
{
    private readonly ConstraintSystem? _turns = ConstraintSystem.OfTurnsAround(nest);
    private readonly List<(AffineSum Sum, Value Value)> _counts = [];
    private readonly List<(AffineSum Sum, Value Value)> _offsets = [];

    /// <summary>Null where nobody can tell.</summary>
    public AffineSum? ExtentOf(Value array, int dimension)
    {
        if (((MemRefType)array.Type).Shape[dimension] is var number and not ShapedType.Dynamic) return AffineSum.Constant(number);
        return array is BlockArgument { Owner.ParentOp: FuncOp } || array.Def is AllocationOp
            ? AffineSum.Of(extents.Of(array, dimension, nest)) : null;
    }

    /// <summary>Whether a number is at least 0 in all turns around the nest.</summary>
    public bool IsNatural(AffineSum sum)
    {
        if (sum.Offset >= 0 && sum.Terms.All(term => term.Factor > 0 && term.Value.Def is IShapedDim)) return true;
        if (_turns is null) return false;
        var system = _turns.Copy();
        foreach (var value in sum.Values) system.AddInput(value);
        foreach (var value in system.Values.OfType<Value>().Where(value => value.Def is IShapedDim).ToList())
            system.Require(AffineSum.Of(value));
        return system.LeastOf(sum) >= 0;
    }

    public ArrayKnowledge WithTurns => new(extents, nest, hasTurns: true);

    /// <summary>Whether <see cref="CountAt"/> may be asked: affine loops have the least and greatest of values that the function begins
    /// with.</summary>
    public bool CanCount(AffineSum count) => IsNatural(count) || count.Values.All(value => value.IsTopLevel);

    /// <summary>A number of elements, of which there are none where it is negative.</summary>
    public MixedIndex CountAt(Builder builder, AffineSum count) => count.IsConstant ? Math.Max(0, count.Offset)
        : Once(_counts, count, () =>
            IsNatural(count) || hasTurns ? count.At(builder).Value! : Builder.At(Outermost(builder)).Add(Most(count)));

    /// <summary>A place in an array.</summary>
    public MixedIndex OffsetAt(Builder builder, AffineSum offset) =>
        offset.IsConstant ? offset.Offset : Once(_offsets, offset, () => offset.At(builder).Value!);

    // Written once in front of the nest.
    private static Value Once(List<(AffineSum Sum, Value Value)> known, AffineSum sum, Func<Value> write)
    {
        if (known.Find(other => other.Sum.IsSameAs(sum)).Value is { } value) return value;
        known.Add((sum, write()));
        return known[^1].Value;
    }

    private static Operation Outermost(Builder builder)
    {
        var op = builder.Before!;
        while (op.ParentOp is { } parent && !parent.Info.Has(OpTraits.AffineScope)) op = parent;
        return op;
    }

    // max(count, 0)
    private static AffineMaxOp Most(AffineSum count)
    {
        var map = AffineSum.ToMap([count, AffineSum.Constant(0)]);
        return new(new AffineMapAttr(map.Map), map.Operands);
    }
}
