using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// An element that was read before a condition is not read again by what it decides: <c>if x[i] > 0 { y = x[i] }</c> ->
/// <c>a = x[i]; if a > 0 { y = a }</c>. What is left under a condition are the reads that only it allows.
/// </summary>
[Pass("reuse-elements", "Takes elements that were read before a condition from there.")]
public sealed record ReuseElements : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList())
            foreach (var block in function.Body.Blocks) Visit(block, []);
    }

    // The loads before, of which each element is still what it was.
    private static void Visit(Block block, Dictionary<Computation, LoadOp> known)
    {
        foreach (var op in block.Ops.ToList())
        {
            if (op is LoadOp { Nontemporal: null } load)
            {
                if (known.TryGetValue(new(load, 0), out var earlier)) load.ReplaceWith([earlier.Result]);
                else known.Add(new(load, 0), load);
                continue;
            }

            foreach (var inner in op.Regions.SelectMany(region => region.Blocks).ToList()) Visit(inner, op is IfOp ? new(known) : []);
            Forget(op, known);
        }
    }

    private static void Forget(Operation op, Dictionary<Computation, LoadOp> known)
    {
        if (known.Count == 0) return;
        foreach (var writer in op.Walk().Where(AliasAnalysis.IsWriter))
            if (writer is IHasValueEffects { ValueEffects: var effects } && effects.All(effect => effect.On is not null))
                foreach (var (key, load) in known)
                {
                    if (effects.Any(e => e.Kind.HasFlag(MemoryEffects.Write) && AliasAnalysis.MayAlias(e.On!, load.Memref)))
                        known.Remove(key);
                }
            else known.Clear();
    }
}
