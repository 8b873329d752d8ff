using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop that joins values, along vectors: each element joins every so-manyth value, and in the end the elements are
/// joined.</summary>
internal static class VectorReductions
{
    /// <summary>What a vector of joined values begins with.</summary>
    public static ConstantOp Neutral(LoopReduction reduction, VectorStrategy strategy) => new(DenseElementsAttr.Splat(
        reduction.Kind.Identity(reduction.Value.Type)!, strategy.TypeOf(reduction.Value.Type)));

    /// <summary>Which elements are those of turns: needed where the number of turns may be no multiple of the vector's size.</summary>
    public static Value? MaskOf(AffineForOp copy, IReadOnlyList<LoopReduction> reductions)
    {
        if (reductions.Count == 0) return null;
        if (copy.ConstantLowerBound is { } lower && copy.ConstantUpperBound is { } upper && (upper - lower) % copy.Step == 0) return null;
        var builder = Builder.AtStart(copy.Body, copy.Location);
        Operation end = copy.UpperBoundMap.Map.Results.Count == 1
            ? new AffineApplyOp(copy.UpperBound)
            : new AffineMinOp(copy.UpperBoundMap, copy.UpperBound.Operands);
        var left = new AffineValueMap(
            new(2, 0, [AffineExpr.Dim(0) - AffineExpr.Dim(1)]), [builder.Add(end), copy.InductionVariable]).Composed();
        var count = builder.Add(new AffineApplyOp(left));
        if (!end.HasUses) end.Erase();
        return builder.Add(new CreateMaskOp([count], new VectorType([copy.Step], IntegerType.I1)));
    }

    /// <summary>Elements that are of no turn join the neutral value.</summary>
    public static void Apply(Value mask, AffineForOp copy)
    {
        foreach (var reduction in copy.Reductions)
        {
            var joined = copy.Yielded[reduction.Index].Def!;
            var value = reduction.Value;
            var masked = Builder.At(joined).Add(
                new SelectOp(mask, value, copy.Inits[reduction.Index]) { Location = value.Location });
            foreach (var slot in joined.OperandSlots)
                if (slot.Value == value) slot.Value = masked;
        }
    }

    /// <summary>The elements of a result joined, together with the initial value if it makes a difference.</summary>
    public static Value Join(Builder builder, LoopReduction reduction, AffineForOp loop, AffineForOp copy)
    {
        var (kind, init) = (reduction.Kind, loop.Inits[reduction.Index]);
        builder.Location = loop.Location;
        var joined = builder.Add(new VectorReductionOp(CombiningKinds.Of(kind), copy.Results[reduction.Index], init.Type));
        return Equals(ConstantOp.ValueOf(init), kind.Identity(init.Type)) ? joined : builder.Add(kind.Join(joined, init)!);
    }
}
