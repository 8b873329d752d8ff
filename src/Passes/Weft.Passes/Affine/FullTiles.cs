using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops over the points of a tile, once for tiles that are full, whose loops have constant counts, and once for others.</summary>
internal static class FullTiles
{
    /// <summary>Puts a condition in the place of a nest that tells full tiles from others; nothing where no bounds are a constant
    /// apart.</summary>
    public static void Separate(IReadOnlyList<AffineForOp> nest)
    {
        var bounds = nest.Select(BoundsIfFull).ToList();
        if (bounds.Contains(null) || Condition(nest) is not { } condition) return;
        var branch = Builder.At(nest[0]).Insert(AffineIfOp.On(condition.Set, [.. condition.Operands]));
        var (full, others) = (branch.ThenRegion.AddBlock(), branch.ElseRegion.AddBlock());
        foreach (var block in new[] { full, others }) block.Append(new AffineYieldOp { Location = branch.Location });
        AddNest(full, nest, bounds!);
        nest[0].MoveBefore(others.Last!);
    }

    private static (AffineValueMap Lower, AffineValueMap Upper)? BoundsIfFull(AffineForOp loop)
    {
        if (loop.Step != 1 || ConstraintSystem.OfTurns([loop]) is not { } turns) return null;
        turns.SetSymbolCount(turns.InputCount - 1);
        if (turns.ExtentOf(0) is not { } extent || extent.LowerRow == extent.UpperRow) return null;
        turns.SetSymbolCount(0);
        var locals = turns.LocalExprs();
        var upper = (long[])extent.UpperRow.Clone();
        upper[^1]++;
        return (Bound(extent.LowerRow.Negated), Bound(upper));

        // All but the counter.
        AffineValueMap Bound(long[] row)
        {
            row[0] = 0;
            var expr = turns.ToExpr(row, locals).Replace(
                [AffineExpr.Constant(0), .. Enumerable.Range(0, turns.InputCount - 1).Select(AffineExpr.Dim)], []);
            var bound = new AffineValueMap(new(turns.InputCount - 1, 0, [expr]), turns.Values.Skip(1).Select(v => v!)).FullyComposed();
            return bound.Canonicalized();
        }
    }

    private static void AddNest(
        Block block, IReadOnlyList<AffineForOp> nest, IReadOnlyList<(AffineValueMap Lower, AffineValueMap Upper)?> bounds)
    {
        var copy = new IrMapping();
        for (var i = 0; i < nest.Count; i++)
        {
            var loop = AffineForOp.WithBody(bounds[i]!.Value.Lower, bounds[i]!.Value.Upper, 1);
            loop.Location = nest[i].Location;
            loop.Body.Append(new AffineYieldOp { Location = loop.Location });
            block.InsertBefore(block.Last, loop);
            copy[nest[i].InductionVariable] = loop.InductionVariable;
            block = loop.Body;
        }

        foreach (var op in nest[^1].Body.Ops)
            if (op is not AffineYieldOp) block.InsertBefore(block.Last, copy.Clone(op));
    }

    // The bounds that are a constant apart are the strictest ones.
    private static (IntegerSet Set, Sequence<Value> Operands)? Condition(IReadOnlyList<AffineForOp> nest)
    {
        if (ConstraintSystem.OfTurns(nest) is not { } turns) return null;
        turns.KeepRowsWith(nest.Count);
        foreach (var _ in nest)
        {
            turns.SetSymbolCount(turns.InputCount - 1);
            if (turns.ExtentOf(0) is not { } extent) return null;
            var (lower, upper) = ((long[])extent.LowerRow.Clone(), (long[])extent.UpperRow.Clone());
            foreach (var row in turns.Inequalities)
            {
                if (row[0] == 0) continue;
                var (strictest, isLower) = row[0] > 0 ? (lower, true) : (upper, false);
                for (var i = 0; i < row.Length; i++) row[i] = isLower ? strictest[i] - row[i] : row[i] - strictest[i];
            }

            turns.RemoveColumns(0, 1);
        }

        turns.RemoveTrivialRedundancy();
        turns.SetSymbolCount(0);
        if (turns.ToSet() is not { } set) return null;
        var map = new AffineValueMap(set.Map, turns.Values.Select(v => v!)).Canonicalized();
        return (set.With(map.Map), map.Operands);
    }
}
