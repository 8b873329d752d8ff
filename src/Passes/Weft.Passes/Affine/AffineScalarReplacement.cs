using Weft.IR;

namespace Weft.Passes;

/// <summary>What was stored is not loaded again: loads of what a store or another load has just given use that value; stores that a
/// later one covers go, and so does memory that is only written.</summary>
[Pass("affine-scalrep", "Replaces affine memory accesses by the values stored or loaded before.")]
public sealed record AffineScalarReplacement : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().ToList()) Run(function);
    }

    /// <summary>In one function or loop.</summary>
    internal static void Run(Operation root) => new Replacement(root).Run();

    private sealed class Replacement(Operation root)
    {
        private readonly Dominance _dominance = new();

        // Memory from which a load was forwarded: perhaps nobody reads it now.
        private readonly List<Value> _memories = [];

        public void Run()
        {
            EraseAll<IAffineRead>(Forward);
            EraseAll<IAffineWrite>(IsCovered);
            foreach (var memory in _memories) EraseIfOnlyWritten(memory);
            // Loads come last: fewer stores are in between now.
            EraseAll<IAffineRead>(ReuseLoad);
        }

        // All are asked before the first goes.
        private void EraseAll<T>(Func<T, bool> isUseless) where T : IAffineAccess
        {
            var useless = root.WalkPostOrder().OfType<T>().ToList().FindAll(access => isUseless(access));
            foreach (var access in useless) ((Operation)(object)access).Erase();
        }

        private bool Forward(IAffineRead load)
        {
            var store = load.Memref.Users.OfType<IAffineWrite>().LastOrDefault(store => IsSeenBy(store, load));
            if (store is null || store.Value.Type != load.Result.Type) return false;
            load.Result.ReplaceAllUsesWith(store.Value);
            if (!_memories.Contains(load.Memref)) _memories.Add(load.Memref);
            return true;
        }

        // The load always reads what the store wrote in the same turn of all loops around both.
        private bool IsSeenBy(IAffineWrite store, IAffineRead load)
        {
            var (from, to) = ((Operation)store, (Operation)load);
            return store.IsSamePlaceAs(load) && _dominance.Dominates(from, to)
                && MemoryDependence.Check(store, load, LoopsAround.Common(from, to) + 1) == Dependence.Yes
                && !InterveningEffects.Exist(MemoryEffects.Write, from, load);
        }

        private static bool IsCovered(IAffineWrite store) => store.Memref.Users.OfType<IAffineWrite>().Any(later =>
        {
            var (first, second) = ((Operation)store, (Operation)later);
            return first != second && first.ParentRegion == second.ParentRegion && later.Covers(store)
                && second.AlwaysFollows(first) && !InterveningEffects.Exist(MemoryEffects.Read, first, later);
        });

        private static void EraseIfOnlyWritten(Value memory)
        {
            if (memory.Def is not { } allocation || !Only(allocation, MemoryEffects.Allocate)
                || !memory.Users.All(user => user is IAffineWrite || Only(user, MemoryEffects.Free))) return;
            foreach (var user in memory.Users.Distinct().ToList()) user.Erase();
            allocation.Erase();

            bool Only(Operation op, MemoryEffects kind) => op is IHasValueEffects known
                && known.ValueEffects.Where(e => e.On == memory).Select(e => e.Kind).SequenceEqual([kind]);
        }

        // Of several earlier loads that do, the first: it is before all others.
        private bool ReuseLoad(IAffineRead load)
        {
            var earlier = load.Memref.Users.OfType<IAffineRead>().Where(other => Replaces(other, load)).Cast<Operation>().ToList();
            if (earlier.Find(one => earlier.TrueForAll(other => _dominance.Dominates(one, other))) is not { } first) return false;
            load.Result.ReplaceAllUsesWith(first.Results[0]);
            return true;
        }

        private bool Replaces(IAffineRead other, IAffineRead load) =>
            other != load && other.IsSamePlaceAs(load) && _dominance.Dominates((Operation)other, (Operation)load)
            && !InterveningEffects.Exist(MemoryEffects.Write, (Operation)other, load) && other.Result.Type == load.Result.Type;
    }
}
