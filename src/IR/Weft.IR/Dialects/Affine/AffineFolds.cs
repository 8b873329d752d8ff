using System;
using System.Linq;

namespace Weft.IR;

/// <summary>What affine operations know of themselves and change in place: bounds and conditions in their canonical form.</summary>
public static class AffineFolds
{
    /// <summary>The numbers that operands are known to be; null for others.</summary>
    internal static long?[] Numbers(ReadOnlySpan<Attribute?> constants)
    {
        var numbers = new long?[constants.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (constants[i] as IntegerAttr)?.Int64;
        return numbers;
    }

    /// <summary>Whether an expression divides a number by zero, or asks for what is left of one by a number that is not positive.</summary>
    internal static bool IsUndefined(AffineExpr expr, AffineMap inputs, long?[] numbers)
    {
        if (expr is not AffineBinary { Left: var left, Right: var right, Operator: var kind }) return false;
        if (IsUndefined(left, inputs, numbers)) return true;
        if (Known(left) is null) return false;
        return IsUndefined(right, inputs, numbers) || kind switch
        {
            AffineKind.Mod => Known(right) < 1,
            AffineKind.FloorDiv or AffineKind.CeilDiv => Known(right) == 0,
            _ => false,
        };

        long? Known(AffineExpr part) => new AffineMap(inputs.DimCount, inputs.SymbolCount, [part]).WithConstants(numbers).SingleConstant;
    }

    /// <summary>Bounds that are constants, and bounds composed and simplified. True when one changed.</summary>
    public static bool FoldBounds(AffineForOp loop) => FoldConstantBounds(loop) | CanonicalizeBounds(loop);

    public static bool FoldBounds(AffineParallelOp nest)
    {
        var (lower, upper) = (nest.LowerBounds.Composed(), nest.UpperBounds.Composed());
        if (lower == nest.LowerBounds && upper == nest.UpperBounds) return false;
        nest.LowerBounds = lower;
        nest.UpperBounds = upper;
        return true;
    }

    /// <summary>The set with the maps of its operands in it, and only operands that it needs.</summary>
    public static bool FoldCondition(AffineIfOp op)
    {
        var map = op.ValueMap;
        if (map.Operands.Any(v => v.Def is AffineApplyOp)) map = map.Composed();
        map = map.Canonicalized();
        var set = op.Set.With(map.Map);
        if (set == op.Set && map.Operands.SequenceEqual(op.MapOperands)) return false;
        op.SetCondition(set, map.Operands);
        return true;
    }

    /// <summary>Accesses of a cast become accesses of what was cast.</summary>
    public static bool FoldCast(Operation access)
    {
        var changed = false;
        foreach (var slot in access.OperandSlots)
        {
            if (access is IAffineWrite write && slot.Value == write.Value) continue;
            if (slot.Value.Def is not MemRefCastOp { Source: { Type: MemRefType } source }) continue;
            slot.Value = source;
            changed = true;
        }

        return changed;
    }

    /// <summary>What a load gives of constant memory; where not all elements are equal, subscripts are to be constants.</summary>
    public static Attribute? ElementOfConstant(AffineLoadOp load)
    {
        if (load.Memref.Def is not GetGlobalOp get || SymbolTable.Resolve(get, get.Global) is not GlobalOp
            { Constant: true, InitialValue: DenseElementsAttr elements }) return null;
        if (elements.IsSplat) return Elements.Scalar(elements);
        var subscripts = load.Map.Map.Results;
        var place = Extents.RowMajorPlace(elements.ShapedType.Shape, i => (subscripts[i] as AffineConstant)?.Value);
        return place is { } known ? Elements.At(elements, known) : null;
    }

    private static bool FoldConstantBounds(AffineForOp loop)
    {
        var changed = false;
        if (loop.ConstantLowerBound is null && Constants(loop.LowerBound) is { } lower)
        {
            loop.LowerBound = AffineValueMap.Constant(lower.Max());
            changed = true;
        }

        if (loop.ConstantUpperBound is null && Constants(loop.UpperBound) is { } upper)
        {
            loop.UpperBound = AffineValueMap.Constant(upper.Min());
            changed = true;
        }

        return changed;
    }

    private static long[]? Constants(AffineValueMap bound)
    {
        var known = bound.Map.WithConstants(bound.Constants);
        return known.IsConstant && !known.Results.IsEmpty ? [.. known.Results.Select(r => ((AffineConstant)r).Value)] : null;
    }

    private static bool CanonicalizeBounds(AffineForOp loop)
    {
        var lower = AffineSimplification.Irredundant(loop.LowerBound.Composed().Canonicalized(), isMax: true);
        lower = lower with { Map = AffineSimplification.WithoutRepeats(lower.Map) };
        var upper = AffineSimplification.Irredundant(loop.UpperBound, isMax: false).Composed().Canonicalized();
        upper = upper with { Map = AffineSimplification.WithoutRepeats(upper.Map) };
        var (lowerChanged, upperChanged) = (lower.Map != loop.LowerBoundMap.Map, upper.Map != loop.UpperBoundMap.Map);
        if (lowerChanged) loop.LowerBound = lower;
        if (upperChanged) loop.UpperBound = upper;
        return lowerChanged || upperChanged;
    }
}
