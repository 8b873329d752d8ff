using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Rules on <c>scf.if</c>.</summary>
public static partial class IfCanonicalization
{
    // if c { a } else { x }; if c { b } else { y } -> if c { a; b } else { x; y }
    [Rule]
    private static bool SameCondition(IfOp op, Rewriter rewriter)
    {
        if (op.Previous is not IfOp first) return false;
        Region then, otherwise;
        if (first.Condition == op.Condition) (then, otherwise) = (op.ThenRegion, op.ElseRegion);
        else if (IsNotOf(op.Condition, first.Condition) || IsNotOf(first.Condition, op.Condition))
            (then, otherwise) = (op.ElseRegion, op.ThenRegion);
        else return false;
        // A hint on one of them says nothing about both.
        if (first.Attribute(KernelAttributes.Likely) != op.Attribute(KernelAttributes.Likely)) return false;

        for (var i = 0; i < first.Results.Length; i++)
            foreach (var use in first.Results[i].Uses)
            {
                if (then.Encloses(use.Owner.ParentRegion))
                    rewriter.SetOperand(use.Owner, use.Index, first.ThenRegion.Entry.Last!.Operands[i]);
                else if (otherwise.Encloses(use.Owner.ParentRegion))
                    rewriter.SetOperand(use.Owner, use.Index, first.ElseRegion.Entry.Last!.Operands[i]);
            }

        var both = rewriter.InsertBefore(op, new IfOp(first.Condition, [.. first.Values.Types, .. op.Values.Types]));
        Join(first.ThenRegion, then, both.ThenRegion, rewriter);
        Join(first.ElseRegion, otherwise, both.ElseRegion, rewriter);
        KernelAttributes.KeepHints(op, both);
        var count = first.Results.Length;
        rewriter.Replace(first, [.. both.ResultList.Take(count)]);
        return rewriter.Replace(op, [.. both.ResultList.Skip(count)]);
    }

    // if a { if b { x } } -> if a & b { x }
    [Rule]
    private static bool Nested(IfOp op, Rewriter rewriter)
    {
        var body = op.ThenRegion.Entry;
        if (body.First is not IfOp inner || inner.Next != body.Last) return false;
        if (!ScfBodies.IsTrivial(op.ElseRegion) || !ScfBodies.IsTrivial(inner.ElseRegion)) return false;
        if (op.Attribute(KernelAttributes.Likely) != inner.Attribute(KernelAttributes.Likely)) return false;
        var yielded = body.Last!.Operands.ToArray();
        var otherwise = op.HasElse ? op.ElseRegion.Entry.Last!.Operands.ToArray() : [];
        var chosen = new List<int>();
        for (var i = 0; i < yielded.Length; i++)
        {
            if (yielded[i] is OpResult result && result.Owner == inner)
            {
                if (inner.ElseRegion.Entry.Last!.Operands[result.Index] != otherwise[i]) return false;
                yielded[i] = inner.ThenRegion.Entry.Last!.Operands[result.Index];
            }
            else if (yielded[i].ParentBlock == body) return false;
            // The inner condition has no part in this one.
            else chosen.Add(i);
        }

        var condition = rewriter.InsertBefore(op, new AndIOp(op.Condition, inner.Condition)).Result;
        var both = KernelAttributes.KeepHints(op, new IfOp(condition, [.. op.Values.Types]));
        rewriter.InsertBefore(op, both);
        var results = both.ResultList.ToArray<Value>();
        foreach (var i in chosen)
            results[i] = rewriter.InsertBefore(both, new SelectOp(op.Condition, yielded[i], otherwise[i])).Result;
        var target = both.ThenRegion.AddBlock();
        rewriter.MergeInto(inner.ThenRegion.Entry, target, []);
        ScfBodies.Yield(target, yielded, rewriter);
        if (otherwise.Length > 0) rewriter.Append(both.ElseRegion.AddBlock(), new YieldOp(otherwise), op.Location);
        return rewriter.Replace(op, results);
    }

    // c inside the regions of if c -> true, false
    [Rule]
    private static bool KnownCondition(IfOp op, Rewriter rewriter)
    {
        if (op.Condition.Def is ConstantOp) return false;
        Value? holds = null, fails = null;
        foreach (var use in op.Condition.Uses)
        {
            if (op.ThenRegion.Encloses(use.Owner.ParentRegion))
                rewriter.SetOperand(use.Owner, use.Index, holds ??= rewriter.Constant(op, ConstantOp.Bool(true)));
            else if (op.ElseRegion.Encloses(use.Owner.ParentRegion))
                rewriter.SetOperand(use.Owner, use.Index, fails ??= rewriter.Constant(op, ConstantOp.Bool(false)));
        }

        return holds is not null || fails is not null;
    }

