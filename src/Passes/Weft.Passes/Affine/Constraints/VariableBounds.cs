using Weft.IR;

namespace Weft.Passes;

/// <summary>A dimension's limits over the symbols that are a constant apart: from <c>Lower floordiv Divisor</c> on, so many
/// values.</summary>
/// <param name="Lower">The factors of the symbols, and a constant.</param>
/// <param name="Upper">As <paramref name="Lower"/>, of the last value.</param>
/// <param name="LowerRow">The row that is the lower limit; equal to the upper one where it is an equality.</param>
internal sealed record ConstantExtent(long Size, long[] Lower, long[] Upper, long Divisor, long[] LowerRow, long[] UpperRow);

/// <summary>What a system knows of single variables.</summary>
internal static class VariableBounds
{
    extension(ConstraintSystem system)
    {
        /// <summary>The greatest constant that is not above a variable, or the least that is not below it; null where there is none.
        /// </summary>
        public long? ConstantBound(BoundKind kind, int column)
        {
            var alone = system.Copy();
            alone.ProjectOut(0, column);
            alone.ProjectOut(1, alone.VariableCount - 1);
            if (alone.EqualityFixing(0, alone.VariableCount) is { } fixing) return -fixing[^1] / fixing[0];
            var bounds = alone.Inequalities.FindAll(row => kind == BoundKind.Lower ? row[0] > 0 : row[0] < 0);
            if (bounds.Count == 0) return null;
            return kind == BoundKind.Lower
                ? bounds.Max(row => RowArithmetic.CeilDivide(-row[^1], row[0]))
                : bounds.Min(row => RowArithmetic.FloorDivide(row[^1], -row[0]));
        }

        /// <summary>The number of values a dimension may have for given symbols, where limits tell a constant.</summary>
        public ConstantExtent? ExtentOf(int dim)
        {
            if (system.EqualityFixing(dim, system.DimCount) is { } fixing)
            {
                if (fixing.AsSpan(system.InputCount, system.LocalCount).IndexOfAnyExcept(0) >= 0) return null;
                var value = system.SymbolPart(fixing);
                if (fixing[dim] > 0) value = value.Negated;
                return new(1, value, value, 1, fixing, fixing);
            }

            var (lowers, uppers, _) = system.BoundsOf(dim, 0, system.DimCount);
            ConstantExtent? least = null;
            foreach (var upper in uppers)
            {
                foreach (var lower in lowers)
                {
                    if (!upper.HasFactorsOf(lower.Negated)) continue;
                    var size = Math.Max(0, RowArithmetic.CeilDivide(checked(upper[^1] + lower[^1] + 1), lower[dim]));
                    if (least is not null && least.Size <= size) continue;
                    var first = system.SymbolPart(lower).Negated;
                    first[^1] += lower[dim] - 1;
                    least = new(size, first, system.SymbolPart(upper), lower[dim], lower, upper);
                }
            }

            return least;
        }

        /// <summary>The rows that limit a variable and have no other variable of a range.</summary>
        public (List<long[]> Lower, List<long[]> Upper, List<long[]> Equal) BoundsOf(int column, int start, int count)
        {
            var inequalities = system.Inequalities.FindAll(row => row[column] != 0 && IsFree(row));
            return (inequalities.FindAll(row => row[column] > 0), inequalities.FindAll(row => row[column] < 0),
                system.Equalities.FindAll(row => row[column] != 0 && IsFree(row)));

            bool IsFree(long[] row)
            {
                for (var i = start; i < start + count; i++)
                    if (i != column && row[i] != 0) return false;
                return true;
            }
        }

        /// <summary>Symbols that are constants become numbers.</summary>
        public void FoldConstantSymbols()
        {
            for (var column = system.DimCount; column < system.InputCount;)
            {
                if (system.EqualityFixing(column, system.VariableCount) is { } fixing) system.Fix(column, -fixing[^1] / fixing[column]);
                else column++;
            }
        }

        /// <summary>Makes this a box, over the symbols, around this and another system; false where a limit is not known.</summary>
        public bool TryEnclose(ConstraintSystem other)
        {
            var box = new ConstraintSystem(system.Values.Take(system.DimCount), system.Values.Skip(system.DimCount));
            for (var dim = 0; dim < system.DimCount; dim++)
            {
                if (system.ExtentOf(dim) is not { } mine || other.ExtentOf(dim) is not { } others || mine.Divisor != others.Divisor)
                    return false;
                if (system.Outermost(BoundKind.Lower, dim, mine.Lower, others.Lower, mine.Divisor - 1, other) is not { } lower
                    || system.Outermost(BoundKind.Upper, dim, mine.Upper, others.Upper, 0, other) is not { } upper) return false;
                box.AddInequality([.. system.Unit(dim, mine.Divisor), .. lower.Negated]);
                box.AddInequality([.. system.Unit(dim, -mine.Divisor), .. upper]);
            }

            box.Inequalities.AddRange(system.Inequalities.FindAll(row => other.Inequalities.Exists(o => o.AsSpan().SequenceEqual(row))));
            box.Equalities.AddRange(system.Equalities.FindAll(row => other.Equalities.Exists(o => o.AsSpan().SequenceEqual(row))));
            box.RemoveTrivialRedundancy();
            system.Assign(box);
            return true;
        }

        // The lower of two lower limits, or the upper of two upper ones; of limits that cannot be compared, of the constants.
        private long[]? Outermost(BoundKind kind, int dim, long[] mine, long[] others, long correction, ConstraintSystem other)
        {
            if (mine.HasFactorsOf(others))
            {
                var isMine = kind == BoundKind.Lower ? mine[^1] <= others[^1] : mine[^1] >= others[^1];
                var limit = (long[])(isMine ? mine : others).Clone();
                limit[^1] -= correction;
                return limit;
            }

            if (system.ConstantBound(kind, dim) is not { } a || other.ConstantBound(kind, dim) is not { } b) return null;
            var constant = new long[system.SymbolCount + 1];
            constant[^1] = kind == BoundKind.Lower ? Math.Min(a, b) : Math.Max(a, b);
            return constant;
        }

        private long[] Unit(int dim, long factor)
        {
            var unit = new long[system.DimCount];
            unit[dim] = factor;
            return unit;
        }

        private long[] SymbolPart(long[] row) => [.. row[system.DimCount..system.InputCount], row[^1]];

        // An equality that has the variable once and none of the first so many others.
        private long[]? EqualityFixing(int column, int count) => system.Equalities.Find(row =>
        {
            if (Math.Abs(row[column]) != 1) return false;
            for (var i = 0; i < count; i++)
                if (i != column && row[i] != 0) return false;
            return true;
        });
    }
}
