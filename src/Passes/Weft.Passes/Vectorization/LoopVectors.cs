using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts vectors in the place of a loop: a loop of several at once, and one behind it of those that are left, the last of which may
/// be there in part. Loops in it are gone through by all lanes together.</summary>
internal sealed class LoopVectors
{
    private readonly VectorLoop _plan;
    private readonly AffineForOp _loop;
    private readonly Builder _builder;
    private Value? _streamed;

    private LoopVectors(VectorLoop plan) =>
        (_plan, _loop, _builder) = (plan, (AffineForOp)plan.Root, Builder.At(plan.Root));

    public static void Replace(VectorLoop plan) => new LoopVectors(plan).Replace();

    private Piece Largest => new(_plan.Lanes, _plan.Vectors);

    // Of what one turn of many leaves, most vectors are whole ones: rows that other loops come to are short more often than not.
    private IEnumerable<Piece> Pieces
    {
        get
        {
            yield return Largest;
            if (_plan.Vectors > 1 && _plan.Root.IsAlongRows) yield return new(_plan.Lanes, 1);
            if (_plan.EndsInHalves)
                for (var lanes = _plan.Lanes / 2; lanes > 0; lanes /= 2) yield return new(lanes, 1);
        }
    }

    private void Replace()
    {
        _builder.Single(_loop.LowerBound, BoundKind.Lower, start => _builder.Single(_loop.UpperBound, BoundKind.Upper, end =>
        {
            if (_plan.Streamed is { } streamed)
                _builder.If(streamed.Condition, () => Stream(start, end, streamed.Memory, streamed.Head), () => Write(start, end));
            else Write(start, end);
        }));
        _loop.Erase();
    }

    private void Stream(AffineValueMap start, AffineValueMap end, Value memory, int head)
    {
        var aligned = start.Select(at => at + head);
        if (head > 0) Head(start, aligned, end, []);
        _streamed = memory;
        WholeAndRest(aligned, end, []);
        _streamed = null;
    }

    // Up to the first aligned vector there is one that is there in part.
    private List<Value> Head(AffineValueMap start, AffineValueMap aligned, AffineValueMap end, List<Value> initial)
    {
        var upper = end.And(aligned);
        return [.. _builder.Loop(start, upper, _plan.Lanes, initial, (at, before) => Rest(upper, at, before))];
    }

    private void Write(AffineValueMap start, AffineValueMap end)
    {
        var joined = _plan.Accumulators.Select(a => a.Begin(_builder, _loop.Inits[a.Index], TypeOf(a))).ToList();
        if (_plan.AlignedAt is { } ahead)
        {
            var lanes = AffineExpr.Constant(_plan.Lanes);
            var first = _builder.Counter(start);
            var aligned = _builder.Counter(AffineValueMap.Of(first).Select(at => ((at + -ahead).CeilDiv(lanes) * lanes) + ahead));
            joined = Head(AffineValueMap.Of(first), AffineValueMap.Of(aligned), end, joined);
            joined = WholeAndRest(AffineValueMap.Of(aligned), end, joined);
        }
        else joined = _plan.Loop.TripCount % Largest.Step == 0 ? Whole(start, end, joined, Largest) : WholeAndRest(start, end, joined);

        foreach (var a in _plan.Accumulators)
            _loop.Results[a.Index].ReplaceAllUsesWith(a.Finish(_builder, joined[a.Index], _loop.Inits[a.Index]));
    }

    private List<Value> WholeAndRest(AffineValueMap start, AffineValueMap end, List<Value> initial)
    {
        var first = _builder.Counter(start);
        start = AffineValueMap.Of(first);
        var (at, joined, left) = (first, initial, _plan.Loop.TripCount);
        foreach (var piece in Pieces)
        {
            var split = _builder.Counter(new LoopSpan(at, end).WholeEnd(piece.Step));
            if (!(left < piece.Step)) joined = Whole(From(at), AffineValueMap.Of(split), joined, piece);
            (at, left) = (split, left % piece.Step);
        }

        return _plan.EndsInHalves ? joined
            : [.. _builder.Loop(From(at), end, _plan.Lanes, joined, (turn, before) => Rest(end, turn, before))];

        // Splits are before the start where there is no turn.
        AffineValueMap From(Value split) => split == first ? start : start.And(AffineValueMap.Of(split));
    }

