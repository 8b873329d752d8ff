using Weft.IR;

namespace Weft.Passes;

/// <summary>What loops, conditions and maps say about values, as rows of a system.</summary>
internal static class AffineConstraints
{
    extension(ConstraintSystem)
    {
        /// <summary>The rows of an integer set.</summary>
        public static ConstraintSystem? From(IntegerSet set, IReadOnlyList<Value?> operands)
        {
            var system = new ConstraintSystem(operands.Take(set.DimCount), operands.Skip(set.DimCount));
            var flattener = new AffineFlattener(set.DimCount, set.SymbolCount);
            if (Flatten(set.Map, flattener) is not { } forms) return null;
            system.InsertLocals(0, flattener.Locals.Count);
            for (var i = 0; i < forms.Count; i++)
            {
                var row = system.RowOf(forms[i], flattener);
                if (set.Constraints[i].IsEquality) system.AddEquality(row);
                else system.AddInequality(row);
            }

            system.AddQuotients(flattener);
            return system;
        }

        /// <summary>The turns of all that is around an operation, one dimension per counter from the outermost loop on; null where
        /// something is not affine.</summary>
        public static ConstraintSystem? OfTurnsAround(Operation op)
        {
            var around = new List<Operation>();
            for (var at = op.ParentOp; at is not null && !at.Info.Has(OpTraits.AffineScope); at = at.ParentOp)
                if (at is AffineForOp or AffineIfOp or AffineParallelOp) around.Add(at);
            around.Reverse();
            return OfTurns(around);
        }

        /// <summary>As <see cref="OfTurnsAround"/>, of given loops and conditions.</summary>
        public static ConstraintSystem? OfTurns(IReadOnlyList<Operation> ops)
        {
            var system = new ConstraintSystem(ops.OfType<ILoopLike>().SelectMany(loop => loop.LoopVariables), []);
            return ops.All(op => op switch
            {
                AffineForOp loop => system.TryAddTurns(loop),
                AffineParallelOp nest => system.TryAddTurns(nest),
                _ => system.TryAddCondition((AffineIfOp)op),
            }) ? system : null;
        }

        /// <summary>The linear forms of the results; null where one is not affine.</summary>
        public static List<LinearForm>? Flatten(AffineMap map, AffineFlattener flattener)
        {
            var forms = new List<LinearForm>();
            foreach (var result in map.Results)
            {
                if (!result.IsPureAffine || flattener.Flatten(result) is not { } form) return null;
                forms.Add(form);
            }

            return flattener.Locals.All(local => local.Dividend is not null) ? forms : null;
        }
    }

    extension(ConstraintSystem system)
    {
        /// <summary>Says what values the counter of a loop has; the counter has a column.</summary>
        public bool TryAddTurns(AffineForOp loop)
        {
            var column = system.Find(loop.InductionVariable);
            // A start that is not known leaves open which turns there are.
            if (loop.Step != 1 && loop.ConstantLowerBound is { } start)
            {
                var offset = system.NewRow();
                (offset[column], offset[^1]) = (1, -start);
                var local = system.AddQuotient(offset, loop.Step);
                var row = system.NewRow();
                (row[column], row[local], row[^1]) = (1, -loop.Step, -start);
                system.AddEquality(row);
            }

            return system.TryAddBound(BoundKind.Lower, column, loop.LowerBound)
                && system.TryAddBound(BoundKind.Upper, column, loop.UpperBound);
        }

        public bool TryAddTurns(AffineParallelOp nest) => Enumerable.Range(0, nest.Steps.Count).All(i =>
        {
            var column = system.Find(nest.InductionVariables[i]);
            return column >= 0 && system.TryAddBound(BoundKind.Lower, column, nest.LowerBound(i))
                && system.TryAddBound(BoundKind.Upper, column, nest.UpperBound(i));
        });

        /// <summary>Says that a variable is not below each result of a map, below each, or equal to the one.</summary>
        public bool TryAddBound(BoundKind kind, int column, AffineValueMap bound)
        {
            if (bound.Map.SingleConstant is { } constant)
            {
                system.AddBound(kind, column, kind == BoundKind.Upper ? constant - 1 : constant);
                return true;
            }

            bound = bound.Normalized();
            foreach (var operand in bound.Operands) system.AddInput(operand);
            return system.TryAddBound(kind, column, system.Aligned(bound), isClosed: kind != BoundKind.Upper);
        }

