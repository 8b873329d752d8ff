using Weft.IR;

namespace Weft.Passes;

/// <summary>Brings systems to the same columns.</summary>
internal static class ColumnMerging
{
    extension(ConstraintSystem)
    {
        /// <summary>Gives both systems all dimensions, symbols and locals of either, those of the first in front. Dimensions before a
        /// column are aligned already.</summary>
        public static void MergeVariables(ConstraintSystem a, ConstraintSystem b, int from = 0)
        {
            for (var column = from; column < a.DimCount; column++)
            {
                var at = b.Find(a.Values[column]!, column);
                if (at >= 0) b.Swap(column, at);
                else b.InsertDims(column, a.Values[column]);
            }

            for (var column = a.DimCount; column < b.DimCount; column++) a.AppendDim(b.Values[column]);
            MergeSymbols(a, b);
            MergeLocals(a, b);
        }

        public static void MergeSymbols(ConstraintSystem a, ConstraintSystem b)
        {
            for (var i = 0; i < a.SymbolCount; i++)
            {
                var value = a.Values[a.DimCount + i];
                var at = value is null ? -1 : b.Find(value, b.DimCount + i);
                if (at >= 0) b.Swap(b.DimCount + i, at);
                else b.InsertSymbol(i, value);
            }

            for (var i = a.SymbolCount; i < b.SymbolCount; i++) a.AppendSymbol(b.Values[b.DimCount + i]);
        }

        /// <summary>The other columns are aligned. Locals of the second that are quotients of the first are joined with them.</summary>
        public static void MergeLocals(ConstraintSystem a, ConstraintSystem b)
        {
            var first = a.LocalCount;
            a.InsertLocals(first, b.LocalCount);
            b.InsertLocals(0, first);
            for (var joined = true; joined;)
            {
                joined = false;
                var (mine, others) = (Quotient.OfLocals(a), Quotient.OfLocals(b));
                for (var i = 0; i < mine.Length && !joined; i++)
                {
                    var one = i < first ? mine[i] : others[i];
                    for (var j = Math.Max(i + 1, first); j < others.Length && !joined; j++)
                    {
                        if (one is null || others[j] is not { } other || !one.IsSameAs(other)) continue;
                        a.JoinLocals(i, j);
                        b.JoinLocals(i, j);
                        joined = true;
                    }
                }
            }
        }
    }

    extension(ConstraintSystem system)
    {
        /// <summary>Whether both have the same columns for dimensions and symbols.</summary>
        public bool IsAlignedWith(ConstraintSystem other) => system.DimCount == other.DimCount && system.Values.SequenceEqual(other.Values);

        /// <summary>Symbols that count loops become dimensions.</summary>
        public void CountersToDims()
        {
            foreach (var counter in system.Values.Skip(system.DimCount).Where(v => v?.CountingLoop is not null).ToList())
            {
                // A loop around both nests is a dimension already.
                var column = system.Find(counter!);
                if (column < system.DimCount) continue;
                system.Swap(column, system.DimCount);
                system.SetSymbolCount(system.SymbolCount - 1);
            }
        }

        private void JoinLocals(int kept, int removed)
        {
            foreach (var row in system.Rows) row[system.InputCount + kept] += row[system.InputCount + removed];
            system.RemoveColumns(system.InputCount + removed, 1);
        }
    }
}
