using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes a vector copy of a nest of loops behind it. What cannot be a vector ends the attempt; broadcasts that were made
/// outside of the copy stay.</summary>
internal sealed class NestVectorizer
{
    private readonly VectorStrategy _strategy;
    private readonly Builder _builder;
    private readonly VectorCopies _copies;
    private readonly VectorTransfers _transfers;

    private NestVectorizer(AffineForOp root, VectorStrategy strategy)
    {
        _strategy = strategy;
        _builder = Builder.After(root);
        _copies = new(root, strategy, _builder);
        _transfers = new(strategy, _copies, _builder);
    }

    /// <summary>Puts the vector copy in the place of a nest; false when there is none.</summary>
    public static bool Run(AffineForOp root, VectorStrategy strategy)
    {
        if (!root.HasVectorizableBody) return false;
        var vectorizer = new NestVectorizer(root, strategy);
        if (!vectorizer.VectorizeLoop(root))
        {
            vectorizer._copies.Root?.Erase();
            return false;
        }

        root.Erase();
        return true;
    }

    private bool Vectorize(Operation op)
    {
        _builder.Location = op.Location;
        return op switch
        {
            AffineForOp loop => VectorizeLoop(loop),
            AffineLoadOp load => _transfers.Read(load),
            AffineStoreOp store => _transfers.Write(store),
            AffineYieldOp yield => Yield(yield),
            AffineApplyOp apply => CopyApply(apply),
            ConstantOp constant => _copies.VectorOf(constant.Result) is not null,
            _ => op.Info.Has(OpTraits.ElementwiseMappable) && Widen(op),
        };
    }

    private bool VectorizeLoop(AffineForOp loop)
    {
        var isDimension = _strategy.Dimensions.TryGetValue(loop, out var dimension);
        if (isDimension ? loop.Inits.Count > 0 && loop.Step != 1 : !IsUniformlyBounded(loop)) return false;
        var reductions = isDimension ? _strategy.Reductions[loop] : [];
        if ((isDimension ? Neutrals(reductions) : _copies.VectorsOf(loop.Inits)) is not { } inits) return false;

        var copy = _builder.Insert(AffineForOp.WithBody(
            _copies.ScalarsOf(loop.LowerBound), _copies.ScalarsOf(loop.UpperBound),
            isDimension ? loop.Step * _strategy.Sizes[dimension] : loop.Step, inits));
        _copies.Add(loop, copy, isDimension ? dimension : null);
        var mask = VectorReductions.MaskOf(copy, reductions);
        _builder.MoveToEnd(copy.Body);
        if (!loop.Body.Ops.All(Vectorize)) return false;

        if (mask is not null) VectorReductions.Apply(mask, copy);
        if (copy.Next is { } next) _builder.MoveBefore(next);
        else _builder.MoveToEnd(copy.Parent!);
        foreach (var reduction in reductions)
            loop.Results[reduction.Index].ReplaceAllUsesWith(VectorReductions.Join(_builder, reduction, loop, copy));
        return true;
    }

    // Where the number of turns differs from element to element no loop is right for all.
    private bool IsUniformlyBounded(AffineForOp loop) => loop.LowerBoundOperands.Concat(loop.UpperBoundOperands)
        .All(bound => _strategy.Dimensions.Keys.All(dimension => !bound.DependsOn(dimension.InductionVariable)));

    private IReadOnlyList<Value> Neutrals(IReadOnlyList<LoopReduction> reductions) =>
        [.. reductions.Select(r => _builder.Add(VectorReductions.Neutral(r, _strategy)))];

    private bool Yield(AffineYieldOp yield)
    {
        if (_copies.VectorsOf(yield.Operands) is not { } vectors) return false;
        _builder.Insert(new AffineYieldOp(vectors));
        return true;
    }

    private bool CopyApply(AffineApplyOp apply)
    {
        if (apply.MapOperands.Any(_copies.HasVector)) return false;
        _copies.AddScalar(apply.Result, _builder.Add(new AffineApplyOp(_copies.ScalarsOf(apply.ValueMap))));
        return true;
    }

    // The same operation on vectors.
    private bool Widen(Operation op)
    {
        if (_copies.VectorsOf(op.Operands) is not { } operands) return false;
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Operands.AddRange(operands);
        foreach (var result in op.Results) state.ResultTypes.Add(_strategy.TypeOf(result.Type));
        foreach (var attribute in op.Attributes) state.Attributes.Add(attribute);
        var copy = _builder.Insert(state.Build());
        for (var i = 0; i < op.Results.Length; i++) _copies.AddVector(op.Results[i], copy.Results[i]);
        return true;
    }
}
