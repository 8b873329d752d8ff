using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Subscripts that are looked up in a loop, and the same in all its turns, are looked up and checked once before it:
/// <c>for e { s[m[p], e] += x[p, e] }</c> -> <c>if there are turns { i = m[p]; check i; for e { s[i, e] += x[p, e] } }</c>. The first turn
/// would have come to the check before it changed anything.
/// </summary>
[Pass("hoist-lookups", "Looks up and checks subscripts once before loops that do not change them.")]
public sealed record HoistLookups : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, op => op is ForOp or ParallelOp, nest =>
    {
        var isApart = false;
        foreach (var loop in nest.WalkPostOrder().OfType<ForOp>().ToList())
        {
            var ops = Fixed(loop);
            if (!HasLookups(loop, ops)) continue;
            // Of all that it does now, before some of it is in front of it.
            if (!isApart) ApartMemory.Require(nest, context.Remarks);
            isApart = true;
            context.Remarks.Chosen(
                "hoist-lookups", loop, "hoisted",
                "subscripts that it looks up are the same in all turns: they are found and checked before it");
            Hoist(loop, ops);
        }

        return true;
    });

    // Whether a subscript in the loop is computed from what is read, the same in all turns.
    private static bool HasLookups(ForOp loop, IReadOnlyList<Operation> ops)
    {
        var found = new HashSet<Operation>();
        foreach (var op in ops)
            if (op is LoadOp || op.Operands.Any(v => v.Def is { } definition && found.Contains(definition))) found.Add(op);
        return found.Count > 0 && loop.Walk().OfType<IMemoryAccess>()
            .Any(access => access.Indices.Any(index => index.Def is { } definition && found.Contains(definition)));
    }

    // What each turn does again, up to the first thing that it does to others.
    private static List<Operation> Fixed(ForOp loop)
    {
        var found = new HashSet<Operation>();
        var isFirst = true;
        foreach (var op in loop.Body.Ops.SkipLast(1))
        {
            var isFixed = op.Operands.All(v =>
                ((ILoopLike)loop).IsDefinedOutside(v) || (v.Def is { } definition && found.Contains(definition)));
            var mayMove = IsPure(op) || (isFirst && (op is CheckIndexOp || (op is LoadOp load && !Writes(loop, load.Memref))));
            if (isFixed && mayMove) found.Add(op);
            else isFirst &= op.Regions.Count == 0 && op.MemoryEffects is MemoryEffects.None or MemoryEffects.Read;
        }

        return [.. loop.Body.Ops.Where(found.Contains)];
    }

    private static bool IsPure(Operation op) => op.MemoryEffects == MemoryEffects.None && op.IsSpeculatable && op.Regions.Count == 0;

    // Memory of different names is apart.
    private static bool Writes(ForOp loop, Value memory) => loop.Walk().Where(AliasAnalysis.IsWriter).Any(
        op => op is not IHasValueEffects { ValueEffects: var effects }
            || effects.Any(effect => effect.On is not { } on || AliasAnalysis.Underlying(on) == AliasAnalysis.Underlying(memory)));

    private static void Hoist(ForOp loop, IReadOnlyList<Operation> ops)
    {
        var builder = Builder.At(loop);
        var hasTurns = builder.Add(new CmpIOp(CmpIPredicate.Slt, loop.LowerBound, loop.UpperBound));
        var choice = builder.Insert(new IfOp(hasTurns, [.. loop.Results.ToArray().Select(result => result.Type)]));
        for (var i = 0; i < loop.Results.Length; i++) loop.Results[i].ReplaceAllUsesWith(choice.Results[i]);
        var inits = loop.InitArgs.ToArray();
        var then = choice.ThenRegion.AddBlock();
        foreach (var op in ops.Append(loop))
        {
            // A subscript that is read and written is checked twice.
            if (op is CheckIndexOp check && then.Ops.OfType<CheckIndexOp>().Any(c => c.Index == check.Index && c.Bound == check.Bound))
            {
                op.Erase();
                continue;
            }

            op.Parent!.Remove(op);
            then.Append(op);
        }

        then.Append(new YieldOp(loop.Results.ToArray()) { Location = loop.Location });
        if (inits.Length > 0) choice.ElseRegion.AddBlock().Append(new YieldOp(inits) { Location = loop.Location });
    }
}
