using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Puts affine loops in the place of one structured operation. Reductions that are innermost carry what has been joined in values; when
/// there are others around parallel loops, it waits in the output between them.
/// </summary>
internal sealed class KernelLoops
{
    private readonly IStructuredOp _op;
    private readonly LoopPlan _plan;
    private readonly Sequence<AffineMap> _maps;
    private readonly Builder _builder;
    private readonly AffineValueMap[] _extents;
    private readonly Value[] _tiles;
    private readonly Value[] _points;
    private readonly List<(AffineForOp Loop, long Copies)> _repeated = [];

    private KernelLoops(IStructuredOp op, LoopPlan plan, Builder builder, AffineValueMap[] extents)
    {
        (_op, _plan, _maps, _builder, _extents) = (op, plan, op.IndexingMaps, builder, extents);
        (_tiles, _points) = (new Value[op.LoopCount], new Value[op.LoopCount]);
    }

    /// <summary>False, with nothing changed, where an extent is no symbol: it is not known where the function begins.</summary>
    public static bool TryReplace(IStructuredOp op, LoopPlan plan)
    {
        var builder = Builder.At(op.Self);
        var extents = LoopExtents.Of(op, builder);
        if (extents is null) return false;
        new KernelLoops(op, plan, builder, extents).Replace();
        return true;
    }

    private void Replace()
    {
        var carrying = _plan.CarryingCount(_op);
        var outer = _plan.Loops.Length - carrying;
        var waits = _plan.Loops.Take(outer).Any(loop => _op.IteratorTypes[loop.Dimension] == IteratorType.Reduction);
        var fill = waits ? null : FilledReduction.FillOf(_op);
        foreach (var loop in _plan.Loops.AsSpan()[..outer]) Enter(loop);
        IReadOnlyList<Value> initial = carrying == 0 ? [] : fill is null ? [.. Outputs.Select(Load)] : [fill.DpsInputs[0]];
        Store(Carry(_plan.Loops.AsSpan()[outer..], initial));
        fill?.Erase();
        _op.Self.Erase();
        foreach (var (loop, copies) in Enumerable.Reverse(_repeated)) loop.UnrollBy((ulong)copies);
    }

    private IEnumerable<int> Outputs => Enumerable.Range(_op.DpsInputs.Count, _op.DpsInits.Count);

    // A loop that carries nothing.
    private void Enter(PlannedLoop loop)
    {
        var (lower, upper) = (LowerBound(loop), UpperBound(loop));
        if (loop.IsParallel)
        {
            var nest = _builder.Insert(AffineParallelOp.WithBody(lower, upper, [loop.Step], [], [], [1], [upper.Map.Results.Count]));
            Count(loop, nest);
            _builder.MoveToEnd(nest.Body);
        }
        else
        {
            _builder.MoveToEnd(Insert(loop, []).Body);
        }

        _builder.MoveBefore(_builder.Insert(new AffineYieldOp([])));
    }

    private IReadOnlyList<Value> Carry(ReadOnlySpan<PlannedLoop> loops, IReadOnlyList<Value> joined)
    {
        if (loops.IsEmpty) return Turn(joined);
        var loop = Insert(loops[0], joined);
        var (block, next) = (_builder.Block, _builder.Before);
        _builder.MoveToEnd(loop.Body);
        _builder.Insert(new AffineYieldOp([.. Carry(loops[1..], [.. loop.IterArgs])]));
        if (next is null) _builder.MoveToEnd(block);
        else _builder.MoveBefore(next);
        return [.. loop.Values];
    }

    private AffineForOp Insert(PlannedLoop loop, IReadOnlyList<Value> joined)
    {
        var made = _builder.Insert(AffineForOp.WithBody(LowerBound(loop), UpperBound(loop), loop.Step, joined));
        Count(loop, made);
        if (loop.Copies > 1) _repeated.Add((made, loop.Copies));
        return made;
    }

    private void Count(PlannedLoop loop, Operation made)
    {
        (loop.IsOverTiles ? _tiles : _points)[loop.Dimension] = ((ILoopLike)made).LoopVariables[0];
        // Schedules go by names, and have fixed the order of all when they have that of the outermost.
        if (_op.Self.Attribute(KernelAttributes.Loops) is ArrayAttr { Elements: var names })
            made.SetAttribute(KernelAttributes.Loops, new ArrayAttr([names[loop.Dimension]]));
        if (loop == _plan.Loops[0]) made.SetAttribute(KernelAttributes.Scheduled, _op.Self.Attribute(KernelAttributes.Scheduled));
    }

    private AffineValueMap LowerBound(PlannedLoop loop) =>
        loop.TileSize is null ? AffineValueMap.Constant(0) : AffineValueMap.Of(_tiles[loop.Dimension]);

    // The last tile ends with the array.
    private AffineValueMap UpperBound(PlannedLoop loop)
    {
        var extent = _extents[loop.Dimension];
        if (loop.TileSize is not { } size) return extent;
        var end = AffineExpr.Dim(0) + size;
        return new(new AffineMap(1, extent.Map.SymbolCount, [end, .. extent.Map.Results]), [_tiles[loop.Dimension], .. extent.Operands]);
    }

    /// <param name="joined">For each output; empty where the outputs' own elements are meant.</param>
    private IReadOnlyList<Value> Turn(IReadOnlyList<Value> joined)
    {
        var (firstInit, arguments) = (_op.DpsInputs.Count, _op.Body.Arguments);
        for (var i = 0; i < arguments.Count; i++)
            if (i >= firstInit && joined.Count > 0) arguments[i].ReplaceAllUsesWith(joined[i - firstInit]);
            else if (arguments[i].HasUses) arguments[i].ReplaceAllUsesWith(Load(i));
        foreach (var op in _op.Body.Ops.ToList())
            if (op is LinalgIndexOp index) index.Result.ReplaceAllUsesWith(_points[(int)index.Dim]);
            else if (op != _op.Body.Last) Move(op);
        return [.. _op.Yielded];
    }

    private void Move(Operation op)
    {
        op.Parent!.Remove(op);
        _builder.Block.InsertBefore(_builder.Before, op);
    }

    private Value Load(int operand)
    {
        if (_op.Self.Operands[operand] is { Type: not MemRefType } scalar) return scalar;
        Locate(operand);
        return _builder.Add(new AffineLoadOp(_op.Self.Operands[operand], Place(operand)));
    }

    private void Store(IReadOnlyList<Value> values)
    {
        foreach (var (operand, value) in Outputs.Zip(values))
        {
            Locate(operand);
            _builder.Insert(new AffineStoreOp(value, _op.Self.Operands[operand], Place(operand)));
        }
    }

    // A fault names the place in the source where the element stands.
    private void Locate(int operand) => _builder.Location =
        operand < _op.Body.Arguments.Count && _op.Body.Arguments[operand].Location is { IsUnknown: false } place
            ? place : _op.Self.Location;

    // Of the loops that it depends on; others may not be there yet.
    private AffineValueMap Place(int operand)
    {
        var map = _maps[operand];
        var loops = Enumerable.Range(0, map.DimCount);
        var used = loops.Where(d => map.Results.Any(result => result.DependsOn(AffineExpr.Dim(d)))).ToList();
        AffineExpr[] dims = [.. loops.Select(d => AffineExpr.Dim(Math.Max(used.IndexOf(d), 0)))];
        return new(map.Replace(dims, [], used.Count, 0), used.Select(d => _points[d]));
    }
}