        /// <summary>As the other, of a map whose inputs are the dimensions and symbols.</summary>
        public bool TryAddBound(BoundKind kind, int column, AffineMap bound, bool isClosed)
        {
            var flattener = new AffineFlattener(system.DimCount, system.SymbolCount);
            if (Flatten(bound, flattener) is not { } forms) return false;
            system.PutInFront(flattener);
            foreach (var form in forms)
            {
                var row = system.RowOf(form, flattener);
                if (row[column] != 0) continue;
                if (kind != BoundKind.Upper) row = row.Negated;
                else if (!isClosed) row[^1]--;
                row[column] = kind == BoundKind.Upper ? -1 : 1;
                if (kind == BoundKind.Equal) system.AddEquality(row);
                else system.AddInequality(row);
            }

            return true;
        }

        /// <summary>New first dimensions that are equal to the results of a map.</summary>
        public bool TryCompose(AffineValueMap map)
        {
            var aligned = system.Aligned(map);
            var flattener = new AffineFlattener(system.DimCount, system.SymbolCount);
            if (Flatten(aligned, flattener) is not { } forms) return false;
            system.PutInFront(flattener);
            var results = forms.Count;
            var rows = forms.ConvertAll(form => system.RowOf(form, flattener).Negated);
            system.InsertDims(0, new Value?[results]);
            for (var i = 0; i < results; i++)
            {
                long[] row = [.. new long[results], .. rows[i]];
                row[i] = 1;
                system.AddEquality(row);
            }

            return true;
        }

        /// <summary>A column for a loop counter, with what is known of it, or for a symbol; nothing where there is one. Of a counter
        /// whose bounds are not affine less is known.</summary>
        public void AddInput(Value value)
        {
            if (system.Find(value) >= 0) return;
            if (value.CountingNest is { } nest)
                foreach (var counter in nest.InductionVariables) system.AppendDim(counter);
            else if (value.CountingLoop is not null) system.AppendDim(value);
            else system.AppendSymbol(value);
            system.TryAddKnowledge(value);
        }

        /// <summary>Says what values a counter has, or that a symbol is a constant; the value has a column.</summary>
        public bool TryAddKnowledge(Value value)
        {
            if (value.CountingLoop is { } loop) return system.TryAddTurns(loop);
            if (value.CountingNest is { } nest) return system.TryAddTurns(nest);
            if (ConstantOp.IntegerOf(value) is { } constant) system.AddBound(BoundKind.Equal, system.Find(value), constant);
            return true;
        }

        /// <summary>The map over this system's dimensions and symbols; all its operands have columns.</summary>
        public AffineMap Aligned(AffineValueMap map)
        {
            var inputs = map.Operands.Select(operand => system.Find(operand))
                .Select(system.Input).ToArray();
            return map.Map.Replace(inputs[..map.Map.DimCount], inputs[map.Map.DimCount..], system.DimCount, system.SymbolCount);
        }

        /// <summary>A row of a form whose quotients are the first locals.</summary>
        public long[] RowOf(LinearForm form, AffineFlattener flattener)
        {
            var row = system.NewRow();
            for (var i = 0; i < system.InputCount; i++) row[i] = form.Inputs[i];
            for (var i = 0; i < flattener.Locals.Count; i++) row[system.InputCount + i] = form.LocalFactor(i);
            row[^1] = form.Constant;
            return row;
        }

        /// <summary>Says what the first locals are.</summary>
        public void AddQuotients(AffineFlattener flattener)
        {
            for (var i = 0; i < flattener.Locals.Count; i++)
            {
                var (_, dividend, divisor) = flattener.Locals[i];
                var upper = system.RowOf(dividend!, flattener);
                upper[system.InputCount + i] = -divisor;
                var lower = upper.Negated;
                lower[^1] += divisor - 1;
                system.AddInequality(lower);
                system.AddInequality(upper);
            }
        }

        private void PutInFront(AffineFlattener flattener)
        {
            system.InsertLocals(0, flattener.Locals.Count);
            system.AddQuotients(flattener);
        }

        private bool TryAddCondition(AffineIfOp branch)
        {
            var map = branch.ValueMap.Canonicalized();
            if (From(branch.Set.With(map.Map), [.. map.Operands]) is not { } condition) return false;
            ConstraintSystem.MergeVariables(system, condition);
            system.Append(condition);
            return true;
        }
    }
}
