using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// One loop becomes several, each over a part of the body: <c>for { a; b }</c> -> <c>for { a } for { b }</c>. Parts that need each other's
/// elements from turn to turn stay together, and each part comes behind those whose elements it needs.
/// </summary>
internal sealed class LoopDistribution
{
    private readonly Operation _loop;
    private readonly int _depth;
    private readonly List<Part> _parts = [];

    private LoopDistribution(Operation loop) =>
        (_loop, _depth) = (loop, LoopsAround.Counters(loop).Count + NestLoop.CountersOf(loop).Count);

    /// <summary>Cuts the loops in a loop, and then it, into as many as there can be. Gives those that stand in its place.</summary>
    public static IReadOnlyList<Operation> Distribute(Operation loop)
    {
        foreach (var inner in NestLoop.BodyOf(loop).Ops.Where(IsLoop).ToList()) Distribute(inner);
        return Cut(loop);
    }

    /// <summary>Cuts a loop alone. Gives those that stand in its place.</summary>
    public static IReadOnlyList<Operation> Cut(Operation loop) => new LoopDistribution(loop).Cut();

    private IReadOnlyList<Operation> Cut()
    {
        if (_loop.Results.Length > 0 || !ReadParts() || _parts.Count < 2) return [_loop];
        var groups = Groups();
        if (groups.Count < 2) return [_loop];
        var builder = Builder.At(_loop);
        var loops = groups.ConvertAll(group => Copy(builder, group));
        _loop.Erase();
        return loops;
    }

    private static bool IsLoop(Operation op) => op is AffineForOp or AffineParallelOp;

    // A part is a loop or a store, with what computes its operands: that is repeated where several need it, unless the body changes what it
    // reads.
    private bool ReadParts()
    {
        var written = _loop.Walk().OfType<IAffineWrite>().Select(write => write.Memref).ToHashSet();
        foreach (var op in NestLoop.BodyOf(_loop).Ops.SkipLast(1))
            if (op is IAffineWrite || (op.Regions.Count > 0 && op.Results.Length == 0)) _parts.Add(new(op));
            else if (op.Regions.Count > 0 ? op.Walk().Any(inner => inner is IAffineWrite) : op is not AffineLoadOp && !op.IsSpeculatable)
                return false;
        if (_loop.Walk().Any(op => op is not (IAffineRead or IAffineWrite or AffineForOp or AffineParallelOp or AffineIfOp or AffineYieldOp)
                && op.MemoryEffects != MemoryEffects.None)) return false;
        foreach (var part in _parts) part.AddSources(_loop);
        var last = _parts.Count - 1;
        // Two parts that share a read of what changes are one.
        for (var i = last; i > 0; i--)
            if (_parts[i].Reads.Any(read => written.Contains(read.Memref) && _parts.Take(i).Any(part => part.Holds((Operation)read))))
            {
                _parts[i - 1].Join(_parts[i]);
                _parts.RemoveAt(i);
            }

        return true;
    }

    // Parts in circles of needs, in an order in which each group needs only those before it.
    private List<List<Part>> Groups()
    {
        var needs = _parts.ConvertAll(part => _parts.FindAll(other => other != part && Needs(part, other)));
        var reach = _parts.ConvertAll(part => Reachable(part, needs));
        var groups = new List<List<Part>>();
        foreach (var part in _parts)
        {
            if (groups.Exists(group => group.Contains(part))) continue;
            var index = _parts.IndexOf(part);
            groups.Add(_parts.FindAll(other =>
                other == part || (reach[index].Contains(other) && reach[_parts.IndexOf(other)].Contains(part))));
        }

        var ordered = new List<List<Part>>();
        while (groups.Count > 0)
        {
            var next = groups.Find(group => group.TrueForAll(part => reach[_parts.IndexOf(part)].All(other =>
                group.Contains(other) || ordered.Exists(done => done.Contains(other)))))!;
            ordered.Add(next);
            groups.Remove(next);
        }

        return ordered;
    }

    private HashSet<Part> Reachable(Part part, List<List<Part>> needs)
    {
        var (seen, open) = (new HashSet<Part>(), new Stack<Part>(needs[_parts.IndexOf(part)]));
        while (open.TryPop(out var next))
            if (seen.Add(next))
                foreach (var further in needs[_parts.IndexOf(next)]) open.Push(further);
        return seen;
    }

    // In the same turn, or a later one of the loop; turns of the loops around it stay.
    private bool Needs(Part target, Part source) => source.Accesses.Any(first => target.Accesses.Any(second =>
        !first.JoinsInAnyOrderWith(second)
        && (MemoryDependence.Check(first, second, _depth + 1) != Dependence.No
            || (_loop is AffineForOp && MemoryDependence.Check(first, second, _depth) != Dependence.No))));

    private Operation Copy(Builder builder, List<Part> group)
    {
        var mapping = new IrMapping();
        var copy = builder.Insert(mapping.Clone(_loop));
        var kept = group.SelectMany(part => part.Ops).ToHashSet();
        foreach (var (op, twin) in NestLoop.BodyOf(_loop).Ops.Zip(NestLoop.BodyOf(copy).Ops).SkipLast(1).Reverse().ToList())
            if (!kept.Contains(op)) twin.Erase();
        return copy;
    }

    private sealed class Part(Operation root)
    {
        public HashSet<Operation> Ops { get; } = [root];

        public IEnumerable<IAffineAccess> Accesses => Ops.SelectMany(op => op.Walk()).Where(op => op is IAffineRead or IAffineWrite)
            .Cast<IAffineAccess>();

        public IEnumerable<IAffineRead> Reads => Ops.OfType<IAffineRead>();

        public bool Holds(Operation op) => Ops.Contains(op);

        public void Join(Part other) => Ops.UnionWith(other.Ops);

        /// <summary>What is computed in the body for it.</summary>
        public void AddSources(Operation loop)
        {
            var open = new Stack<Operation>(Ops);
            while (open.TryPop(out var op))
                foreach (var operand in op.Walk().SelectMany(inner => inner.Operands))
                    if (operand.Def is { } definition && definition.Parent == NestLoop.BodyOf(loop) && Ops.Add(definition))
                        open.Push(definition);
        }
    }
}
