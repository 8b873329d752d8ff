using Weft.IR;

namespace Weft.Passes;

/// <summary>What the element is made of.</summary>
internal sealed class ElementSlice
{
    private readonly ElementNest _nest;

    // The loops around the nest.
    private readonly int _depth;

    private readonly HashSet<Operation> _found = [];

    public ElementSlice(ElementNest nest)
    {
        (_nest, _depth) = (nest, LoopsAround.Counters(nest.Root).Count);
        Visit(nest.Value);
        Ops = [.. nest.Root.Walk().Where(_found.Contains)];
        Loads.AddRange(nest.Root.Walk().OfType<AffineLoadOp>().Where(load => Values.Contains(load.Result)));
        Wrong = Loads.Select(Meets).FirstOrDefault(obstacle => obstacle is not null);
    }

    public HashSet<Value> Values { get; } = [];

    /// <summary>In their order, without loads.</summary>
    public List<Operation> Ops { get; }

    public List<AffineLoadOp> Loads { get; } = [];

    public Obstacle? Wrong { get; }

    private void Visit(Value value)
    {
        if (!Values.Add(value) || value.Def is not { } definition || !_nest.Root.IsAncestorOf(definition) || definition is AffineLoadOp)
            return;
        _found.Add(definition);
        foreach (var operand in definition.Operands) Visit(operand);
    }

    // A read of what the nest writes, but for that of a turn before it writes itself.
    private Obstacle? Meets(AffineLoadOp load)
    {
        var store = _nest.Store;
        if (load.Memref != store.Memref || (_nest.IsElement(load.Result) && load.Parent == store.Parent)) return null;
        if (load.Parent != store.Parent && MemoryDependence.Check(load, store, _depth + _nest.Loops.Count + 1) != Dependence.No)
            return Obstacle.Stale(load);
        for (var depth = _depth + 1; depth <= LoopsAround.Common(load, store); depth++)
            foreach (var (first, second) in new (IAffineAccess, IAffineAccess)[] { (store, load), (load, store) })
                if (MemoryDependence.Find(first, second, depth) is { Kind: not Dependence.No } met)
                    return Obstacle.Order(first, second, met, depth);
        return null;
    }
}