    // if c { yield a, f() } else { yield b, g() } -> select(c, a, b), if c { yield f() } else { yield g() }
    [Rule]
    private static bool ToSelect(IfOp op, Rewriter rewriter)
    {
        if (op.Results.Length == 0) return false;
        var (then, otherwise) = (op.ThenRegion.Entry.Last!.Operands.ToArray(), op.ElseRegion.Entry.Last!.Operands.ToArray());
        var kept = Enumerable.Range(0, then.Length)
            .Where(i => then[i].ParentBlock!.Parent == op.ThenRegion || otherwise[i].ParentBlock!.Parent == op.ElseRegion).ToList();
        if (kept.Count == then.Length) return false;

        var fewer = KernelAttributes.KeepHints(op, new IfOp(op.Condition, [.. kept.Select(i => op.Results[i].Type)]));
        rewriter.InsertBefore(op, fewer);
        op.ThenRegion.MoveBlocksTo(fewer.ThenRegion);
        op.ElseRegion.MoveBlocksTo(fewer.ElseRegion);
        var (results, next) = (new Value[then.Length], 0);
        for (var i = 0; i < results.Length; i++)
            results[i] = next < kept.Count && kept[next] == i ? fewer.Results[next++]
                : then[i] == otherwise[i] ? then[i]
                : rewriter.InsertBefore(fewer, new SelectOp(op.Condition, then[i], otherwise[i])).Result;
        ScfBodies.Yield(fewer.ThenRegion.Entry, [.. kept.Select(i => then[i])], rewriter);
        ScfBodies.Yield(fewer.ElseRegion.Entry, [.. kept.Select(i => otherwise[i])], rewriter);
        return rewriter.Replace(op, results);
    }

    // if c { a } else { } -> if c { a }
    [Rule]
    private static bool EmptyElse(IfOp op, Rewriter rewriter)
    {
        if (op.Results.Length > 0 || !op.HasElse || !ScfBodies.IsTrivial(op.ElseRegion)) return false;
        var plain = new IfOp(op.Condition, []);
        foreach (var attribute in op.Attributes) plain.SetAttribute(attribute.Name, attribute.Value);
        rewriter.InsertBefore(op, plain);
        op.ThenRegion.MoveBlocksTo(plain.ThenRegion);
        rewriter.Erase(op);
        return true;
    }

    // if (constant) a else b -> a or b
    [Rule]
    private static bool ConstantIf(IfOp op, Rewriter rewriter)
    {
        if (ConstantOp.ValueOf(op.Condition) is not IntegerAttr condition) return false;
        var taken = condition.IsZero ? op.ElseRegion : op.ThenRegion;
        return taken.IsEmpty ? rewriter.Replace(op, []) : ScfBodies.Inline(op, taken.Entry, [], rewriter);
    }

    // results that nobody uses -> nothing
    [Rule]
    private static bool UnusedResults(IfOp op, Rewriter rewriter)
    {
        var used = op.ResultList.Where(r => r.HasUses).ToList();
        if (used.Count == op.Results.Length) return false;
        var fewer = KernelAttributes.KeepHints(op, new IfOp(op.Condition, [.. used.Select(r => r.Type)]));
        rewriter.InsertBefore(op, fewer);
        for (var r = 0; r < 2; r++)
        {
            var target = fewer.Regions[r].AddBlock();
            rewriter.MergeInto(op.Regions[r].Entry, target, []);
            var yield = target.Last!;
            yield.SetOperands([.. used.Select(u => yield.Operands[u.Index])]);
            rewriter.Note(yield);
        }

        var results = new Value[op.Results.Length];
        for (var i = 0; i < used.Count; i++) results[used[i].Index] = fewer.Results[i];
        return rewriter.Replace(op, results);
    }

    // a result that is true or false with the condition -> the condition; one that is the same both ways -> itself
    [Rule]
    private static bool ResultIsCondition(IfOp op, Rewriter rewriter)
    {
        var changed = false;
        for (var i = 0; i < op.Results.Length; i++)
        {
            if (!op.Results[i].HasUses) continue;
            var (then, otherwise) = (op.ThenRegion.Entry.Last!.Operands[i], op.ElseRegion.Entry.Last!.Operands[i]);
            var known = then == otherwise ? then
                : then.Type != IntegerType.I1 ? null
                : IsBool(then, true) && IsBool(otherwise, false) ? op.Condition
                : IsBool(then, false) && IsBool(otherwise, true) ? Not(op, rewriter)
                : null;
            if (known is null) continue;
            rewriter.ReplaceAllUses(op.Results[i], known);
            changed = true;
        }

        return changed;
    }

    private static bool IsBool(Value value, bool expected) => ConstantOp.ValueOf(value) is IntegerAttr flag && flag.IsZero != expected;

    private static Value Not(IfOp op, Rewriter rewriter) =>
        rewriter.InsertBefore(op, new XOrIOp(op.Condition, rewriter.Constant(op, ConstantOp.Bool(true)))).Result;

    private static bool IsNotOf(Value not, Value x) => ArithCanonicalization.Negated(not.Def) == x;

    // The bodies of two regions, one after the other, with what both yield.
    private static void Join(Region first, Region second, Region target, Rewriter rewriter)
    {
        first.MoveBlocksTo(target);
        if (second.IsEmpty) return;
        if (target.IsEmpty)
        {
            second.MoveBlocksTo(target);
            return;
        }

        var (block, yield, secondYield) = (target.Entry, target.Entry.Last!, second.Entry.Last!);
        rewriter.MergeInto(second.Entry, block, []);
        rewriter.Append(block, new YieldOp([.. yield.Operands, .. secondYield.Operands]), secondYield.Location);
        rewriter.Erase(yield);
        rewriter.Erase(secondYield);
    }
}
