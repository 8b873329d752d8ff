using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns each outermost parallel loop into a private function that does a run of turns, and a <c>wf.parallel_call</c> of it. The turns of
/// all its dimensions are numbered in the order of the source; parallel loops inside become sequential ones in the function.
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
        if (!TakeVectorsIn(loop))
        {
            SequentialLoops.Convert(loop);
            return;
        }

        var captured = Captured(loop);
        var tile = FuncOp.WithBody(name, new FunctionType([IndexType.Instance, IndexType.Instance, .. captured.Select(v => v.Type)], []));
        tile.Visibility = "private";
        tile.Location = loop.Location;
        function.Parent!.InsertBefore(function.Next, tile);

        var builder = Builder.At(loop);
        var counts = TripCounts(builder, loop, value => value);
        var count = counts.Aggregate((all, next) => Product(builder, all, next));
        builder.Insert(new ParallelCallOp(SymbolRefAttr.Flat(name), count, TurnCost.GrainOf(loop, builder), captured));
        FillTile(tile, loop, captured);
        context.Remarks.Chosen(
            "outline-parallel", loop, "parallel",
            "its turns run on several threads"
            + (loop.Steps.Count > 1 ? $", those of all its {loop.Steps.Count} loops together" : ""));
        loop.Erase();
    }

    private static IReadOnlyList<Value> TripCounts(Builder builder, ParallelOp loop, Func<Value, Value> here) =>
    [
        .. Enumerable.Range(0, loop.Steps.Count)
            .Select(d => TripCount(builder, here(loop.LowerBounds[d]), here(loop.UpperBounds[d]), here(loop.Steps[d]))),
    ];

    // Nobody gets to the end of more turns than there are numbers: as many then.
    private static Value Product(Builder builder, Value outer, Value inner)
    {
        var most = builder.Add(ConstantOp.Index(long.MaxValue));
        var some = builder.Add(new MaxSIOp(inner, builder.Add(ConstantOp.Index(1))));
        var fits = builder.Add(new CmpIOp(CmpIPredicate.Sle, outer, builder.Add(new DivSIOp(most, some))));
        return builder.Add(new SelectOp(fits, builder.Add(new MulIOp(outer, inner)), most));
    }

    // (ub - lb + step - 1) / step, at least 0
    private static Value TripCount(Builder builder, Value lower, Value upper, Value step)
    {
        var span = builder.Add(new SubIOp(upper, lower));
        var zero = builder.Add(ConstantOp.Index(0));
        var turns = builder.Add(new CeilDivSIOp(span, step));
        return builder.Add(new MaxSIOp(turns, zero));
    }

    // Functions are not given vectors: they make them again. False where they cannot.
    private static bool TakeVectorsIn(ParallelOp loop)
    {
        var builder = Builder.At(loop.Body.Entry.First!);
        while (Outside(loop).FirstOrDefault(value => value.Type is VectorType && !IsMadeAgain(value)) is { } vector)
        {
            if (vector.Def is not { Regions.Count: 0, IsSpeculatable: true } op) return false;
            var copies = builder.Insert(new IrMapping().Clone(op));
            for (var i = 0; i < op.Results.Length; i++)
                foreach (var inside in loop.Body.Ops) op.Results[i].ReplaceUsesIn(inside, copies.Results[i]);
            builder = Builder.At(copies);
        }

        return true;
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

        var innermost = FillTurns(builder, loop, mapping, (entry.Arguments[0], entry.Arguments[1]));
        Builder.AtEnd(entry, loop.Location).Insert(new ReturnOp([]));
        foreach (var op in loop.Body.Entry.Ops)
            if (op is not ReduceOp) innermost.Append(mapping.Clone(op));
        builder.MoveToEnd(innermost);
        builder.Insert(new YieldOp());
    }

    // A run of numbers as loops over each dimension: <c>for i in begin / n ..= end / n, j in max(begin - i n, 0)..min(end - i n, n)</c>.
    private static Block FillTurns(Builder builder, ParallelOp loop, IrMapping mapping, (Value Begin, Value End) run)
    {
        var counts = loop.Steps.Count > 1 ? TripCounts(builder, loop, value => mapping[value]) : [];
        var zero = loop.Steps.Count > 1 ? builder.Add(ConstantOp.Index(0)) : null;
        var one = builder.Add(ConstantOp.Index(1));
        // How many turns of the loops inside there are in one of a dimension.
        var inside = Enumerable.Range(1, Math.Max(0, counts.Count - 1))
            .Select(d => builder.Add(new MaxSIOp(counts.Skip(d).Aggregate((all, next) => Product(builder, all, next)), one))).ToList();
        for (var d = 0; ; d++)
        {
            var isLast = d == loop.Steps.Count - 1;
            var turns = builder.Insert(isLast
                ? ForOp.WithBody(run.Begin, run.End, one, [])
                : ForOp.WithBody(
                    builder.Add(new DivSIOp(run.Begin, inside[d])), builder.Add(new CeilDivSIOp(run.End, inside[d])), one, []));
            if (d > 0) builder.Insert(new YieldOp());
            builder.MoveToEnd(turns.Body.Entry);
            // turn t is index lb + t * step
            var scaled = builder.AddFolded(new MulIOp(turns.InductionVariable, mapping[loop.Steps[d]]));
            mapping[loop.InductionVariables[d]] = builder.AddFolded(new AddIOp(scaled, mapping[loop.LowerBounds[d]]));
            if (isLast) return turns.Body.Entry;
            var before = builder.Add(new MulIOp(turns.InductionVariable, inside[d]));
            run = (
                builder.Add(new MaxSIOp(builder.Add(new SubIOp(run.Begin, before)), zero!)),
                builder.Add(new MinSIOp(builder.Add(new SubIOp(run.End, before)), inside[d])));
        }
    }
}
