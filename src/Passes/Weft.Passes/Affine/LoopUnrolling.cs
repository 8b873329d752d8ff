using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes several turns of an affine loop one after the other.</summary>
internal static class LoopUnrolling
{
    extension(AffineForOp loop)
    {
        /// <summary>Writes all turns out; false when their number is not known.</summary>
        public bool UnrollFully() => loop.ConstantTripCount switch
        {
            null => false,
            0 => true,
            1 => loop.PromoteIfSingleTurn(),
            { } count => loop.UnrollBy(count),
        };

        public bool UnrollUpTo(ulong factor) =>
            loop.UnrollBy(loop.ConstantTripCount is { } count && count < factor ? count : factor);

        /// <summary>Makes one turn of several; a loop for the turns that are left over comes behind it.</summary>
        /// <param name="finish">Writes the turns out fully where they are fewer, or no multiple.</param>
        public bool UnrollBy(ulong factor, bool finish = false)
        {
            var count = loop.ConstantTripCount;
            if (factor <= 1) return count != 1 || loop.PromoteIfSingleTurn();
            if (loop.Body.First is AffineYieldOp) return true;
            if (count < factor) return finish && loop.UnrollFully();
            if (loop.TripCountDivisor % factor != 0)
            {
                // What begins where a least of several ends has no affine lower bound.
                if (loop.LowerBoundMap.Map.Results.Count != 1 || loop.UpperBoundMap.Map.Results.Count != 1) return false;
                if (finish) return loop.UnrollFully();
                loop.SplitRemainder(factor);
            }

            var step = loop.Step;
            loop.Step = checked(step * (long)factor);
            RepeatBody(loop, factor, step);
            loop.PromoteIfSingleTurn();
            return true;
        }

        /// <summary>Puts a loop behind this one for the turns that a factor leaves over.</summary>
        public void SplitRemainder(ulong factor)
        {
            var rest = Builder.After(loop).Insert(new IrMapping().Clone(loop));
            for (var i = 0; i < loop.Results.Length; i++)
            {
                loop.Results[i].ReplaceAllUsesWith(rest.Results[i]);
                var init = rest.Inits[i];
                foreach (var slot in rest.OperandSlots)
                    if (slot.Value == init) slot.Value = loop.Results[i];
            }

            // Counted from a negative number of turns the rest would begin before the first turn.
            var (split, isOrdered) = (RemainderStart(loop, factor), loop.HasOrderedBounds);
            rest.LowerBound = isOrdered ? split : loop.LowerBound.And(split).Normalized();
            rest.PromoteIfSingleTurn();
            loop.UpperBound = split;
        }
    }

    // lower + (count - count mod factor) * step
    private static AffineValueMap RemainderStart(AffineForOp loop, ulong factor)
    {
        var count = loop.TripCountMap!;
        var builder = Builder.At(loop);
        var start = builder.Insert(new AffineApplyOp(loop.LowerBound));
        var whole = AffineExpr.Constant((long)factor);
        var spans = count.Map.Results
            .Select(turns => count.Map.With([(turns - (turns % whole)) * loop.Step]))
            .Select(span => builder.Insert(new AffineApplyOp(count with { Map = span })))
            .ToList();
        var ends = spans.Select((_, i) => AffineExpr.Dim(0) + AffineExpr.Dim(i + 1)).ToSequence();
        var split = new AffineValueMap(new(1 + spans.Count, 0, ends), [start.Result, .. spans.Select(s => s.Result)]).Normalized();
        foreach (var span in spans)
            if (!span.HasUses) span.Erase();
        if (!start.HasUses) start.Erase();
        return split;
    }

    private static void RepeatBody(AffineForOp loop, ulong factor, long step)
    {
        var (body, yield, counter) = (loop.Body, loop.Body.Last!, loop.InductionVariable);
        var original = body.Ops.TakeWhile(op => op != yield).ToList();
        var yielded = yield.Operands.ToArray();
        var last = yielded.ToArray();
        var arguments = loop.IterArgs.ToList();
        for (var turn = 1UL; turn < factor; turn++)
        {
            var copy = new IrMapping();
            for (var i = 0; i < arguments.Count; i++) copy[arguments[i]] = last[i];
            var builder = Builder.At(yield);
            builder.Location = loop.Location;
            if (counter.HasUses)
                copy[counter] = builder.Add(new AffineApplyOp(new AffineValueMap(
                    new(1, 0, [AffineExpr.Dim(0) + ((long)turn * step)]), [counter])));
            foreach (var op in original) builder.Insert(copy.Clone(op));
            for (var i = 0; i < last.Length; i++)
                if (yielded[i].Def?.Parent == body) last[i] = copy[yielded[i]];
        }

        yield.SetOperands(last);
    }
}
