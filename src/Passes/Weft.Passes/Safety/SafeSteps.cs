using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Keeps the counter of a loop from wrapping around behind its last turn, where it would look like one more: a loop whose step is
/// not known, or whose bound may be near the end of the numbers, counts its turns instead. A step of 0 or less is a fault.
/// </summary>
[Pass("safe-steps", "Makes loops by more than one end exactly, whatever their bounds and steps are.")]
public sealed record SafeSteps : IPass
{
    // A bound and a step up to this have a sum.
    private const long Largest = 1L << 62;

    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<ForOp>().ToList())
        {
            if (ConstantOp.IntegerOf(loop.Step) is not (> 0 and <= Largest)) CountTurns(loop);
            else if (ConstantOp.IntegerOf(loop.Step) > 1 && !IsSmall(loop.UpperBound) && !TouchesElements(loop))
                CountTurns(Versions.Split(loop, UpperIsSmall(loop)));
        }
    }

    // Where each turn touches the element of its counter, counters are below an extent, and one step more is no large number.
    private static bool TouchesElements(ForOp loop) => loop.Body.Entry.Ops.Any(op => SubscriptsOf(op).Contains(loop.InductionVariable));

    private static IEnumerable<Value> SubscriptsOf(Operation op) => op switch
    {
        LoadOp load => load.Indices,
        StoreOp store => store.Indices,
        VectorLoadOp load => load.Indices,
        VectorStoreOp store => store.Indices,
        _ => [],
    };

    // Extents are below 2^41, and so are sums with what is small.
    private static bool IsSmall(Value value) => value.Def switch
    {
        ConstantOp => ConstantOp.IntegerOf(value) <= Largest,
        DimOp or IndexCastOp { In.Type: IntegerType { Width: <= 32 } } => true,
        MinSIOp (var a, var b) => IsSmall(a) || IsSmall(b),
        MaxSIOp (var a, var b) => IsSmall(a) && IsSmall(b),
        AddIOp (var a, var b) => IsSmall(a) && Math.Abs((double)(ConstantOp.IntegerOf(b) ?? long.MaxValue)) < 1L << 40,
        _ => false,
    };

    private static Value UpperIsSmall(ForOp loop)
    {
        var builder = Builder.At(loop);
        return builder.Add(new CmpIOp(CmpIPredicate.Sle, loop.UpperBound, builder.Add(ConstantOp.Integer(Largest, loop.Step.Type))));
    }

    // for i = lower to upper step s -> for t = 0 to turns { i = lower + t * s }
    private static void CountTurns(ForOp loop)
    {
        var builder = Builder.At(loop);
        Value Number(long value) => builder.Add(ConstantOp.Integer(value, loop.Step.Type));
        var (zero, one) = (Number(0), Number(1));
        if (ConstantOp.IntegerOf(loop.Step) is not > 0)
            builder.Insert(new AssertOp("the step of a loop is positive", builder.Add(new CmpIOp(CmpIPredicate.Sgt, loop.Step, zero))));
        // At least 1, also where LLVM computes the quotient ahead of the assertion.
        var step = builder.Add(new MaxSIOp(loop.Step, one));
        var runs = builder.Add(new CmpIOp(CmpIPredicate.Slt, loop.LowerBound, loop.UpperBound));
        var span = builder.Add(new SubIOp(builder.Add(new SubIOp(loop.UpperBound, loop.LowerBound)), one));
        var turns = builder.Add(new AddIOp(builder.Add(new DivUIOp(span, step)), one));
        var counted = builder.Insert(ForOp.WithBody(zero, builder.Add(new SelectOp(runs, turns, zero)), one, [.. loop.InitArgs]));
        var inside = Builder.AtEnd(counted.Body.Entry, loop.Location);
        var index = inside.Add(new AddIOp(inside.Add(new MulIOp(counted.InductionVariable, step)), loop.LowerBound));
        loop.InductionVariable.ReplaceAllUsesWith(index);
        loop.Body.Entry.MoveInto(counted.Body.Entry);
        loop.ReplaceWith([.. counted.Results]);
    }
}
