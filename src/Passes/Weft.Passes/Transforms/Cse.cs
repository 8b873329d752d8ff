using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Erases dead operations and replaces those that compute what another one has computed on every path before.
/// Loads count as equal while nothing was written in between.
/// </summary>
[Pass("cse", "Replaces operations by earlier ones that compute the same.")]
public sealed record Cse : IPass
{
    public void Run(Operation root, PassContext context)
    {
        EraseDead(root);
        var run = new CseRun(new Dominance());
        foreach (var region in root.Regions) run.VisitRegion(region, null);
    }

    // What gave the operands of a dead operation may be dead without it.
    private static void EraseDead(Operation root)
    {
        var work = new Stack<Operation>(root.Walk().Skip(1));
        while (work.TryPop(out var op))
        {
            if (op.Parent is null || !op.IsTriviallyDead) continue;
            var definitions = op.Operands.Select(v => v.Def).OfType<Operation>().ToArray();
            op.Erase();
            foreach (var definition in definitions) work.Push(definition);
        }
    }
}

/// <summary>The table of known computations while <see cref="Cse"/> walks down the dominator tree.</summary>
internal sealed class CseRun(Dominance dominance)
{
    private int _memory;

    internal sealed class Scope(Scope? parent)
    {
        private readonly Dictionary<Computation, Operation> _known = [];

        public Operation? Find(Computation key)
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
                if (scope._known.TryGetValue(key, out var op))
                    return op;
            return null;
        }

        public void Add(Computation key, Operation op) => _known[key] = op;

        private Scope? Parent { get; } = parent;
    }

    public void VisitRegion(Region region, Scope? scope)
    {
        if (region.IsEmpty) return;
        var children = region.Blocks.ToLookup(dominance.ImmediateDominator);
        VisitTree(region.Entry, scope, children);
    }

    private void VisitTree(Block block, Scope? parent, ILookup<Block?, Block> children)
    {
        var scope = new Scope(parent);
        _memory++; // another block may have written
        foreach (var op in block.Ops) Visit(op, scope);
        foreach (var child in children[block])
            if (child != block) VisitTree(child, scope, children);
    }

    private void Visit(Operation op, Scope scope)
    {
        var effects = op.MemoryEffects;
        if (CanReplace(op, effects))
        {
            var key = new Computation(op, (effects & MemoryEffects.Read) != 0 ? _memory : 0);
            if (scope.Find(key) is { } earlier)
            {
                op.ReplaceWith([.. earlier.Results]);
                return;
            }

            scope.Add(key, op);
        }

        // What lies inside an isolated operation sees nothing from here.
        foreach (var region in op.Regions) VisitRegion(region, op.Info.Has(OpTraits.IsolatedFromAbove) ? null : scope);
        if ((effects & (MemoryEffects.Write | MemoryEffects.Free | MemoryEffects.Allocate)) != 0) _memory++;
    }

    // Operations with regions only where these are plain to compare: one block each, no effects.
    private static bool CanReplace(Operation op, MemoryEffects effects)
    {
        if (op.Results.Length == 0 || op.Info.Has(OpTraits.IsTerminator)) return false;
        return op.Regions.Count == 0 ? (effects & ~MemoryEffects.Read) == 0 : effects == 0 && op.Regions.All(r => r.Blocks.Count <= 1);
    }
}
