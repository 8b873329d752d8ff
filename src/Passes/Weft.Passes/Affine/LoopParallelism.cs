using Weft.IR;

namespace Weft.Passes;

/// <summary>A value that a loop carries only to join it with one of each turn.</summary>
internal sealed record LoopReduction(AtomicRmwKind Kind, int Index, Value Value);

/// <summary>Whether the turns of affine loops may run in any order.</summary>
internal static class LoopParallelism
{
    extension(AffineForOp loop)
    {
        /// <summary>The reductions among the carried values.</summary>
        public IReadOnlyList<LoopReduction> Reductions =>
            [.. Enumerable.Range(0, loop.Inits.Count).Select(i => ReductionAt(loop, i)).OfType<LoopReduction>()];

        /// <summary>The reductions of a loop whose turns are independent but for them; null of one whose turns are not.</summary>
        /// <param name="allowed">Otherwise loops that carry values are not independent.</param>
        public IReadOnlyList<LoopReduction>? ParallelReductions(bool allowed)
        {
            IReadOnlyList<LoopReduction> reductions = allowed ? loop.Reductions : [];
            return reductions.Count == loop.Inits.Count && loop.IsMemoryParallel ? reductions : null;
        }

        /// <summary>No turn needs another, and no value goes from turn to turn.</summary>
        public bool IsParallel => loop.ParallelReductions(allowed: false) is not null;

        /// <summary>No turn needs another but to join values.</summary>
        public bool IsParallelReduction => loop.ParallelReductions(allowed: true) is { Count: > 0 };

        /// <summary>No turn needs what another has written.</summary>
        public bool IsMemoryParallel => loop.MemoryOrder is null;

        /// <summary>What makes a turn need another in memory; null where nothing does.</summary>
        public Obstacle? MemoryOrder
        {
            get
            {
                if (loop.Values.Types.Any(t => t is MemRefType or UnrankedMemRefType)) return Obstacle.Recurrence(loop);
                var accesses = new List<IAffineAccess>();
                foreach (var op in loop.WalkPostOrder())
                {
                    if (op is IAffineRead or IAffineWrite)
                    {
                        if (!IsLocal(((IAffineAccess)op).Memref, loop)) accesses.Add((IAffineAccess)op);
                    }
                    else if (op is not (AffineForOp or AffineParallelOp or AffineYieldOp or AffineIfOp or IfOp)
                        && op.MemoryEffects is not (MemoryEffects.Allocate or MemoryEffects.None))
                    {
                        return Obstacle.Body(op);
                    }
                }

                var depth = LoopsAround.Counters(loop).Count + 1;
                foreach (var source in accesses)
                    foreach (var target in accesses)
                        if (MemoryDependence.Find(source, target, depth) is { Kind: not Dependence.No } dependence)
                            return Obstacle.Order(source, target, dependence, depth);
                return null;
            }
        }
    }

    private static bool IsLocal(Value memory, AffineForOp loop) => memory.Def is { } definition
        && ((definition.MemoryEffects == MemoryEffects.Allocate && definition != loop && loop.IsAncestorOf(definition))
            || (definition is IViewLike view && IsLocal(view.ViewSource, loop)));

    private static LoopReduction? ReductionAt(AffineForOp loop, int index)
    {
        var carried = loop.Body.Arguments[index + 1];
        if (!carried.HasOneUse || carried.Users.First() is not { OperandSlots.Length: 2, Results.Length: 1 } joined
            || joined.Parent != loop.Body || !joined.Results[0].HasOneUse || loop.Yielded[index] != joined.Results[0]) return null;
        var value = joined.Operands[0] == carried ? joined.Operands[1] : joined.Operands[0];
        return AtomicRmwKinds.Of(joined) is { } kind ? new(kind, index, value) : null;
    }
}
