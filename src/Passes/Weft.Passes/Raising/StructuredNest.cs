using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// A nest that a structured operation says: its turns are a box, the output's element is found by counters of which each moves one
/// dimension alone, all others are found by sums of multiples of counters, and no element is read that another turn writes. The turns that
/// join to one element keep their order: the operation's loops are done in order, too.
/// </summary>
internal sealed record StructuredNest(
    ElementNest Nest, TurnBox Box, ImmutableArray<(AffineLoadOp Load, BoxArray Array)> Inputs, BoxArray Output, ImmutableArray<Operation> Body)
{
    private IEnumerable<BoxArray> Arrays => Inputs.Select(input => input.Array).Append(Output);

    /// <summary>The loops that must have turns, where they may have none: else parts of arrays would be named that are not there.</summary>
    public IEnumerable<NestLoop> DoubtfulTurns(ArrayKnowledge arrays) => Arrays.All(array => array.IsInside(arrays))
        && Box.Loops.Select(loop => loop.Count).Concat(Arrays.SelectMany(a => a.Dimensions.Select(d => d.Size))).All(arrays.CanCount) ? []
        : Nest.Loops.Where(loop => !arrays.IsNatural(AffineSum.Of(loop.Upper)![0] - AffineSum.Of(loop.Lower)![0] + -1));

    /// <summary>Puts the operation in the place of the loops.</summary>
    public GenericOp Replace(ArrayKnowledge arrays)
    {
        var builder = Builder.At(Nest.Root);
        var inputs = new List<BoxArray>();
        var places = new Dictionary<Value, int>();
        foreach (var (load, array) in Inputs)
        {
            if (!inputs.Exists(array.IsSameAs)) inputs.Add(array);
            places[load.Result] = inputs.FindIndex(array.IsSameAs);
        }

        var values = inputs.ConvertAll(input => input.Part(builder, arrays));
        var maps = inputs.ConvertAll(input => input.Map);
        if (Shape(builder, arrays) is var (shape, map))
        {
            values.Add(shape);
            maps.Add(map);
        }

        var op = GenericOp.Make(values, [Output.Part(builder, arrays)], maps.Append(Output.Map).ToSequence(), Box.Iterators);
        builder.Insert(op);
        var block = op.Region.AddBlock();
        foreach (var operand in op.Operands) block.AddArgument(TypeRules.ElementOf(operand.Type), Nest.Store.Location);
        var mapping = new IrMapping();
        foreach (var (load, place) in places) mapping[load] = block.Arguments[place];
        foreach (var load in Nest.Root.Walk().OfType<AffineLoadOp>().Where(load => Nest.IsElement(load.Result)))
            mapping[load.Result] = block.Arguments[values.Count];
        Write(Builder.AtEnd(block, Nest.Store.Location), Builder.At(op), mapping);
        Nest.Root.Erase();
        return op;
    }

    // What all turns share is computed once.
    private void Write(Builder body, Builder before, IrMapping mapping)
    {
        for (var d = 0; d < Box.Loops.Length; d++)
        {
            var loop = Box.Loops[d];
            if (!Body.Any(op => op.Operands.Contains(loop.Counter)) && Nest.Value != loop.Counter) continue;
            var turn = body.Add(new LinalgIndexOp(d));
            mapping[loop.Counter] = loop.First.At(before) is var first && first.Constant == 0 ? turn
                : body.Add(new AddIOp(turn, first.At(before)));
        }

        foreach (var op in Body)
        {
            var operands = op.Operands.Select(operand => mapping[operand]).ToList();
            var at = operands.TrueForAll(operand => operand.ParentBlock != body.Block) ? before : body;
            if (op is AffineApplyOp apply && at == body)
                mapping[apply.Result] = new AffineExpansion(body).Expand(new AffineValueMap(apply.Map.Map, operands), new DiagnosticBag())![0];
            else at.Insert(mapping.Clone(op));
        }

        body.Insert(new LinalgYieldOp([mapping[Nest.Value]]));
    }

    // Loops whose extent no array says, as those of windows whose elements weigh the same, get one that has no other use.
    private (Value Shape, AffineMap Map)? Shape(Builder builder, ArrayKnowledge arrays)
    {
        var known = Arrays.SelectMany(array => array.Map.Results).OfType<AffineDim>().Select(dim => dim.Position).ToHashSet();
        var open = Enumerable.Range(0, Box.Loops.Length).Where(d => !known.Contains(d)).ToList();
        if (open.Count == 0) return null;
        var sizes = MixedIndex.Split(open.ConvertAll(d => arrays.CountAt(builder, Box.Loops[d].Count)));
        var type = new MemRefType(sizes.Numbers, Nest.Store.Value.Type);
        return (builder.Add(new AllocaOp(sizes.Values, [], type)), new(Box.Loops.Length, 0, open.Select(AffineExpr.Dim).ToSequence()));
    }

    /// <summary>The operation that a nest is; else why it is none.</summary>
    public static Attempt<StructuredNest> Read(Operation root)
    {
        if (ElementNest.Read(root).Plan is not { } nest) return Obstacle.NoElement(root);
        if (nest.Carried is not null) return Obstacle.Waits(root);
        if (BoxOf(nest) is not { } box) return Obstacle.NoBox;
        if (BoxArray.Of(nest.Store, box) is not { } output || !box.Loops.Take(box.ParallelCount).All(loop => IsAlone(loop, output)))
            return Obstacle.NoOutput(nest.Store);
        if (nest.Store.Value.Type is VectorType) return Obstacle.Type((Operation)nest.Store, nest.Store.Value.Type);
        var body = new Slice(nest);
        if (body.Wrong is { } wrong) return wrong;
        if (box.ParallelCount < box.Loops.Length && !body.Loads.Exists(load => nest.IsElement(load.Result)))
            return Obstacle.OneElement(nest.Store, isInner: false);
        var inputs = new List<(AffineLoadOp, BoxArray)>();
        foreach (var load in body.Loads.Where(load => !nest.IsElement(load.Result)))
            if (BoxArray.Of(load, box) is { } array) inputs.Add((load, array));
            else return Obstacle.NoSum(load);
        var arrays = inputs.ConvertAll(input => input.Item2);
        if (box.Loops.FirstOrDefault(loop => !body.Values.Contains(loop.Counter) && !IsMoved(loop, [.. arrays, output])) is { } idle)
            return Obstacle.Repeats(idle.Counter.ParentBlock!.ParentOp!);
        return new StructuredNest(nest, box, [.. inputs], output, [.. body.Ops]);
    }

    private static bool IsMoved(BoxLoop loop, List<BoxArray> arrays) =>
        arrays.Exists(array => array.Map.Results.Any(result => result.DependsOn(AffineExpr.Dim(array.Box.IndexOf(loop.Counter)))));

    // Each counter of the output moves one dimension by 1, and no other counter does.
    private static bool IsAlone(BoxLoop loop, BoxArray output) => output.Dimensions.Count(d =>
        d is { Stride: 1, Subscript: AffineDim { Position: var at } } && at == output.Box.IndexOf(loop.Counter)) == 1
        && output.Map.Results.All(result => result is AffineDim) && output.Map.Results.Count == output.Box.ParallelCount;

    private static TurnBox? BoxOf(ElementNest nest)
    {
        var (counters, place) = (nest.Counters.ToList(), nest.Store.ComposedMap);
        var loops = new List<BoxLoop>();
        foreach (var loop in nest.Loops)
            if (loop.IsIndependentOf(counters) && AffineSum.Of(loop.Lower) is [var first] && AffineSum.Of(loop.Upper) is [var end]
                && first.Values.Concat(end.Values).All(((ILoopLike)nest.Root).IsDefinedOutside))
                loops.Add(new(loop.Counter, first, end));
            else return null;
        // The output's dimensions in their order.
        var parallel = place.Map.Results.SelectMany(result => place.Operands.Where((_, i) => result.DependsOn(InputOf(place, i))))
            .Distinct().Select(value => loops.Find(loop => loop.Counter == value)).OfType<BoxLoop>().ToList();
        return new(nest.Root, [.. parallel, .. loops.Except(parallel)], parallel.Count);
    }

    private static AffineExpr InputOf(AffineValueMap map, int operand) =>
        operand < map.Map.DimCount ? AffineExpr.Dim(operand) : AffineExpr.Symbol(operand - map.Map.DimCount);

    /// <summary>What the element is made of.</summary>
    private sealed class Slice
    {
        private readonly ElementNest _nest;

        // The loops around the nest.
        private readonly int _depth;

        private readonly HashSet<Operation> _found = [];

        public Slice(ElementNest nest)
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
}
