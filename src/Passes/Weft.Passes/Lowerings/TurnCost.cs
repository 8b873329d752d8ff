using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes how many operations a turn of a parallel loop runs, more or less, in front of it. Where loops inside have bounds that
/// move with other loops, those are taken in their middle.</summary>
internal sealed class TurnCost
{
    // What a turn needs at least to be worth a thread: some microseconds.
    private const long WorthAThread = 8192;

    // Of a loop of which nobody knows.
    private const long SomeTurns = 16;

    private const int MostLoops = 3;

    private readonly ParallelOp _loop;
    private readonly Builder _builder;
    private readonly Dictionary<Value, Value?> _here = [];

    private TurnCost(ParallelOp loop, Builder builder) => (_loop, _builder) = (loop, builder);

    /// <summary>How many turns are worth a thread.</summary>
    public static Value GrainOf(ParallelOp loop, Builder builder)
    {
        var turns = new TurnCost(loop, builder);
        var grain = builder.AddFolded(new DivSIOp(turns.Number(WorthAThread), turns.AtLeastOne(turns.Of(loop.Body, 0))));
        return turns.AtLeastOne(grain);
    }

    private Value Of(Region region, int depth)
    {
        var sum = Number(region.Ops.Count(op => op.Regions.Count == 0));
        foreach (var op in region.Ops.Where(op => op.Regions.Count > 0)) sum = _builder.AddFolded(new AddIOp(sum, Of(op, depth)));
        return sum;
    }

    private Value Of(Operation op, int depth) => op switch
    {
        // Loops in each other like that are much work.
        _ when depth == MostLoops => Number(WorthAThread),
        ForOp loop => Times(Turns(loop.LowerBound, loop.UpperBound, loop.Step), Of(loop.Body, depth + 1)),
        ParallelOp loop => Enumerable.Range(0, loop.Steps.Count)
            .Select(d => Turns(loop.LowerBounds[d], loop.UpperBounds[d], loop.Steps[d])).Aggregate(Of(loop.Body, depth + 1), Times),
        IfOp choice when choice.Attribute(KernelAttributes.Likely) is not null => Of(choice.ThenRegion, depth),
        _ => op.Regions.Select(region => Times(op is WhileOp ? Number(SomeTurns) : Number(1), Of(region, depth)))
            .Aggregate((a, b) => _builder.AddFolded(new AddIOp(a, b))),
    };

    private Value Turns(Value lower, Value upper, Value step)
    {
        if (ConstantOp.IntegerOf(step) is not > 0 || Here(lower) is not { } first || Here(upper) is not { } end) return Number(SomeTurns);
        var span = _builder.AddFolded(new SubIOp(end, first));
        return AtLeastOne(_builder.AddFolded(new DivSIOp(span, Here(step)!)));
    }

    // The value itself, or what it is about; null where that cannot be told in front of the loop.
    private Value? Here(Value value)
    {
        if (value.ParentBlock is { ParentOp: { } parent } && parent != _loop && !_loop.IsAncestorOf(parent)) return value;
        if (!_here.TryGetValue(value, out var known)) _here[value] = known = value.Def is { } op ? Made(op) : Middle((BlockArgument)value);
        return known;
    }

    private Value? Made(Operation op)
    {
        if (!op.IsSpeculatable || op.Regions.Count > 0 || op.Results.Length != 1) return null;
        var mapping = new IrMapping();
        foreach (var operand in op.Operands)
        {
            if (Here(operand) is not { } here) return null;
            mapping[operand] = here;
        }

        return _builder.Insert(mapping.Clone(op)).Results[0];
    }

    private Value? Middle(BlockArgument counter)
    {
        var (lower, upper) = counter.ParentBlock!.ParentOp switch
        {
            ForOp loop when loop.InductionVariable == counter => (loop.LowerBound, loop.UpperBound),
            ParallelOp loop => (loop.LowerBounds[counter.Index], loop.UpperBounds[counter.Index]),
            _ => default,
        };
        if (lower is null || Here(lower) is not { } first || Here(upper!) is not { } end) return null;
        return _builder.AddFolded(new DivSIOp(_builder.AddFolded(new AddIOp(first, end)), Number(2)));
    }

    private Value Times(Value a, Value b) => _builder.AddFolded(new MulIOp(a, b));

    private Value AtLeastOne(Value value) => _builder.AddFolded(new MaxSIOp(value, Number(1)));

    private Value Number(long value) => _builder.Add(ConstantOp.Index(value));
}
