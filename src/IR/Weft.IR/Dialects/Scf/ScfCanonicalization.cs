using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on structured control flow.</summary>
public static partial class ScfCanonicalization
{
    // if (constant) a else b -> a or b
    [Rule]
    private static bool ConstantIf(IfOp op, Rewriter rewriter)
    {
        if (GreedyRewriter.ConstantOf(op.Condition) is not IntegerAttr condition) return false;
        var taken = condition.IsZero ? op.ElseRegion : op.ThenRegion;
        return taken.IsEmpty ? rewriter.Replace(op, []) : Inline(op, taken.Entry, [], rewriter);
    }

    // if with two empty regions and no results -> nothing
    [Rule]
    private static bool EmptyIf(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count > 0 || op.ThenRegion.Entry.First != op.ThenRegion.Entry.Last || (op.HasElse && op.ElseRegion.Entry.First != op.ElseRegion.Entry.Last)) return false;
        rewriter.Erase(op);
        return true;
    }

    // if c { yield a } else { yield b } -> select(c, a, b), where both regions hold nothing else
    [Rule]
    private static bool IfToSelect(IfOp op, Rewriter rewriter)
    {
        if (op.Values.Count == 0 || op.ThenRegion.Entry.First != op.ThenRegion.Entry.Last || op.ElseRegion.Entry.First != op.ElseRegion.Entry.Last) return false;
        var (then, otherwise) = (op.ThenRegion.Entry.Last!.Operands, op.ElseRegion.Entry.Last!.Operands);
        var values = new List<Value>();
        for (var i = 0; i < then.Count; i++)
            values.Add(then[i] == otherwise[i] ? then[i] : rewriter.InsertBefore(op, new SelectOp(op.Condition, then[i], otherwise[i])).Result);
        return rewriter.Replace(op, values);
    }

    // for with no turn -> its initial values; with one turn -> its body
    [Rule]
    private static bool ShortFor(ForOp op, Rewriter rewriter)
    {
        if (Constant(op.LowerBound) is not { } lower || Constant(op.UpperBound) is not { } upper || Constant(op.Step) is not { } step || step <= 0) return false;
        if (lower >= upper) return rewriter.Replace(op, op.InitArgs.ToArray());
        return step >= upper - lower && upper - lower > 0 && Inline(op, op.Body.Entry, [op.LowerBound, .. op.InitArgs], rewriter);
    }

    // a value carried round a loop unchanged -> itself
    [Rule]
    private static bool InvariantIterArg(ForOp op, Rewriter rewriter)
    {
        var changed = false;
        for (var i = 0; i < op.InitArgs.Count; i++)
        {
            var argument = op.Body.Entry.Arguments[i + 1];
            if (op.Yielded[i] != argument && op.Yielded[i] != op.InitArgs[i]) continue;
            if (!argument.HasUses && !op.Values[i].HasUses) continue;
            rewriter.ReplaceAllUses(argument, op.InitArgs[i]);
            rewriter.ReplaceAllUses(op.Values[i], op.InitArgs[i]);
            changed = true;
        }

        return changed;
    }

    private static long? Constant(Value value) => (GreedyRewriter.ConstantOf(value) as IntegerAttr)?.Int64;

    private static bool Inline(Operation op, Block body, IReadOnlyList<Value> arguments, Rewriter rewriter)
    {
        var terminator = body.Last!;
        var values = terminator.Operands.ToArray();
        for (var i = 0; i < values.Length; i++)
            if (values[i] is BlockArgument argument && argument.Owner == body) values[i] = arguments[argument.Index];
        rewriter.Erase(terminator);
        rewriter.InlineBlockBefore(body, op, arguments);
        return rewriter.Replace(op, values);
    }
}
