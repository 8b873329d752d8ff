using Weft.IR;

namespace Weft.Passes;

/// <summary>Whether two accesses may touch one element, the first before the second.</summary>
internal enum Dependence
{
    No,
    Yes,

    /// <summary>It cannot be told.</summary>
    Unknown,
}

/// <summary>Dependences between affine accesses, found by looking for turns of the loops around both that touch the same element.</summary>
internal sealed class MemoryDependence
{
    private readonly LinearSystem _system = new();
    private readonly AffineDomain _source;
    private readonly AffineDomain _target;

    private MemoryDependence()
    {
        var symbols = new Dictionary<Value, int>();
        (_source, _target) = (new(_system, symbols), new(_system, symbols));
    }

    /// <summary>Whether the target depends on the source.</summary>
    /// <param name="depth">The loop, counted from 1 for the outermost that both are in, that goes on from the source to the target while
    /// those around it stay; one more than there are loops for a dependence within one turn of all.</param>
    /// <param name="components">How far the target is ahead in each common loop, where it depends on the source.</param>
    public static Dependence Check(
        IAffineAccess source, IAffineAccess target, int depth, List<(long? Lower, long? Upper)>? components = null)
    {
        if (source.Memref != target.Memref || (source is not IAffineWrite && target is not IAffineWrite)) return Dependence.No;
        var (first, second) = ((Operation)source, (Operation)target);
        if (first.AffineScope != second.AffineScope || CommonBlock(first, second) is not { } common) return Dependence.Unknown;
        return new MemoryDependence().Check(source, target, depth, common, components);
    }

    private Dependence Check(
        IAffineAccess source, IAffineAccess target, int depth, Block common, List<(long? Lower, long? Upper)>? components)
    {
        var (first, second) = ((Operation)source, (Operation)target);
        if (!_source.TryAdd(first) || !_target.TryAdd(second) || _source.Terms(source.ValueMap) is not { } from
            || _target.Terms(target.ValueMap) is not { } to) return Dependence.Unknown;
        var loops = _source.Counters.Zip(_target.Counters).TakeWhile(pair => pair.First == pair.Second).Count();
        if (depth > loops && !AncestorIn(common, first).IsBefore(AncestorIn(common, second))) return Dependence.No;
        for (var i = 0; i < from.Count; i++) _system.Add(Difference(from[i].Terms, to[i].Terms), from[i].Constant - to[i].Constant, true);
        var ahead = Enumerable.Range(0, loops).Select(Ahead).ToList();
        for (var i = 0; i < Math.Min(loops, depth); i++)
            _system.Add(ahead[i], i == depth - 1 ? -1 : 0, isEquality: i != depth - 1);
        if (_system.IsEmpty()) return Dependence.No;
        foreach (var distance in components is null ? [] : ahead)
        {
            var variable = _system.AddVariable();
            _system.Add(new(distance) { [variable] = -1 }, 0, isEquality: true);
            components!.Add(_system.RangeOf(variable));
        }

        return Dependence.Yes;
    }

    private Dictionary<int, long> Ahead(int loop) => new()
    {
        [_source.VariableOf(_source.Counters[loop])] = -1,
        [_target.VariableOf(_target.Counters[loop])] = 1,
    };

    private static Dictionary<int, long> Difference(Dictionary<int, long> a, Dictionary<int, long> b)
    {
        var terms = new Dictionary<int, long>(a);
        foreach (var (variable, factor) in b) terms[variable] = terms.GetValueOrDefault(variable) - factor;
        return terms;
    }

    // The closest block around both, within the affine scope.
    private static Block? CommonBlock(Operation a, Operation b)
    {
        var around = new HashSet<Block>();
        for (var block = a.Parent; block is not null; block = Outer(block)) around.Add(block);
        for (var block = b.Parent; block is not null; block = Outer(block))
            if (around.Contains(block))
                return block;
        return null;
    }

    private static Block? Outer(Block block) =>
        block.ParentOp is { } owner && !owner.Info.Has(OpTraits.AffineScope) ? owner.Parent : null;

    private static Operation AncestorIn(Block block, Operation op)
    {
        while (op.Parent != block) op = op.ParentOp!;
        return op;
    }
}
