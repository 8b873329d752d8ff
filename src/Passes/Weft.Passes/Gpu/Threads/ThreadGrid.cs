using Weft.IR;

namespace Weft.Passes;

/// <summary>What has a place for each thread of a block: by the thread's position, or by its number.</summary>
internal sealed record ThreadBuffer(Value Memory, Value Line)
{
    public Value Load(Builder to, GridValues thread) => to.Add(new LoadOp(Memory, [thread.Z, thread.Y, thread.X]));

    public void Store(Builder to, Value value, GridValues thread) => to.Insert(new StoreOp(value, Memory, [thread.Z, thread.Y, thread.X]));
}

/// <summary>The threads of a block, as a nest of loops.</summary>
internal sealed class ThreadGrid(GridValues sizes)
{
    /// <summary>Three extents, then those of what each thread has.</summary>
    public const int Rank = 3;

    public GridValues Sizes { get; } = sizes;

    /// <summary>A loop over all threads, the first dimension fastest.</summary>
    /// <param name="body">Gets where to write, where the thread is, and what the turn before gave; gives what the next one gets.</param>
    public Value[] Loop(Builder to, Value[] carried, Func<Builder, GridValues, Value[], Value[]> body)
    {
        var (zero, one) = (to.Add(ConstantOp.Index(0)), to.Add(ConstantOp.Index(1)));
        return Along([Sizes.Z, Sizes.Y, Sizes.X], to, carried, []);

        Value[] Along(Value[] extents, Builder outside, Value[] given, Value[] position)
        {
            if (extents is not [var extent, .. var rest]) return body(outside, new(position[2], position[1], position[0]), given);
            var loop = outside.Insert(ForOp.WithBody(zero, extent, one, given));
            var inside = outside.In(loop.Body.Entry);
            inside.Insert(new YieldOp(Along(rest, inside, [.. loop.IterArgs], [.. position, loop.InductionVariable])));
            return [.. loop.ResultList];
        }
    }

    public AllocOp Allocate(Builder to, IrType element, params Sequence<long> shape)
    {
        long[] extents = [.. Enumerable.Repeat(ShapedType.Dynamic, Rank), .. shape];
        return to.Insert(new AllocOp([Sizes.Z, Sizes.Y, Sizes.X], [], new MemRefType(extents.ToSequence(), element)));
    }

    public static ThreadBuffer Buffer(Builder to, AllocOp memory)
    {
        var line = new MemRefType([ShapedType.Dynamic], ((MemRefType)memory.Memref.Type).Element);
        return new(memory.Memref, to.Add(new MemRefCollapseShapeOp(Reassociation.Of([[0, 1, 2]]).ToAttribute(), memory.Memref, line)));
    }

    /// <summary>What one thread has of memory that has a place for each.</summary>
    public static Value Part(Builder to, Value memory, GridValues thread)
    {
        var type = (MemRefType)memory.Type;
        var shape = type.Shape.Skip(Rank).ToArray();
        Sequence<long> offsets = [.. Enumerable.Repeat(ShapedType.Dynamic, Rank), .. shape.Select(_ => 0L)];
        Sequence<long> sizes = [1, 1, 1, .. shape];
        Sequence<long> strides = [.. Enumerable.Repeat(1L, type.Rank)];
        var part = SubViewTypes.InferReduced(shape.ToSequence(), type, offsets, sizes, strides)!;
        return to.Add(new SubViewOp(offsets, sizes, strides, memory, [thread.Z, thread.Y, thread.X], [], [], part));
    }
}
