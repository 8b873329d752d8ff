using Weft.IR;

namespace Weft.Passes;

/// <summary>Several turns of a loop as one: what is directly in it, or in a loop in it, is repeated at once, so that inner loops run once
/// for all of these turns. Each turn carries values of its own, joined behind the loop.</summary>
internal sealed class UnrollAndJam
{
    private readonly int _factor;
    private readonly IReadOnlyList<(Operation First, Operation Last)> _runs;

    // For each further turn what stands for the values of the first.
    private readonly IrMapping[] _turns;
    private readonly List<AffineForOp> _carrying = [];
    private AffineForOp _loop;

    private UnrollAndJam(AffineForOp loop, int factor)
    {
        (_loop, _factor) = (loop, factor);
        _turns = [.. Enumerable.Range(1, factor - 1).Select(_ => new IrMapping())];
        _runs = [.. Runs(loop.Body)];
    }

    public static bool Run(AffineForOp loop, int factor)
    {
        var count = loop.ConstantTripCount;
        if (factor == 1) return count != 1 || loop.PromoteIfSingleTurn();
        if (loop.Body.First is AffineYieldOp) return true;
        if (count < (ulong)factor || !HasInvariantInnerBounds(loop)) return false;
        var jam = new UnrollAndJam(loop, factor);
        var carrying = loop.WalkPostOrder().OfType<AffineForOp>().Where(inner => inner.Inits.Count > 0).ToList();
        var reductions = loop.Reductions;
        if (loop.TripCountDivisor % (ulong)factor != 0)
        {
            // What begins where a least of several ends has no affine lower bound.
            if (loop.LowerBoundMap.Map.Results.Count != 1 || loop.UpperBoundMap.Map.Results.Count != 1) return false;
            loop.SplitRemainder((ulong)factor);
        }

        foreach (var inner in carrying) jam.CarryForAllTurns(inner);
        jam.RepeatRuns();
        jam.Join(reductions);
        jam._loop.PromoteIfSingleTurn();
        return true;
    }

    private static bool HasInvariantInnerBounds(AffineForOp loop) => loop.Walk().OfType<AffineForOp>()
        .All(inner => inner.LowerBoundOperands.Concat(inner.UpperBoundOperands).All(loop.IsDefinedOutside));

    // The operations between loops, here and in the loops. Conditions are repeated as a whole.
    private static IEnumerable<(Operation First, Operation Last)> Runs(Block block)
    {
        Operation? first = null;
        foreach (var op in block.Ops)
        {
            var ends = op is AffineForOp || op == block.Last;
            if (ends && first is not null) yield return (first, op.Previous!);
            first = ends ? null : first ?? op;
            if (op is not AffineForOp inner) continue;
            foreach (var run in Runs(inner.Body)) yield return run;
        }
    }

    private void CarryForAllTurns(AffineForOp loop)
    {
        var (own, count) = (loop == _loop, loop.Inits.Count);
        var further = Enumerable.Range(1, _factor - 1);
        var wider = loop.WithMoreCarried([.. further.SelectMany(_ => loop.Inits)], [.. further.SelectMany(_ => loop.Yielded)]);
        if (own) _loop = wider;
        _carrying.Add(wider);
        for (var turn = 1; turn < _factor; turn++)
        {
            for (var i = 0; i < count; i++)
            {
                _turns[turn - 1][wider.Body.Arguments[1 + i]] = wider.Body.Arguments[1 + (turn * count) + i];
                _turns[turn - 1][wider.Results[i]] = wider.Results[(turn * count) + i];
            }
        }
    }

    private void RepeatRuns()
    {
        var (step, counter) = (_loop.Step, _loop.InductionVariable);
        _loop.Step = checked(step * _factor);
        for (var turn = _factor - 1; turn >= 1; turn--)
        {
            var copy = _turns[turn - 1];
            foreach (var (first, last) in _runs)
            {
                var builder = Builder.After(last);
                builder.Location = _loop.Location;
                if (counter.HasUses)
                    copy[counter] = builder.Add(new AffineApplyOp(
                        new AffineValueMap(new(1, 0, [AffineExpr.Dim(0) + (turn * step)]), [counter])));
                for (var op = first; ; op = op.Next!)
                {
                    builder.Insert(copy.Clone(op));
                    if (op == last) break;
                }
            }

            foreach (var loop in _carrying) SetCarried(loop, turn);
        }
    }

    private void SetCarried(AffineForOp loop, int turn)
    {
        var count = loop.Inits.Count / _factor;
        var (begin, yield) = (loop.LowerBoundOperands.Count + loop.UpperBoundOperands.Count, loop.Body.Last!);
        for (var i = 0; i < count; i++)
        {
            loop.SetOperand(begin + (turn * count) + i, _turns[turn - 1][loop.Inits[i]]);
            yield.SetOperand((turn * count) + i, _turns[turn - 1][yield.Operands[i]]);
        }
    }

    private void Join(IReadOnlyList<LoopReduction> reductions)
    {
        var count = _loop.Results.Length / _factor;
        var builder = Builder.After(_loop);
        foreach (var (kind, index, _) in reductions)
        {
            var result = _loop.Results[index];
            var uses = result.Uses.ToList();
            Value joined = result;
            for (var turn = _factor - 1; turn >= 1; turn--)
                joined = builder.Add(kind.Join(joined, _loop.Results[(turn * count) + index])!);
            foreach (var use in uses) use.Value = joined;
        }
    }
}
