using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes operations with regions, with what is in them by functions. The builder then stands behind the operation.</summary>
internal static class RegionWriting
{
    /// <summary>The step of a loop that turns once, where there is anything to do.</summary>
    public const long Whole = 1L << 40;

    extension(Builder builder)
    {
        public void Loop(AffineValueMap lower, AffineValueMap upper, long step, Action<Value> body) =>
            builder.MakeLoop(lower, upper, step, body);

        private AffineForOp MakeLoop(AffineValueMap lower, AffineValueMap upper, long step, Action<Value> body)
        {
            var loop = builder.Insert(AffineForOp.WithBody(lower, upper, step));
            builder.Write(loop.Body, () =>
            {
                body(loop.InductionVariable);
                builder.Insert(new AffineYieldOp([]));
            });
            return loop;
        }

        /// <summary>Writes what a turn of a loop does, but for its end.</summary>
        /// <param name="copies">What stands for its counters, and for those of loops around it.</param>
        public void Turn(Block body, IrMapping copies)
        {
            foreach (var op in body.Ops.SkipLast(1)) builder.Insert(copies.Clone(op));
        }

        /// <summary>From 0 on by 1.</summary>
        public void Loop(AffineValueMap count, Action<Value> body) => builder.Loop(AffineValueMap.Constant(0), count, 1, body);

        public void ParallelLoop(AffineValueMap lower, AffineValueMap upper, long step, Action<Value> body) =>
            builder.MakeParallel(AffineParallelOp.WithBody(
                lower, upper, [step], [], [], [lower.Map.Results.Count], [upper.Map.Results.Count]), counters => body(counters[0]));

        /// <summary>Two loops from 0 on, whose turns are free together.</summary>
        public void ParallelLoops(
            (AffineValueMap Count, long Step) outer, (AffineValueMap Count, long Step) inner, Action<Value, Value> body)
        {
            var zero = AffineValueMap.Constant(0);
            builder.MakeParallel(
                AffineParallelOp.WithBody(
                    zero.And(zero), outer.Count.And(inner.Count), [outer.Step, inner.Step], [], [], [1, 1],
                    [outer.Count.Map.Results.Count, inner.Count.Map.Results.Count]),
                counters => body(counters[0], counters[1]));
        }

        /// <summary>Loops by 1, whose turns are free together; one bound of each.</summary>
        public void ParallelLoops(AffineValueMap lower, AffineValueMap upper, Action<IReadOnlyList<BlockArgument>> body) =>
            builder.MakeParallel(AffineParallelOp.WithBody(lower, upper, [.. lower.Map.Results.Select(_ => 1L)], [], []), body);

        private void MakeParallel(AffineParallelOp nest, Action<IReadOnlyList<BlockArgument>> body)
        {
            builder.Insert(nest);
            builder.Write(nest.Body, () =>
            {
                body(nest.InductionVariables);
                builder.Insert(new AffineYieldOp([]));
            });
        }

        /// <summary>A loop by 1 that hands values on.</summary>
        public IReadOnlyList<Value> Loop(
            AffineValueMap lower, AffineValueMap upper, IReadOnlyList<Value> initial,
            Func<Value, IReadOnlyList<Value>, IReadOnlyList<Value>> body) => builder.Loop(lower, upper, 1, initial, body);

        /// <summary>A loop that hands values on.</summary>
        public IReadOnlyList<Value> Loop(
            AffineValueMap lower, AffineValueMap upper, long step, IReadOnlyList<Value> initial,
            Func<Value, IReadOnlyList<Value>, IReadOnlyList<Value>> body)
        {
            var loop = builder.Insert(AffineForOp.WithBody(lower, upper, step, initial));
            builder.Write(loop.Body, () => builder.Insert(new AffineYieldOp([.. body(loop.InductionVariable, [.. loop.IterArgs])])));
            return [.. loop.Results];
        }

        /// <summary>The greatest of some sums as a counter, which may stand in subscripts and bounds: a loop of one turn.</summary>
        /// <param name="most">What none of them is above, where that is known.</param>
        public void Greatest(AffineValueMap sums, Action<Value> body, long? most = null)
        {
            var loop = builder.MakeLoop(sums, AffineValueMap.Constant((most + 1) ?? (Whole / 2)), Whole, body);
            loop.SetAttribute(KernelAttributes.Once, UnitAttr.Instance);
        }

        /// <summary>The least of some sums in the same way.</summary>
        public void Least(AffineValueMap sums, Action<AffineValueMap> body) => builder.Greatest(
            sums.Select(sum => -sum), negated => body(new(new AffineMap(1, 0, [-AffineExpr.Dim(0)]), [negated])));

        /// <summary>A bound that is one sum: itself, or a counter that the greatest or least of its sums is.</summary>
        public void Single(AffineValueMap bound, BoundKind kind, Action<AffineValueMap> body)
        {
            if (bound.Map.Results.Count == 1) body(bound);
            else if (kind == BoundKind.Upper) builder.Least(bound, body);
            else builder.Greatest(bound, counter => body(AffineValueMap.Of(counter)));
        }

        public void If((IntegerSet Set, IReadOnlyList<Value> Operands) condition, Action then)
        {
            var choice = builder.Insert(AffineIfOp.On(condition.Set, condition.Operands));
            builder.Write(choice.ThenRegion.AddBlock(), () =>
            {
                then();
                builder.Insert(new AffineYieldOp([]));
            });
        }

        public void If(Value condition, Action then, Action? otherwise = null)
        {
            var choice = builder.Insert(new IfOp(condition, []));
            Fill(choice.ThenRegion, then);
            if (otherwise is not null) Fill(choice.ElseRegion, otherwise);

            void Fill(Region region, Action write) => builder.Write(region.AddBlock(), () =>
            {
                write();
                builder.Insert(new YieldOp([]));
            });
        }

        /// <summary>What one of two gives.</summary>
        public IReadOnlyList<Value> If(
            Value condition, IReadOnlyList<IrType> types, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise) =>
            [.. builder.Choice(condition, types, then, otherwise).Results];

        /// <summary>What one of two gives; the first almost always.</summary>
        public IReadOnlyList<Value> IfLikely(
            Value condition, IReadOnlyList<IrType> types, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise)
        {
            var choice = builder.Choice(condition, types, then, otherwise);
            choice.SetAttribute(KernelAttributes.Likely, UnitAttr.Instance);
            return [.. choice.Results];
        }

        private IfOp Choice(
            Value condition, IReadOnlyList<IrType> types, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise)
        {
            var choice = builder.Insert(new IfOp(condition, types));
            builder.Write(choice.ThenRegion.AddBlock(), () => builder.Insert(new YieldOp([.. then()])));
            builder.Write(choice.ElseRegion.AddBlock(), () => builder.Insert(new YieldOp([.. otherwise()])));
            return choice;
        }

        private void Write(Block body, Action write)
        {
            var (block, next) = (builder.Block, builder.Before);
            builder.MoveToEnd(body);
            write();
            if (next is null) builder.MoveToEnd(block);
            else builder.MoveBefore(next);
        }
    }
}
