using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Replaces operations that compute what another one has computed on every path before, and erases those that nothing uses. What
/// only reads memory counts as equal in one block, while nothing was written in between.
/// </summary>
[Pass("cse", "Replaces operations by earlier ones that compute the same.", Title = "CSE")]
public sealed record Cse : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var run = new CseRun(context.Analyses.Get(static () => new Dominance()));
        foreach (var region in root.Regions) run.VisitRegion(region, null);
        run.EraseDone();
        context.Statistics.Add("num-cse'd", "Number of operations CSE'd", run.Replaced);
        context.Statistics.Add("num-dce'd", "Number of operations DCE'd", run.Dead);
        // Blocks and branches are as they were.
        context.Analyses.Preserve<Dominance>();
    }
}

/// <summary>The table of known computations while <see cref="Cse"/> walks down the dominator tree.</summary>
internal sealed class CseRun(Dominance dominance)
{
    private readonly List<Operation> _done = [];
    private readonly HashSet<Operation> _known = [];
    private int _memoryStates;

    public int Replaced { get; private set; }

    public int Dead { get; private set; }

    /// <summary>What is known where the walk is. A table for all scopes that see one another: a search takes no longer far down.</summary>
    internal sealed class Scopes
    {
        private readonly Dictionary<Computation, Operation> _known = [];
        private readonly Stack<Computation> _added = new();

        public int Depth => _added.Count;

        public Operation? Find(Computation key) => _known.GetValueOrDefault(key);

        public void Add(Computation key, Operation op)
        {
            _known[key] = op;
            _added.Push(key);
        }

        /// <summary>Forgets what was added since.</summary>
        public void Leave(int depth)
        {
            while (_added.Count > depth) _known.Remove(_added.Pop());
        }
    }

    public void VisitRegion(Region region, Scopes? scopes)
    {
        if (region.IsEmpty) return;
        scopes ??= new();
        var isGraph = region.Parent!.Info.Has(OpTraits.HasOnlyGraphRegion);
        if (region.Blocks.Count > 1)
        {
            if (!isGraph) VisitTree(region, scopes);
            return;
        }

        var depth = scopes.Depth;
        VisitBlock(region.Entry, scopes, isGraph);
        scopes.Leave(depth);
    }

    /// <summary>Erases what was replaced or found dead; until then it counts as a use of its operands.</summary>
    public void EraseDone()
    {
        foreach (var op in _done) op.Erase();
    }

    // Down the dominator tree, which may be as deep as there are blocks.
    private void VisitTree(Region region, Scopes scopes)
    {
        var children = region.Blocks.ToLookup(dominance.ImmediateDominator);
        var open = new Stack<(Block Block, int Depth)>([(region.Entry, scopes.Depth)]);
        var outside = scopes.Depth;
        while (open.TryPop(out var next))
        {
            scopes.Leave(next.Depth);
            VisitBlock(next.Block, scopes, isGraph: false);
            foreach (var child in children[next.Block].Reverse()) open.Push((child, scopes.Depth));
        }

        scopes.Leave(outside);
    }

    private void VisitBlock(Block block, Scopes scopes, bool isGraph)
    {
        var memory = ++_memoryStates; // another block may have written
        foreach (var op in block.Ops)
        {
            // What lies inside an isolated operation sees nothing from here; an unknown one may be isolated. Under a mask the same
            // operation computes something else.
            var isIsolated = op.Info.Has(OpTraits.IsolatedFromAbove) || !op.Info.IsRegistered || op is MaskOp;
            foreach (var region in op.Regions) VisitRegion(region, isIsolated ? null : scopes);
            var effects = op.MemoryEffects;
            Visit(op, effects, scopes, memory, isGraph);
            if ((effects & (MemoryEffects.Write | MemoryEffects.Fault)) != 0) memory = ++_memoryStates;
        }
    }

    private void Visit(Operation op, MemoryEffects effects, Scopes scopes, int memory, bool isGraph)
    {
        if (op.Info.Has(OpTraits.IsTerminator)) return;
        if (op.IsTriviallyDead)
        {
            _done.Add(op);
            Dead++;
            return;
        }

        if (!CanReplace(op, effects)) return;
        var key = new Computation(op, effects == 0 ? 0 : memory);
        if (scopes.Find(key) is { } earlier)
        {
            Replace(op, earlier, isGraph);
            return;
        }

        scopes.Add(key, op);
        if (isGraph) _known.Add(op);
    }

    private void Replace(Operation op, Operation earlier, bool isGraph)
    {
        Replaced++;
        for (var i = 0; i < op.Results.Length; i++)
            foreach (var use in op.Results[i].Uses)
                // In a graph, uses come before definitions: what the table holds must not change.
                if (!isGraph || !_known.Contains(use.Owner)) use.Value = earlier.Results[i];
        if (!op.HasUses) _done.Add(op);
        if (earlier.Location.IsUnknown) earlier.Location = op.Location;
    }

    // Operations with regions only where these are plain to compare: one block each, no effects.
    private static bool CanReplace(Operation op, MemoryEffects effects) =>
        op.Regions.Count == 0 ? (effects & ~MemoryEffects.Read) == 0 : effects == 0 && op.Regions.All(r => r.Blocks.Count <= 1);
}
