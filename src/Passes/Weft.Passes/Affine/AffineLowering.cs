using Weft.IR;

namespace Weft.Passes;

/// <summary>The replacements that lowering has made, and how each operation is replaced.</summary>
/// <param name="fewOperations">See <see cref="LowerAffine"/>.</param>
internal sealed class AffineLowering(PassContext context, bool fewOperations)
{
    private readonly Dictionary<Value, Value> _values = [];
    private readonly List<Operation> _replaced = [];
    private readonly Rewriter _rewriter = new(context.Ir);

    /// <summary>Replaces an operation by what it folds to, or lowers it.</summary>
    public void Lower(Operation op)
    {
        if (Fold(op)) return;
        var builder = Builder.At(op);
        var expansion = new AffineExpansion(builder, fewOperations);
        switch (op)
        {
            case AffineApplyOp apply: Replace(op, expansion.Expand(apply.ValueMap, context.Diagnostics)); break;
            case AffineMinMaxOp minMax: Replace(op, One(expansion.Reduce(minMax.ValueMap, minMax.IsMax, context.Diagnostics))); break;
            case AffineLoadOp load: Replace(op, Subscripts(load) is { } i ? [builder.Add(new LoadOp(load.Memref, i))] : null); break;
            case ClampedLoadOp load when expansion.Expand(load, load.ValueMap, context.Diagnostics) is { } place:
                Replace(op, [builder.Add(new LoadOp(load.Memref, place))]);
                break;
            case AffineStoreOp store:
                if (Subscripts(store) is { } indices)
                {
                    builder.Insert(new StoreOp(store.Value, store.Memref, indices));
                    Replace(op, []);
                }

                break;
            case AffineVectorLoadOp load when Subscripts(load) is { } place:
                Replace(op, [builder.Add(KernelAttributes.KeepHints(op, new VectorLoadOp(load.Memref, place, load.Result.Type)))]);
                break;
            case AffineVectorStoreOp store when Subscripts(store) is { } place:
                builder.Insert(KernelAttributes.KeepHints(op, new VectorStoreOp(store.Value, store.Memref, place)));
                Replace(op, []);
                break;
            case AffinePrefetchOp prefetch when Subscripts(prefetch) is { } place:
                builder.Insert(new PrefetchOp(
                    prefetch.IsWrite, (int)prefetch.LocalityHint.Int64, prefetch.IsDataCache, prefetch.Memref, place));
                Replace(op, []);
                break;
            case AffineDmaStartOp or AffineDmaWaitOp: LowerCopy(op, builder, expansion); break;
            case AffineForOp once when fewOperations && once.Attribute(KernelAttributes.Once) is not null:
                PlaceBody(once, expansion);
                break;
            case AffineForOp loop: Lower(loop, builder, expansion); break;
            case AffineParallelOp nest: Lower(nest, builder, expansion); break;
            case AffineIfOp branch: Lower(branch, builder, expansion); break;
            // The end of a loop that is none any more goes with it.
            case AffineYieldOp { ParentOp: not (ParallelOp or AffineForOp) } yield:
                builder.Insert(new YieldOp(yield.Values.ToArray()));
                Replace(op, []);
                break;
            case AffineDelinearizeIndexOp delinearize: Lower(delinearize, builder); break;
        }
    }

    /// <summary>Puts the replacements in their places and erases what was replaced.</summary>
    public void Finish()
    {
        foreach (var from in _values.Keys.ToList()) from.ReplaceAllUsesWith(Resolve(from));
        foreach (var op in Enumerable.Reverse(_replaced)) op.Erase();
    }

    private Value Resolve(Value value)
    {
        while (_values.TryGetValue(value, out var next)) value = next;
        return value;
    }

    private void Replace(Operation op, IReadOnlyList<Value>? values)
    {
        if (values is null) return;
        for (var i = 0; i < op.Results.Length; i++) _values[op.Results[i]] = values[i];
        _replaced.Add(op);
    }

    private static Value[]? One(Value? value) => value is null ? null : [value];

    private Value[]? Subscripts(IAffineAccess access) =>
        new AffineExpansion(Builder.At((Operation)access), fewOperations).Expand(access.ValueMap, context.Diagnostics);

    // True when nothing is left of the operation.
    private bool Fold(Operation op)
    {
        if (op.Info.Has(OpTraits.ConstantLike) || !Folding.CanFold(op)) return false;
        var folded = Folding.Fold(op);
        if (folded.IsInPlace) return Fold(op);
        var results = folded.Each ?? (folded.IsNone ? [] : [folded]);
        var values = results.Select((result, i) => ValueOf(op, i, result)).OfType<Value>().ToList();
        if (values.Count == 0 || values.Count != op.Results.Length) return false;
        Replace(op, values);
        return true;
    }

    private Value? ValueOf(Operation op, int index, FoldResult result) =>
        _rewriter.Materialized(op, result, index) is { } value && value != op.Results[index] ? value : null;

    private void Lower(AffineForOp op, Builder builder, AffineExpansion expansion)
    {
        if (expansion.Reduce(op.LowerBound, isMax: true, context.Diagnostics) is not { } lower
            || expansion.Reduce(op.UpperBound, isMax: false, context.Diagnostics) is not { } upper) return;
        var step = builder.Add(ConstantOp.Index(op.Step));
        var loop = builder.Insert(new ForOp(lower, upper, step, op.Inits.ToArray(), [.. op.Values.Types]));
        op.Region.MoveBlocksTo(loop.Body);
        KernelAttributes.KeepSchedule(op, loop);
        Replace(op, loop.ResultList);
    }