    // Vectors of their own for each carried value, so that none waits for another's join; joined behind the loop.
    private List<Value> Whole(AffineValueMap lower, AffineValueMap upper, List<Value> initial, Piece piece)
    {
        var (lanes, vectors) = piece;
        var carried = Enumerable.Repeat(initial, vectors).SelectMany(v => v).ToList();
        var results = _builder.Loop(lower, upper, piece.Step, carried, (at, before) =>
        {
            // Where turns need nothing of each other, vectors of them do not, either.
            if (_loop.Attribute(KernelAttributes.Independent) is { } independent)
                at.CountingLoop!.SetAttribute(KernelAttributes.Independent, independent);
            return
            [
                .. Enumerable.Range(0, vectors).SelectMany(v =>
                    Turn(_builder.Ahead(at, v * lanes), [.. before.Skip(v * initial.Count).Take(initial.Count)], lanes)),
            ];
        });
        return [.. _plan.Accumulators.Select(a => Tree(a, [.. results.Where((_, i) => i % initial.Count == a.Index)]))];
    }

    private Value Tree(Accumulator accumulator, List<Value> parts)
    {
        while (parts.Count > 1)
            parts = [.. parts.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : accumulator.Join(_builder, pair[0], pair[1]))];
        return parts[0];
    }

    private IReadOnlyList<Value> Rest(AffineValueMap upper, Value at, IReadOnlyList<Value> before)
    {
        var left = new LoopSpan(at, upper).LeftFrom(_builder, at);
        var mask = _builder.Add(new CreateMaskOp([left], new VectorType([_plan.Lanes], IntegerType.I1)));
        return [.. Turn(at, before, _plan.Lanes, mask).Select((after, i) => _builder.Add(new SelectOp(mask, after, before[i])))];
    }

    // One vector of turns, in the order of the body.
    private List<Value> Turn(Value at, IReadOnlyList<Value> before, int lanes, Value? mask = null)
    {
        var code = new LaneCode(_loop, _loop.InductionVariable, lanes, _builder) { Mask = mask, Present = at, Streamed = _streamed };
        code.Set(_loop.InductionVariable, at);
        for (var i = 0; i < before.Count; i++) code.SetVector(_loop.Body.Arguments[i + 1], before[i]);
        return Write(code, _loop.Body);
    }

    private List<Value> Write(LaneCode code, Block body)
    {
        foreach (var op in body.Ops)
            if (op is AffineStoreOp store) code.Store(store);
            else if (op is AffineForOp inner) WriteLoop(code, inner);
            else if (op is IfOp choice) WriteChoice(code, choice);
            else if ((op is IAffineElementRead || op.IsDivision) && op.HasUses) code.Compute(op.Results[0]);
        return [.. body.Last!.Operands.Select(code.Vector)];
    }

    // Where lanes may differ, each side in the lanes that it is for, one behind the other; else a choice it stays.
    private void WriteChoice(LaneCode code, IfOp choice)
    {
        var condition = choice.Condition;
        var types = choice.Values.Types.Select(IrType (type) => code.TypeOf(type)).ToList();
        var results = code.Varies(condition)
            ? Side(holds: true).Zip(Side(holds: false), (yes, no) => _builder.Add(new SelectOp(code.Vector(condition), yes, no)))
            : _builder.If(
                code.Scalar(condition), types, () => code.Inside(() => Write(code, choice.ThenRegion)),
                () => code.Inside(() => Write(code, choice.ElseRegion)));
        foreach (var (result, i) in results.ToList().Select((result, i) => (result, i))) code.SetVector(choice.Results[i], result);

        List<Value> Side(bool holds) => (holds ? choice.ThenRegion : choice.ElseRegion) is { IsEmpty: false } side
            ? code.Where(condition, holds, () => Write(code, side)) : [];
    }

    private List<Value> Write(LaneCode code, Region side) => side.IsEmpty ? [] : Write(code, side.Entry);

    // Of all lanes at once.
    private void WriteLoop(LaneCode code, AffineForOp loop)
    {
        var initial = loop.Inits.Select(code.Vector).ToList();
        var (lower, upper) = (code.Here(loop.LowerBound), code.Here(loop.UpperBound));
        var results = _builder.Loop(lower, upper, loop.Step, initial, (at, before) => code.Inside(() =>
        {
            code.Set(loop.InductionVariable, at);
            for (var i = 0; i < before.Count; i++) code.SetVector(loop.Body.Arguments[i + 1], before[i]);
            return Write(code, loop.Body);
        }));
        for (var i = 0; i < results.Count; i++) code.SetVector(loop.Results[i], results[i]);
    }

    private VectorType TypeOf(Accumulator accumulator) => new([_plan.Lanes], _loop.Inits[accumulator.Index].Type);

    /// <summary>What a turn of a loop over vectors does.</summary>
    private readonly record struct Piece(int Lanes, int Vectors)
    {
        public long Step => (long)Lanes * Vectors;
    }
}
