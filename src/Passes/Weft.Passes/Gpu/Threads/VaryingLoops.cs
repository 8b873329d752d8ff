using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops in which threads meet though they may make different numbers of turns, as loops that look before each turn.</summary>
internal static class VaryingLoops
{
    /// <summary>
    /// <c>for i = lb to ub step s</c> -> <c>while k &lt; ceil((ub - lb) / s)</c> with <c>i = lb + k * s</c>: counting turns, nothing wraps.
    /// </summary>
    public static void Convert(ForOp loop)
    {
        var to = Builder.At(loop);
        var (lower, upper, step) = (AsIndex(to, loop.LowerBound), AsIndex(to, loop.UpperBound), AsIndex(to, loop.Step));
        var turns = to.Add(new CeilDivSIOp(to.Add(new SubIOp(upper, lower)), step));
        IrType[] carried = [IndexType.Instance, .. loop.InitArgs.Types];
        var search = to.Insert(new WhileOp([to.Add(ConstantOp.Index(0)), .. loop.InitArgs], carried));

        to.MoveToEnd(search.Before.AddBlock(carried));
        var before = search.Before.Entry.Arguments;
        to.Insert(new ConditionOp(to.Add(new CmpIOp(CmpIPredicate.Slt, before[0], turns)), [.. before]));

        to.MoveToEnd(search.After.AddBlock(carried));
        var after = search.After.Entry.Arguments;
        var counter = to.Add(new AddIOp(lower, to.Add(new MulIOp(after[0], step))));
        if (loop.LowerBound.Type is not IndexType) counter = to.Add(new IndexCastOp(counter, loop.LowerBound.Type));
        loop.InductionVariable.ReplaceAllUsesWith(counter);
        var arguments = loop.IterArgs.ToList();
        for (var i = 0; i < arguments.Count; i++) arguments[i].ReplaceAllUsesWith(after[i + 1]);
        var end = loop.Body.Entry.Last!;
        loop.Body.Entry.MoveOpsFrom(loop.Body.Entry.First, search.After.Entry);
        to.MoveBefore(end);
        end.SetOperands([to.Add(new AddIOp(after[0], to.Add(ConstantOp.Index(1)))), .. end.Operands]);
        loop.ReplaceWith([.. search.ResultList.Skip(1)]);
    }

    private static Value AsIndex(Builder to, Value value) =>
        value.Type is IndexType ? value : to.Add(new IndexCastOp(value, IndexType.Instance));
}
