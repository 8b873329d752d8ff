using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns each outermost parallel loop into a private function that does a run of turns, and a <c>wf.parallel_call</c> of it. The
/// run is over the first dimension; the others, and parallel loops inside, become sequential loops in the function.
/// </summary>
[Pass("outline-parallel", "Moves the bodies of parallel loops into functions that do a range of turns.")]
public sealed record OutlineParallel : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
        {
            var next = 0;
            // Outermost first; a loop inside one with a result becomes outermost in its turn.
            while (function.Walk().OfType<ParallelOp>().FirstOrDefault() is { } loop)
            {
                if (loop.Values.Count > 0 || HasCalls(loop)) SequentialLoops.Convert(loop);
                else Outline(loop, function, $"{function.SymName}_tile{next++}", context);
            }
        }
    }

    // Calls need the stack of the program, and what they print comes in order.
    private static bool HasCalls(ParallelOp loop) => loop.Walk().Any(op => op is ICall);

    private static void Outline(ParallelOp loop, FuncOp function, string name, PassContext context)
    {
        foreach (var inner in loop.Body.Ops.SelectMany(o => o.Walk()).OfType<ParallelOp>().ToList()) SequentialLoops.Convert(inner);
        var captured = Captured(loop);
        var tile = FuncOp.WithBody(name, new FunctionType([IndexType.Instance, IndexType.Instance, .. captured.Select(v => v.Type)], []));
        tile.Visibility = "private";
        tile.Location = loop.Location;
        function.Parent!.InsertBefore(function.Next, tile);

        var builder = Builder.At(loop);
        var count = TripCount(builder, loop.LowerBounds[0], loop.UpperBounds[0], loop.Steps[0]);
        builder.Insert(new ParallelCallOp(SymbolRefAttr.Flat(name), count, captured));
        FillTile(tile, loop, captured);
        context.Remarks.Chosen(
            "outline-parallel", loop, "parallel",
            "its turns run on several threads"
            + (loop.Steps.Count > 1 ? $"; of its {loop.Steps.Count} loops, the outermost is shared out" : ""));
        loop.Erase();
    }

    // (ub - lb + step - 1) / step, at least 0
    private static Value TripCount(Builder builder, Value lower, Value upper, Value step)
    {
        var span = builder.Add(new SubIOp(upper, lower));
        var zero = builder.Add(ConstantOp.Index(0));
        var turns = builder.Add(new CeilDivSIOp(span, step));
        return builder.Add(new MaxSIOp(turns, zero));
    }

    // The function is compiled on its own: it is given what it cannot make itself.
    private static List<Value> Captured(ParallelOp loop)
    {
        var captured = new List<Value>();
        var seen = new HashSet<Value>();
        foreach (var value in Outside(loop))
            if (IsMadeAgain(value))
            {
                if (value.Def is DimOp dim && seen.Add(dim.Source)) captured.Add(dim.Source);
            }
            else if (seen.Add(value)) captured.Add(value);

        return captured;
    }

    private static IEnumerable<Value> Outside(ParallelOp loop) =>
        loop.Operands.Concat(loop.Body.Ops.SelectMany(o => o.Walk()).SelectMany(o => o.Operands))
            .Where(value => !loop.Body.Encloses(value.ParentBlock?.Parent));

    // Constants and extents, which say more where they are seen than as arguments.
    private static bool IsMadeAgain(Value value) =>
        value.Def is ConstantOp || (value.Def is DimOp dim && ConstantOp.IntegerOf(dim.Index) is not null);

    private static void FillTile(FuncOp tile, ParallelOp loop, List<Value> captured)
    {
        var mapping = new IrMapping();
        var entry = tile.Body.Entry;
        for (var i = 0; i < captured.Count; i++) mapping[captured[i]] = entry.Arguments[i + 2];
        var builder = Builder.AtEnd(entry, loop.Location);
        foreach (var known in Outside(loop).Where(IsMadeAgain).Distinct().Select(value => value.Def!))
        {
            foreach (var op in known is DimOp { Index: var index } ? [index.Def!, known] : (Operation[])[known])
                if (!mapping.Contains(op.Results[0])) builder.Insert(mapping.Clone(op));
        }

        var one = builder.Add(ConstantOp.Index(1));
        var outer = builder.Insert(ForOp.WithBody(entry.Arguments[0], entry.Arguments[1], one, []));
        builder.Insert(new ReturnOp([]));

        builder.MoveToEnd(outer.Body.Entry);
        // turn t of the run is index lb + t * step
        var scaled = builder.AddFolded(new MulIOp(outer.InductionVariable, mapping[loop.Steps[0]]));
        mapping[loop.InductionVariables[0]] = builder.AddFolded(new AddIOp(scaled, mapping[loop.LowerBounds[0]]));
        var innermost = outer;
        for (var d = 1; d < loop.Steps.Count; d++)
        {
            var (lower, upper, step) = (mapping[loop.LowerBounds[d]], mapping[loop.UpperBounds[d]], mapping[loop.Steps[d]]);
            var inner = builder.Insert(ForOp.WithBody(lower, upper, step, []));
            builder.Insert(new YieldOp());
            mapping[loop.InductionVariables[d]] = inner.InductionVariable;
            builder.MoveToEnd(inner.Body.Entry);
            innermost = inner;
        }

        foreach (var op in loop.Body.Entry.Ops)
            if (op is not ReduceOp) innermost.Body.Entry.Append(mapping.Clone(op));
        builder.MoveToEnd(innermost.Body.Entry);
        builder.Insert(new YieldOp());
    }
}
