using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Affine loops, conditions and accesses: their maps are evaluated as they are written.</summary>
internal static class AffineSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<AffineApplyOp>(Apply), Step<AffineMinMaxOp>(MinMax), Step<AffineDelinearizeIndexOp>(Delinearize),
        Step<AffineLoadOp>(Load), Step<ClampedLoadOp>(ClampedLoad), Step<AffineStoreOp>(Store), Step<AffinePrefetchOp>((_, _) => _ => { }),
        Step<AffineForOp>(For), Step<AffineIfOp>(If), Step<AffineParallelOp>(Parallel), Exit<AffineYieldOp>(),
    ];

    /// <summary>The results of a map for what its operands are in a frame. A divisor that is not positive has no result.</summary>
    public static Func<Frame, long[]> Evaluate(Operation op, AffineValueMap map, Preparation prepare)
    {
        var slots = prepare.Slots(map.Operands);
        return frame =>
        {
            Span<long> inputs = stackalloc long[slots.Length];
            for (var i = 0; i < inputs.Length; i++) inputs[i] = frame.Bits(slots[i]);
            return map.Map.Evaluate(inputs)
                ?? throw frame.Error(InterpreterDiagnostics.UndefinedResult, op.Location, op.Name, string.Join(", ", inputs.ToArray()));
        };
    }

    private static Handler Apply(AffineApplyOp op, Preparation prepare)
    {
        var (map, result) = (Evaluate(op, op.ValueMap, prepare), prepare.Slot(op.Result));
        return frame => frame[result] = new(map(frame)[0]);
    }

    private static Handler MinMax(AffineMinMaxOp op, Preparation prepare)
    {
        var (map, result) = (Evaluate(op, op.ValueMap, prepare), prepare.Slot(op.Result));
        return op.IsMax ? frame => frame[result] = new(map(frame).Max()) : frame => frame[result] = new(map(frame).Min());
    }

    // The last extent is the fastest; the first is not needed.
    private static Handler Delinearize(AffineDelinearizeIndexOp op, Preparation prepare)
    {
        var (linear, basis, results) = (prepare.Slot(op.LinearIndex), prepare.Slots(op.Basis), prepare.Slots(op.MultiIndex));
        var (d0, d1) = (AffineExpr.Dim(0), AffineExpr.Dim(1));
        var step = new AffineMap(2, 0, [d0.FloorDiv(d1), d0 % d1]);
        return frame =>
        {
            var rest = frame.Bits(linear);
            for (var i = results.Length - 1; i > 0; i--)
            {
                var extent = frame.Bits(basis[i]);
                var parts = step.Evaluate([rest, extent])
                    ?? throw frame.Error(InterpreterDiagnostics.UndefinedResult, op.Location, op.Name, $"{rest}, {extent}");
                (rest, frame[results[i]]) = (parts[0], new(parts[1]));
            }

            frame[results[0]] = new(rest);
        };
    }

    private static Handler Load(AffineLoadOp op, Preparation prepare)
    {
        var (access, place) = (new MemoryAccess(op, op.Memref, prepare), Evaluate(op, op.ValueMap, prepare));
        var result = prepare.Slot(op.Result);
        return frame =>
        {
            var memory = access.Live(frame);
            frame[result] = memory.Load(access.Locate(frame, memory, place(frame)));
        };
    }

    private static Handler ClampedLoad(ClampedLoadOp op, Preparation prepare)
    {
        var (access, place) = (new MemoryAccess(op, op.Memref, prepare), Evaluate(op, op.ValueMap, prepare));
        var result = prepare.Slot(op.Result);
        return frame =>
        {
            var (memory, all) = (access.Live(frame), place(frame));
            var rank = all.Length / 3;
            long[] at = [.. all.Take(rank).Select((s, d) => s + Math.Max(all[rank + d] - s, 0) - Math.Max(s - all[(2 * rank) + d], 0))];
            frame[result] = memory.Load(access.Locate(frame, memory, at));
        };
    }

    private static Handler Store(AffineStoreOp op, Preparation prepare)
    {
        var (access, place) = (new MemoryAccess(op, op.Memref, prepare), Evaluate(op, op.ValueMap, prepare));
        var value = prepare.Slot(op.Value);
        return frame =>
        {
            var memory = access.Live(frame);
            memory.Store(access.Locate(frame, memory, place(frame)), frame[value]);
        };
    }

    private static Handler For(AffineForOp op, Preparation prepare)
    {
        var (lower, upper) = (Evaluate(op, op.LowerBound, prepare), Evaluate(op, op.UpperBound, prepare));
        return CountedLoop.Prepare(op, prepare, frame => new(frame, op, lower(frame).Max(), upper(frame).Min(), op.Step));
    }

    private static Handler If(AffineIfOp op, Preparation prepare)
    {
        var (rows, results) = (Evaluate(op, op.ValueMap, prepare), prepare.Slots(op.Values));
        var isEquality = op.Set.Constraints.Select(row => row.IsEquality);
        var then = prepare.Region(op.ThenRegion);
        var otherwise = op.HasElse ? prepare.Region(op.ElseRegion) : null;
        return frame =>
        {
            var holds = rows(frame).Zip(isEquality, (value, equal) => equal ? value == 0 : value >= 0).All(h => h);
            (holds ? then : otherwise)?.Run(frame, results);
        };
    }

    // The turns run one after the other, the last dimension fastest, and their values are joined in that order.
    private static Handler Parallel(AffineParallelOp op, Preparation prepare)
    {
        var dimensions = Enumerable.Range(0, op.Steps.Count).ToList();
        var lower = dimensions.ConvertAll(d => Evaluate(op, op.LowerBound(d), prepare));
        var upper = dimensions.ConvertAll(d => Evaluate(op, op.UpperBound(d), prepare));
        var (steps, variables) = (op.Steps, prepare.Slots(op.InductionVariables));
        var body = prepare.Region(op.Region);
        var joins = op.Values.Select((_, i) => new Reduction(op, i, prepare)).ToList();
        return frame =>
        {
            foreach (var join in joins) join.Begin(frame);
            var ranges = new LoopRange[variables.Length];
            for (var d = 0; d < ranges.Length; d++) ranges[d] = new(frame, op, lower[d](frame).Max(), upper[d](frame).Min(), steps[d]);
            var index = new long[ranges.Length];
            for (var more = LoopRange.Start(ranges, index); more; more = LoopRange.Advance(ranges, index))
            {
                frame.Poll();
                for (var d = 0; d < index.Length; d++) frame[variables[d]] = new(index[d]);
                body.Run(frame);
                foreach (var join in joins) join.Add(frame);
            }
        };
    }

    /// <summary>One result of a parallel loop: what was joined so far is in the result's slot. The operation that joins is written down
    /// and made ready as if it stood in the program.</summary>
    private sealed class Reduction
    {
        private readonly int _joined;
        private readonly int _input;
        private readonly RegionCode _begin;
        private readonly RegionCode _add;

        public Reduction(AffineParallelOp op, int index, Preparation prepare)
        {
            var (kind, type) = (op.ReductionKinds[index], op.Values[index].Type);
            (_joined, _input) = (prepare.Slot(op.Values[index]), prepare.Slot(op.Body.Last!.Operands[index]));
            var identity = kind.Identity(type)
                ?? throw InterpreterDiagnostics.Refusal(op.Location, $"the reduction '{kind.Keyword()}'");
            _begin = prepare.Region(Written(new ConstantOp(identity), new Region().AddBlock()));
            var block = new Region().AddBlock(type, type);
            _add = prepare.Region(Written(kind.Join(block.Arguments[0], block.Arguments[1])!, block));
        }

        public void Begin(Frame frame) => _begin.Run(frame, [_joined]);

        public void Add(Frame frame)
        {
            frame[_add.Entry.Arguments[0]] = frame[_joined];
            frame[_add.Entry.Arguments[1]] = frame[_input];
            _add.Run(frame, [_joined]);
        }

        private static Region Written(Operation op, Block block)
        {
            block.Append(op);
            block.Append(new ReduceReturnOp(op.Results[0]));
            return block.Parent!;
        }
    }
}