    // What is in it stands where it stood.
    private void PlaceBody(AffineForOp op, AffineExpansion expansion)
    {
        if (expansion.Reduce(op.LowerBound, isMax: true, context.Diagnostics) is not { } counter) return;
        op.InductionVariable.ReplaceAllUsesWith(counter);
        foreach (var inner in op.Body.Ops.ToList())
        {
            if (inner is AffineYieldOp) break;
            op.Body.Remove(inner);
            op.Parent!.InsertBefore(op, inner);
        }

        Replace(op, []);
    }

    private void Lower(AffineParallelOp op, Builder builder, AffineExpansion expansion)
    {
        var (lower, upper) = (new List<Value>(), new List<Value>());
        for (var i = 0; i < op.Steps.Count; i++)
        {
            if (expansion.Reduce(op.LowerBound(i), isMax: true, context.Diagnostics) is not { } low
                || expansion.Reduce(op.UpperBound(i), isMax: false, context.Diagnostics) is not { } high) return;
            lower.Add(low);
            upper.Add(high);
        }

        var steps = op.Steps.Select(step => builder.Add(ConstantOp.Index(step))).ToList();
        var initial = new List<Value>();
        for (var i = 0; i < op.Values.Count; i++)
        {
            if (op.ReductionKinds[i].Identity(op.Values[i].Type) is not { } identity) return;
            initial.Add(builder.Add(new ConstantOp(identity)));
        }

        var nest = builder.Insert(new ParallelOp(lower, upper, steps, initial, [.. op.Values.Types]));
        var yield = (AffineYieldOp)op.Body.Last!;
        op.Region.MoveBlocksTo(nest.Body);
        var reduce = Builder.At(yield).Insert(new ReduceOp(yield.Values.ToArray(), op.Values.Count));
        for (var i = 0; i < op.Values.Count; i++)
        {
            var type = op.Values[i].Type;
            var body = reduce.Reductions[i].AddBlock(type, type);
            var inner = Builder.AtEnd(body, op.Location);
            inner.Insert(new ReduceReturnOp(inner.Add(op.ReductionKinds[i].Join(body.Arguments[0], body.Arguments[1])!)));
        }

        Replace(yield, []);
        Replace(op, nest.ResultList);
    }

    private void Lower(AffineIfOp op, Builder builder, AffineExpansion expansion)
    {
        var zero = builder.Add(ConstantOp.Index(0));
        Value? condition = null;
        foreach (var row in op.Set.Constraints)
        {
            if (expansion.Expand(row.Expr, op.ValueMap, context.Diagnostics) is not { } value) return;
            var holds = builder.Add(new CmpIOp(row.IsEquality ? CmpIPredicate.Eq : CmpIPredicate.Sge, value, zero));
            condition = condition is null ? holds : builder.Add(new AndIOp(condition, holds));
        }

        var branch = builder.Insert(new IfOp(condition ?? builder.Add(ConstantOp.Bool(true)), [.. op.Values.Types]));
        op.ThenRegion.MoveBlocksTo(branch.ThenRegion);
        op.ElseRegion.MoveBlocksTo(branch.ElseRegion);
        Replace(op, branch.ResultList);
    }

    // Subscripts take the places of map operands; the tag goes behind the number of elements.
    private void LowerCopy(Operation op, Builder builder, AffineExpansion expansion)
    {
        var (start, parts) = (op as AffineDmaStartOp, new List<Value[]>());
        foreach (var (memory, place) in start?.Places ?? [((AffineDmaWaitOp)op).Tag])
        {
            if (expansion.Expand(place, context.Diagnostics) is not { } subscripts) return;
            parts.Add([memory, .. subscripts]);
        }

        if (start is not null)
            builder.Insert(new DmaStartOp([.. parts[0], .. parts[1], start.Counts[0], .. parts[2], .. start.Counts.Skip(1)]));
        else builder.Insert(new DmaWaitOp(parts[0][0], [.. parts[0].Skip(1)], op.Operands[^1]));
        Replace(op, []);
    }

    // A quotient per extent by the product of those behind it; the remainder goes on.
    private void Lower(AffineDelinearizeIndexOp op, Builder builder)
    {
        var (d0, d1) = (AffineExpr.Dim(0), AffineExpr.Dim(1));
        var product = new AffineMap(0, 2, [AffineExpr.Symbol(0) * AffineExpr.Symbol(1)]);
        var made = new List<Operation>();
        Value Apply(AffineMap map, Value a, Value b)
        {
            var apply = new AffineApplyOp(new AffineValueMap(map, [a, b]).Composed());
            var folded = map == product ? apply.Fold([.. apply.MapOperands.Select(Folding.ConstantOf)]) : default;
            if (folded.Value is { } known) return known;
            Operation op = folded.Constant is IntegerAttr constant ? new ConstantOp(constant) : apply;
            made.Add(builder.Insert(op));
            return op.Results[0];
        }

        var divisors = new List<Value>();
        for (var i = 1; i < op.Basis.Count; i++)
            divisors.Add(op.Basis.Skip(i + 1).Aggregate(op.Basis[i], (whole, extent) => Apply(product, whole, extent)));
        var (results, rest) = (new List<Value>(), op.LinearIndex);
        foreach (var divisor in divisors)
        {
            results.Add(Apply(new AffineMap(2, 0, [d0.FloorDiv(d1)]), rest, divisor));
            rest = Apply(new AffineMap(2, 0, [d0 % d1]), rest, divisor);
        }

        Replace(op, [.. results, rest]);
        foreach (var apply in made.OfType<AffineApplyOp>()) Lower(apply);
    }
}
