using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes a loop of its own of the last one of a parallel nest.</summary>
internal static class InnermostLoops
{
    /// <summary>Turns of a single parallel loop that are one turn for threads.</summary>
    private const long Block = 4096;

    extension(Operation loop)
    {
        /// <summary>Whether loops around it come to it again and again, other than to pieces of what is one loop.</summary>
        public bool IsAlongRows => loop.ParentOp is { } parent && (parent switch
        {
            AffineParallelOp nest => nest.Steps.All(step => step == 1),
            AffineForOp { Step: < RegionWriting.Whole } => true,
            _ => parent is not FuncOp && parent.IsAlongRows,
        });
    }

    /// <summary><c>parallel (i, j) { }</c> -> <c>parallel (i) { for j { } }</c>. A single loop is cut into blocks. Gives the
    /// loops.</summary>
    public static IReadOnlyList<AffineForOp> Separate(AffineParallelOp nest)
    {
        var loops = NestLoop.Of(nest)!;
        var (builder, last) = (Builder.At(nest), loops[^1]);
        var made = new List<AffineForOp>();
        if (loops.Count > 1)
        {
            var (lower, upper) = (loops.SkipLast(1).Select(l => l.Lower).ToList(), loops.SkipLast(1).Select(l => l.Upper).ToList());
            var outer = builder.Insert(AffineParallelOp.WithBody(
                lower.Aggregate((all, next) => all.And(next)), upper.Aggregate((all, next) => all.And(next)),
                [.. lower.Select(_ => 1L)], [], [],
                [.. lower.Select(b => b.Map.Results.Count)], [.. upper.Select(b => b.Map.Results.Count)]));
            builder.MoveToEnd(outer.Body);
            Inner(outer.InductionVariables, last.Lower.Normalized(), last.Upper.Normalized());
            builder.Insert(new AffineYieldOp([]));
        }
        else
        {
            builder.ParallelLoop(last.Lower, last.Upper, Block, at =>
            {
                var from = AffineValueMap.Of(at);
                builder.Least(last.Upper.And(from.Select(begin => begin + Block)), end => Inner([], from, end));
            });
        }

        nest.Erase();
        return made;

        void Inner(IReadOnlyList<Value> around, AffineValueMap lower, AffineValueMap upper)
        {
            var loop = builder.Insert(AffineForOp.WithBody(lower, upper, 1));
            Fill(loop.Body, nest, [.. around, loop.InductionVariable]);
            made.Add(loop);
        }
    }

    /// <summary>Some turns of a single parallel loop, one after the other, before it.</summary>
    public static AffineForOp Counted(AffineParallelOp loop, AffineValueMap lower, AffineValueMap upper)
    {
        var part = Builder.At(loop).Insert(AffineForOp.WithBody(lower, upper, 1));
        Fill(part.Body, loop, [part.InductionVariable]);
        return part;
    }

    private static void Fill(Block body, AffineParallelOp nest, IReadOnlyList<Value> counters)
    {
        var copy = new IrMapping();
        for (var i = 0; i < counters.Count; i++) copy[nest.InductionVariables[i]] = counters[i];
        foreach (var op in nest.Body.Ops) body.Append(copy.Clone(op));
    }
}
