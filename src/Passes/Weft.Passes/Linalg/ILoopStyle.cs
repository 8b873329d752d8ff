using Weft.IR;

namespace Weft.Passes;

/// <summary>What loops and accesses a structured operation becomes.</summary>
internal interface ILoopStyle
{
    /// <summary>Makes loops from 0 by 1, one inside the other.</summary>
    /// <returns>What inserts in the innermost body, and the loops' variables. Where MLIR makes a body before it inserts the loop, so that
    /// nobody is told of what is in it, nobody is told of it here.</returns>
    (Builder Body, IReadOnlyList<Value> Variables) Open(
        Builder builder, IReadOnlyList<MixedIndex> extents, Sequence<IteratorType> iterators);

    Operation Load(Value memref, IReadOnlyList<Value> subscripts);

    Operation Store(Value value, Value memref, IReadOnlyList<Value> subscripts);
}

/// <summary>Loops of the scf dialect and plain accesses.</summary>
/// <param name="Parallel">Neighbouring parallel iterators become one <c>scf.parallel</c>.</param>
internal sealed record ScfLoopStyle(bool Parallel) : ILoopStyle
{
    public (Builder Body, IReadOnlyList<Value> Variables) Open(
        Builder builder, IReadOnlyList<MixedIndex> extents, Sequence<IteratorType> iterators)
    {
        var bounds = extents.Select(extent => new Bounds(
            builder.Add(ConstantOp.Index(0)), extent.At(builder), builder.Add(ConstantOp.Index(1)))).ToList();
        var variables = new List<Value>();
        while (variables.Count < bounds.Count)
        {
            var first = variables.Count;
            var count = Parallel ? iterators.Skip(first).TakeWhile(type => type == IteratorType.Parallel).Count() : 0;
            variables.AddRange(count == 0 ? OpenFor(builder, bounds[first]) : OpenParallel(builder, bounds.GetRange(first, count)));
            if (count > 0) builder = builder.Unheard();
        }

        return (builder, variables);
    }

    public Operation Load(Value memref, IReadOnlyList<Value> subscripts) => new LoadOp(memref, subscripts);

    public Operation Store(Value value, Value memref, IReadOnlyList<Value> subscripts) => new StoreOp(value, memref, subscripts);

    private static IReadOnlyList<Value> OpenFor(Builder builder, Bounds bounds)
    {
        var loop = builder.Insert(ForOp.WithBody(bounds.Lower, bounds.Upper, bounds.Step, []));
        return Enter(builder, loop.Body.Entry, new YieldOp());
    }

    private static IReadOnlyList<Value> OpenParallel(Builder builder, List<Bounds> bounds)
    {
        var loop = builder.Insert(new ParallelOp(
            [.. bounds.Select(b => b.Lower)], [.. bounds.Select(b => b.Upper)], [.. bounds.Select(b => b.Step)], [], []));
        return Enter(builder, loop.Body.AddBlock([.. bounds.Select(b => b.Lower.Type)]), new ReduceOp([]));
    }

    private static IReadOnlyList<Value> Enter(Builder builder, Block body, Operation terminator)
    {
        builder.MoveToEnd(body);
        builder.MoveBefore(builder.Insert(terminator));
        return body.Arguments;
    }

    private sealed record Bounds(Value Lower, Value Upper, Value Step);
}
