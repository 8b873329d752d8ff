using Weft.IR;

namespace Weft.Passes;

/// <summary>The turns of one loop nest that its accesses' dependences with another nest ask for.</summary>
/// <param name="depth">The loop of the other nest, counted from 1 for the outermost, in one turn of which the slice runs.</param>
/// <param name="isBackward">The sliced nest comes first and holds the sources.</param>
internal sealed class SliceUnion(int depth, bool isBackward)
{
    private const string Barrier = "slice_fusion_barrier";

    /// <summary>A slice that has the turns of all pairs of dependent accesses; null where it cannot be told, or has turns that the nest
    /// does not have.</summary>
    /// <param name="wasComputed">The slice even if it is not valid.</param>
    public ComputationSlice? Of(
        IReadOnlyList<IAffineAccess> sources, IReadOnlyList<IAffineAccess> targets, int commonLoops, out ComputationSlice? wasComputed)
    {
        wasComputed = null;
        try
        {
            if (Union(sources, targets, commonLoops) is not var (union, users) || LoopsAround.AllOf(users) is not { } loops
                || depth > loops.Count) return null;
            var count = union.DimCount;
            union.CountersToDims();
            var body = loops[depth - 1].Body;
            var bounds = union.BoundsOfDims(0, count);
            wasComputed = new(
                [.. union.Values.Take(count).Select(v => v!)], bounds, [.. union.Values.Skip(count).Select(v => v!)],
                isBackward ? body.First! : body.Last!);
            return wasComputed.IsValid() == true ? wasComputed : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private (ConstraintSystem Turns, List<Operation> Users)? Union(
        IReadOnlyList<IAffineAccess> sources, IReadOnlyList<IAffineAccess> targets, int commonLoops)
    {
        ConstraintSystem? union = null;
        var users = new List<Operation>();
        foreach (var source in sources)
        {
            foreach (var target in targets)
            {
                if (source.Memref != target.Memref) continue;
                var user = (Operation)(isBackward ? target : source);
                if (depth > LoopsAround.Depth(user)) return null;
                var dependence = MemoryDependence.Find(
                    source, target, commonLoops + 1, ofReads: source is IAffineRead && target is IAffineRead);
                if (dependence.Kind == Dependence.Unknown) return null;
                if (dependence.Kind == Dependence.No) continue;
                users.Add(user);
                if (Between((Operation)source, (Operation)target, dependence.Turns!).AsConstraints() is not { } turns) return null;
                if (union is null) union = turns;
                else if (!TryJoin(union, turns)) return null;
            }
        }

        return union is null ? null : (union, users);
    }

    // The slice for one pair.
    private ComputationSlice Between(Operation source, Operation target, ConstraintSystem turns)
    {
        var (sourceLoops, targetLoops) = (LoopsAround.Of(source), LoopsAround.Of(target));
        var (sliced, others) = isBackward ? (sourceLoops, targetLoops) : (targetLoops, sourceLoops);
        turns.ProjectOut(isBackward ? sliced.Count + depth : depth, others.Count - depth);
        var start = isBackward ? 0 : depth;
        var bounds = turns.BoundsOfDims(start, sliced.Count);
        var values = turns.Values.Select(v => v!).ToList();
        var body = others[depth - 1].Body;
        var slice = new ComputationSlice(
            values.GetRange(start, sliced.Count), bounds, [.. values.Take(start), .. values.Skip(start + sliced.Count)],
            isBackward ? body.First! : body.Last!);
        return Unsliced(slice, sliced, source is IAffineRead && target is IAffineRead);
    }

    // From the first loop on that must run as a whole, all do.
    private ComputationSlice Unsliced(ComputationSlice slice, List<AffineForOp> loops, bool ofReads)
    {
        var sequential = ofReads ? loops[0].Walk().OfType<AffineForOp>().Where(loop => !loop.IsParallel).ToHashSet() : [];
        for (var i = 0; i < loops.Count; i++)
        {
            if (!sequential.Contains(loops[i]) && loops[i].Attribute(Barrier) is null) continue;
            if (loops[i].IsParallelReduction && depth >= loops.Count && slice.IsSingleTurn && slice.IsMaximal() == true) continue;
            for (var j = i; j < loops.Count; j++) slice.Bounds[j] = (null, null);
            break;
        }

        return slice;
    }

    private static bool TryJoin(ConstraintSystem union, ConstraintSystem turns)
    {
        if (!union.IsAlignedWith(turns))
        {
            var (known, others) = (Dims(union), Dims(turns));
            ConstraintSystem.MergeVariables(union, turns);
            if (!TryAddMissing(union, known) || !TryAddMissing(turns, others)) return false;
        }

        return union.LocalCount == 0 && turns.LocalCount == 0 && union.TryEnclose(turns);

        static HashSet<Value?> Dims(ConstraintSystem system) => [.. system.Values.Take(system.DimCount)];
    }

    private static bool TryAddMissing(ConstraintSystem system, HashSet<Value?> known) => Enumerable.Range(0, system.DimCount)
        .All(i => known.Contains(system.Values[i]) || system.Values[i]?.CountingLoop is not { } loop || system.TryAddTurns(loop));
}
