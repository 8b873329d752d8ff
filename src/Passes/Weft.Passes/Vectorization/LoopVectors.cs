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

    // Of what one turn of many leaves, most vectors are whole ones: rows that other loops come to are short more often than not, and so are
    // those of stencils.
    private IEnumerable<Piece> Pieces
    {
        get
        {
            yield return Largest;
            if (_plan.Vectors > 1 && (_plan.Root.IsAlongRows || _plan.Shared.Count > 0)) yield return new(_plan.Lanes, 1);
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
        if (head > 0) Head(start, aligned, end, Carried.None);
        _streamed = memory;
        WholeAndRest(aligned, end, Carried.None);
        _streamed = null;
    }

    // Up to the first aligned vector there is one that is there in part.
    private Carried Head(AffineValueMap start, AffineValueMap aligned, AffineValueMap end, Carried initial) =>
        Rest(start, end.And(aligned), initial);

    private void Write(AffineValueMap start, AffineValueMap end)
    {
        var initial = new Carried(
            [.. _plan.Accumulators.Select(a => a.Begin(_builder, _loop.Inits[a.Index], TypeOf(a.Index)))],
            [.. _plan.Handed.Select(h => HandedOn.Begin(_builder, _loop.Inits[h.Index], TypeOf(h.Index)))]);
        var carried = Write(start, end, initial);
        foreach (var (joins, vector) in _plan.Accumulators.Zip(carried.Joined))
            _loop.Results[joins.Index].ReplaceAllUsesWith(joins.Finish(_builder, vector, _loop.Inits[joins.Index]));
        foreach (var (handed, vector) in _plan.Handed.Zip(carried.Handed))
            _loop.Results[handed.Index].ReplaceAllUsesWith(HandedOn.Finish(_builder, vector));
    }

    private Carried Write(AffineValueMap start, AffineValueMap end, Carried initial)
    {
        if (_plan.AlignedAt is not { } ahead)
            return _plan.Loop.TripCount % Largest.Step == 0 ? Whole(start, end, initial, Largest) : WholeAndRest(start, end, initial);
        var lanes = AffineExpr.Constant(_plan.Lanes);
        var first = _builder.Counter(start);
        var aligned = _builder.Counter(AffineValueMap.Of(first).Select(at => ((at + -ahead).CeilDiv(lanes) * lanes) + ahead));
        return WholeAndRest(
            AffineValueMap.Of(aligned), end, Head(AffineValueMap.Of(first), AffineValueMap.Of(aligned), end, initial));
    }

    private Carried WholeAndRest(AffineValueMap start, AffineValueMap end, Carried initial)
    {
        var first = _builder.Counter(start);
        start = AffineValueMap.Of(first);
        var (at, carried, left) = (first, initial, _plan.Loop.TripCount);
        foreach (var piece in Pieces)
        {
            var split = _builder.Counter(new LoopSpan(at, end).WholeEnd(piece.Step));
            if (!(left < piece.Step)) carried = Whole(From(at), AffineValueMap.Of(split), carried, piece);
            (at, left) = (split, left % piece.Step);
        }

        return _plan.EndsInHalves ? carried : Rest(From(at), end, carried);

        // Splits are before the start where there is no turn.
        AffineValueMap From(Value split) => split == first ? start : start.And(AffineValueMap.Of(split));
    }

    // Vectors of their own for each value that turns join, so that none waits for another's join; joined behind the loop.
    private Carried Whole(AffineValueMap lower, AffineValueMap upper, Carried initial, Piece piece)
    {
        var (lanes, vectors) = piece;
        var width = initial.Joined.Count;
        var copies = Enumerable.Repeat(initial.Joined, vectors).SelectMany(v => v);
        var results = _builder.Loop(lower, upper, piece.Step, [.. copies, .. initial.Handed], (at, before) =>
        {
            // Where turns need nothing of each other, vectors of them do not, either.
            if (_loop.Attribute(KernelAttributes.Independent) is { } independent)
                at.CountingLoop!.SetAttribute(KernelAttributes.Independent, independent);
            var (joined, handed) = (new List<Value>(), before.Skip(vectors * width).ToList());
            var shared = lanes < _plan.Lanes ? null : new SharedVectors(_plan.Shared, vectors, _builder);
            for (var v = 0; v < vectors; v++)
            {
                shared?.Begin(v);
                var carried = new Carried([.. before.Skip(v * width).Take(width)], handed);
                var after = Turn(_builder.Ahead(at, v * lanes), carried, lanes, shared: shared);
                joined.AddRange(after.Joined);
                handed = [.. after.Handed];
            }

            return [.. joined, .. handed];
        });
        return new(
            [.. _plan.Accumulators.Select((a, k) => Tree(a, [.. Enumerable.Range(0, vectors).Select(v => results[(v * width) + k])]))],
            [.. results.Skip(vectors * width)]);
    }

    private Value Tree(Accumulator accumulator, List<Value> parts)
    {
        while (parts.Count > 1)
            parts = [.. parts.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : accumulator.Join(_builder, pair[0], pair[1]))];
        return parts[0];
    }

    // The last vector may be there in part.
    private Carried Rest(AffineValueMap lower, AffineValueMap upper, Carried initial)
    {
        var width = initial.Joined.Count;
        var results = _builder.Loop(lower, upper, _plan.Lanes, [.. initial.Joined, .. initial.Handed], (at, before) =>
        {
            var left = new LoopSpan(at, upper).LeftFrom(_builder, at);
            var mask = _builder.Add(new CreateMaskOp([left], new VectorType([_plan.Lanes], IntegerType.I1)));
            var after = Turn(at, new([.. before.Take(width)], [.. before.Skip(width)]), _plan.Lanes, mask);
            return
            [
                .. after.Joined.Select((vector, i) => _builder.Add(new SelectOp(mask, vector, before[i]))),
                .. after.Handed.Select(vector => HandedOn.OfLast(_builder, vector, left)),
            ];
        });
        return new([.. results.Take(width)], [.. results.Skip(width)]);
    }

    // One vector of turns, in the order of the body.
    private Carried Turn(Value at, Carried before, int lanes, Value? mask = null, SharedVectors? shared = null)
    {
        var code = new LaneCode(_loop, _loop.InductionVariable, lanes, _builder)
        {
            Mask = mask, Present = at, Streamed = _streamed, Shared = shared,
        };
        code.Set(_loop.InductionVariable, at);
        foreach (var (joins, vector) in _plan.Accumulators.Zip(before.Joined)) code.SetVector(Argument(joins.Index), vector);
        foreach (var (handed, vector) in _plan.Handed.Zip(before.Handed))
            code.SetVector(Argument(handed.Index), HandedOn.Receive(_builder, vector, code.Vector(_loop.Yielded[handed.Index])));
        var after = Write(code, _loop.Body);
        return new([.. _plan.Accumulators.Select(a => after[a.Index])], [.. _plan.Handed.Select(h => after[h.Index])]);
    }

    private Value Argument(int index) => _loop.Body.Arguments[index + 1];

    private List<Value> Write(LaneCode code, Block body)
    {
        foreach (var op in body.Ops)
            if (op is AffineStoreOp store) code.Store(store);
            else if (op is AffinePrefetchOp ahead) code.Prefetch(ahead);
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
        IReadOnlyList<Value> initial = [.. loop.Inits.Select(code.Vector)];
        var (lower, upper) = (code.Here(loop.LowerBound), code.Here(loop.UpperBound));
        if (code.Mask is null && RowSquares.Suit(_plan.Lanes) && RowSquares.Of(loop, _loop.InductionVariable) is { } squares)
            (lower, initial) = WriteSquares(code, squares, lower, upper, initial);
        var results = _builder.Loop(lower, upper, loop.Step, initial, (at, before) => code.Inside(() =>
        {
            code.Set(loop.InductionVariable, at);
            for (var i = 0; i < before.Count; i++) code.SetVector(loop.Body.Arguments[i + 1], before[i]);
            return Write(code, loop.Body);
        }));
        for (var i = 0; i < results.Count; i++) code.SetVector(loop.Results[i], results[i]);
    }

    // Gives where turns are left, and what they are handed. Without any turn, the end of the squares is before the start.
    private (AffineValueMap Left, IReadOnlyList<Value> Carried) WriteSquares(
        LaneCode code, RowSquares squares, AffineValueMap lower, AffineValueMap upper, IReadOnlyList<Value> initial)
    {
        var first = _builder.Counter(lower);
        var whole = AffineValueMap.Of(_builder.Counter(new LoopSpan(first, upper).WholeEnd(_plan.Lanes)));
        var carried = _builder.Loop(AffineValueMap.Of(first), whole, _plan.Lanes, initial, (at, before) =>
            code.Inside(() => squares.Write(_builder, code, at, before, _plan.Lanes)));
        return (AffineValueMap.Of(first).And(whole), carried);
    }

    private VectorType TypeOf(int carried) => new([_plan.Lanes], _loop.Inits[carried].Type);

    /// <summary>Vectors that a loop carries, in the order of the plan.</summary>
    private sealed record Carried(IReadOnlyList<Value> Joined, IReadOnlyList<Value> Handed)
    {
        public static Carried None { get; } = new([], []);
    }

    /// <summary>What a turn of a loop over vectors does.</summary>
    private readonly record struct Piece(int Lanes, int Vectors)
    {
        public long Step => (long)Lanes * Vectors;
    }
}
