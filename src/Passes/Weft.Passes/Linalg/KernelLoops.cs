using Weft.IR;

namespace Weft.Passes;

/// <summary>The loops of one structured operation, with reductions in values that the loops carry.</summary>
internal sealed class KernelLoops
{
    private readonly IStructuredOp _op;
    private readonly Sequence<AffineMap> _maps;
    private readonly Builder _builder;
    private readonly Value[] _variables;

    public KernelLoops(IStructuredOp op)
    {
        (_op, _maps, _builder) = (op, op.IndexingMaps, Builder.At(op.Self));
        _variables = new Value[op.LoopCount];
    }

    /// <summary>Puts the loops in the place of the operation, and of a fill that they take in.</summary>
    public void Emit()
    {
        var (zero, one) = (_builder.Add(ConstantOp.Index(0)), _builder.Add(ConstantOp.Index(1)));
        Value[] extents = [.. Enumerable.Range(0, _op.LoopCount).Select(Extent)];
        var fill = FilledReduction.FillOf(_op);
        foreach (var loop in LoopsOf(IteratorType.Parallel))
        {
            var nest = _builder.Insert(ParallelOp.WithBody([zero], [extents[loop]], [one]));
            _variables[loop] = nest.InductionVariables[0];
            Enter(nest.Body.Entry, new ReduceOp());
        }

        var reductions = LoopsOf(IteratorType.Reduction).ToList();
        IReadOnlyList<Value> carried = reductions.Count == 0 ? [] : fill is null ? [.. Outputs(Load)] : [fill.DpsInputs[0]];
        Store(Reduce(reductions, carried));
        fill?.Self.Erase();
        _op.Self.Erase();

        IReadOnlyList<Value> Reduce(IReadOnlyList<int> loops, IReadOnlyList<Value> before)
        {
            if (loops is []) return Turn(before);
            var loop = _builder.Insert(ForOp.WithBody(zero, extents[loops[0]], one, before));
            _variables[loops[0]] = loop.InductionVariable;
            _builder.MoveToEnd(loop.Body.Entry);
            _builder.Insert(new YieldOp([.. Reduce([.. loops.Skip(1)], [.. loop.IterArgs])]));
            _builder.MoveToEnd(loop.Parent!);
            if (loop.Next is { } next) _builder.MoveBefore(next);
            return [.. loop.Results];
        }
    }

    // The outputs' extents first: stores are in range by them alone.
    private Value Extent(int loop)
    {
        for (var operand = _maps.Count - 1; operand >= 0; operand--)
            for (var dimension = 0; dimension < _maps[operand].Results.Count; dimension++)
                if (_maps[operand].Results[dimension] == AffineExpr.Dim(loop))
                    return _builder.Add(new DimOp(_op.Self.Operands[operand], _builder.Add(ConstantOp.Index(dimension))));
        throw new InvalidOperationException("a valid operation says how far each loop goes");
    }

    private IEnumerable<int> LoopsOf(IteratorType type) => Enumerable.Range(0, _op.LoopCount).Where(loop => _op.IteratorTypes[loop] == type);

    private void Enter(Block body, Operation terminator)
    {
        _builder.MoveToEnd(body);
        _builder.MoveBefore(_builder.Insert(terminator));
    }

    /// <param name="carried">What has been joined, for each output; empty where the outputs' own elements are meant.</param>
    private IReadOnlyList<Value> Turn(IReadOnlyList<Value> carried)
    {
        var (firstInit, arguments) = (_op.DpsInputs.Count, _op.Body.Arguments);
        for (var i = 0; i < arguments.Count; i++)
            if (i >= firstInit && carried.Count > 0) arguments[i].ReplaceAllUsesWith(carried[i - firstInit]);
            else if (arguments[i].HasUses) arguments[i].ReplaceAllUsesWith(Load(i));
        foreach (var op in _op.Body.Ops.ToList())
            if (op is LinalgIndexOp index) index.Result.ReplaceAllUsesWith(_variables[(int)index.Dim]);
            else if (op != _op.Body.Last) Move(op);
        return [.. _op.Yielded];
    }

    private void Move(Operation op)
    {
        op.Parent!.Remove(op);
        _builder.Block.InsertBefore(_builder.Before, op);
    }

    private IEnumerable<Value> Outputs(Func<int, Value> of) => Enumerable.Range(_op.DpsInputs.Count, _op.DpsInits.Count).Select(of);

    private Value Load(int operand)
    {
        if (_op.Self.Operands[operand] is { Type: not MemRefType } scalar) return scalar;
        Locate(operand);
        return _builder.Add(new LoadOp(_op.Self.Operands[operand], Subscripts(operand)));
    }

    private void Store(IReadOnlyList<Value> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var operand = _op.DpsInputs.Count + i;
            Locate(operand);
            _builder.Insert(new StoreOp(values[i], _op.DpsInits[i], Subscripts(operand)));
        }
    }

    // A fault names the place in the source where the element stands.
    private void Locate(int operand) => _builder.Location =
        operand < _op.Body.Arguments.Count && _op.Body.Arguments[operand].Location is { IsUnknown: false } place ? place : _op.Self.Location;

    private List<Value> Subscripts(int operand) => [.. _maps[operand].Results.Select(Subscript)];

    private Value Subscript(AffineExpr expr) => expr switch
    {
        AffineDim loop => _variables[loop.Position],
        AffineConstant number => _builder.Add(ConstantOp.Index(number.Value)),
        _ => _builder.Add(new AffineApplyOp(new AffineValueMap(new AffineMap(_variables.Length, 0, [expr]), _variables).Canonicalized())),
    };
}
