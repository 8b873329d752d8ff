using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Gives the turns of loops buffers that are there before the loop. A turn that makes a new array from the one that it got, of the same
/// extents, writes it into a spare buffer, and what it got is the next turn's spare: the two change places. Arrays that no turn hands on
/// have one buffer for all turns.
/// </summary>
internal sealed class TurnBuffers
{
    private CarriedLoop _loop;

    private TurnBuffers(CarriedLoop loop) => _loop = loop;

    public static void Reuse(FuncOp function)
    {
        foreach (var op in function.WalkPostOrder().ToList())
        {
            if (CarriedLoop.Of(op) is not { } loop) continue;
            var turns = new TurnBuffers(loop);
            BufferExchange.Apply(loop, turns.Owned);
            turns.Rotate();
            turns.HoistTemporaries();
        }
    }

    private void Rotate()
    {
        var (arguments, yields, inits) = (_loop.Arguments, _loop.Yields, _loop.Inits);
        var moving = Enumerable.Range(0, yields.Length).Where(k => IsBuffer(yields[k].Type) && yields[k] != arguments[k]).ToList();
        var made = moving.FindAll(k => MadeInTurn(yields[k]) is not null);
        if (made.Count == 0 || yields.Where(y => IsBuffer(y.Type)).GroupBy(y => y).Any(same => same.Count() > 1)) return;
        // Each buffer that a turn hands on is one that it got, or one that it made.
        if (!moving.TrueForAll(k => made.Contains(k) || moving.Exists(j => arguments[j] == yields[k]))) return;
        if (!moving.TrueForAll(k => KeepsExtents(k, yields[k]))) return;

        var builder = Builder.At(_loop.Op);
        foreach (var k in moving) _loop.Op.SetOperand(_loop.Op.Operands.Count - inits.Length + k, Owned(inits[k], builder));
        inits = _loop.Inits;
        var extents = moving.ToDictionary(k => k, k => Extents(inits[k], builder));
        var spares = made.ConvertAll(k => Buffers.New(builder, (MemRefType)yields[k].Type, Open(yields[k].Type, extents[k])));
        var count = inits.Length;
        _loop = _loop.With(spares);
        arguments = _loop.Arguments;
        var last = _loop.Body.Last!;
        List<Value> handed = [.. last.Operands];
        for (var i = 0; i < made.Count; i++)
        {
            var (alloc, spare) = ((AllocOp)handed[made[i]].Def!, arguments[count + i]);
            // Along the way of this buffer: what a turn hands on in no place any more is free.
            var free = made[i];
            while (handed.IndexOf(arguments[free]) is >= 0 and var next && next < count) free = next;
            Replace(alloc, spare);
            handed[made[i]] = spare;
            handed.Add(arguments[free]);
            Fix(spare, extents[made[i]]);
        }

        last.SetOperands([.. handed]);
        foreach (var k in moving)
        {
            Fix(arguments[k], extents[k]);
            Fix(_loop.Op.Results[k], extents[k]);
        }
    }

    // Arrays that live in one turn.
    private void HoistTemporaries()
    {
        foreach (var alloc in _loop.Body.Ops.OfType<AllocOp>().ToList())
        {
            if (LastUses.Of(alloc) is null || !alloc.DynamicSizes.All(IsFixed)) continue;
            var builder = Builder.At(_loop.Op);
            var sizes = alloc.DynamicSizes.Select(size => MoveOut(size)).ToList();
            Replace(alloc, Buffers.New(builder, (MemRefType)alloc.Memref.Type, sizes));
        }
    }

    private bool IsFixed(Value value) => !IsInTurn(value)
        || (value.Def is { Parent: var home } op && home == _loop.Body && op is ConstantOp or DimOp or AddIOp or SubIOp or MulIOp
            && op.Operands.All(IsFixed));

    private Value MoveOut(Value value)
    {
        if (!IsInTurn(value)) return value;
        foreach (var operand in value.Def!.Operands.ToArray()) MoveOut(operand);
        value.Def!.MoveBefore(_loop.Op);
        return value;
    }

    private bool IsInTurn(Value value) => _loop.Body.Parent!.Encloses(value.ParentBlock?.Parent);

    private AllocOp? MadeInTurn(Value value) =>
        value.Def is AllocOp alloc && alloc.Parent == _loop.Body && IsBuffer(value.Type) ? alloc : null;

    private bool KeepsExtents(int k, Value yield)
    {
        var rank = ((MemRefType)yield.Type).Rank;
        return _loop.Inits[k].Type == yield.Type && Enumerable.Range(0, rank).All(d =>
            BufferExtent.Of(yield, d, Before) == BufferExtent.Of(_loop.Inits[k], d, static _ => null));
    }

    // By induction: what a turn gets has the extents of what the first one got.
    private Value? Before(Value value) => Array.IndexOf(_loop.Arguments, value) is >= 0 and var k ? _loop.Inits[k] : null;

    private static bool IsBuffer(IrType type) => type is MemRefType { HasIdentityLayout: true, Rank: > 0 };

    // A buffer that turns may write: one that nobody needs after the loop, or a copy.
    private Value Owned(Value init, Builder builder)
    {
        var isFree = init.Def is AllocOp alloc && alloc.Parent == _loop.Op.Parent
            && init.Uses.ToList().TrueForAll(use =>
                use.Owner.Parent == alloc.Parent && use.Owner.IsBefore(_loop.Op) && use.Owner is not IViewLike
                || use.Owner == _loop.Op)
            && init.Uses.ToList().Count(use => use.Owner == _loop.Op) == 1;
        return isFree ? init : Buffers.Copy(builder, init);
    }

    private static Value[] Extents(Value memory, Builder builder) =>
        [.. Enumerable.Range(0, ((MemRefType)memory.Type).Rank).Select(d => BufferExtent.Of(memory, d, static _ => null).Emit(builder))];

    private static List<Value> Open(IrType type, Value[] extents) =>
        [.. extents.Where((_, d) => ((MemRefType)type).Shape[d] == ShapedType.Dynamic)];

    // What is not written of an array is zero, whatever its buffer held before.
    private static void Replace(AllocOp alloc, Value buffer)
    {
        if (!IsFilledNext(alloc))
        {
            var builder = Builder.At(alloc);
            var zero = builder.Add(Zero(((MemRefType)buffer.Type).Element));
            Builder.AtEnd(FilledBuffers.Fill(builder, buffer), builder.Location).Insert(new LinalgYieldOp([zero]));
        }

        alloc.Memref.ReplaceAllUsesWith(buffer);
        alloc.Erase();
    }

    private static ConstantOp Zero(IrType element) => element is FloatType format
        ? ConstantOp.Float(0, format) : ConstantOp.Integer(0, element);

    private static bool IsFilledNext(AllocOp alloc) => alloc.Next switch
    {
        CopyOp copy => copy.Target == alloc.Memref,
        MapOp map => map.Operands[^1] == alloc.Memref,
        _ => false,
    };

    private static void Fix(Value memory, Value[] extents)
    {
        foreach (var dim in memory.Users.OfType<DimOp>().ToList())
            if (dim.ConstantIndex is { } d) dim.ReplaceWith(extents[d]);
    }
}
