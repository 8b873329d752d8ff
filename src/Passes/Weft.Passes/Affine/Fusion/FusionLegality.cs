using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>What of a nest goes into another one, and whether no dependence is broken by that.</summary>
internal static class FusionLegality
{
    /// <summary>The slices of a nest that writes what a later one reads, for each depth of the later one; null where fusion is not
    /// legal.</summary>
    public static IReadOnlyList<ComputationSlice?> ProducerSlices(
        AffineForOp producer, AffineForOp consumer, int depths, out int deepest) =>
        Slices(producer, consumer, depths, out deepest, op => op is IAffineWrite, isProducer: true);

    /// <summary>The slices of a nest that reads memory that another one reads, too.</summary>
    public static IReadOnlyList<ComputationSlice?> SiblingSlices(
        AffineForOp sibling, AffineForOp other, int depths, Value memory, out int deepest) =>
        Slices(sibling, other, depths, out deepest, op => op is IAffineRead && op.Memref == memory, isProducer: false);

    /// <param name="deepest">The greatest depth at which it is legal; 0 for none.</param>
    private static IReadOnlyList<ComputationSlice?> Slices(
        AffineForOp source, AffineForOp target, int depths, out int deepest, Func<IAffineAccess, bool> isSliced, bool isProducer)
    {
        var slices = new ComputationSlice?[depths];
        deepest = 0;
        var outer = LoopsAround.Of(target).Count;
        var isBackward = source.IsBefore(target);
        var (first, second) = isBackward ? (source, target) : (target, source);
        if (!HasPlace(first, second) || Accesses(first) is not { } before || Accesses(second) is not { } after) return slices;
        var limit = isProducer ? DeepestLoop(before, after) : int.MaxValue;
        var sources = before.FindAll(access => isSliced(access));
        var common = LoopsAround.Common(source, target);
        var isReplaced = isProducer && after.OfType<IAffineWrite>().Any(write => before.Exists(access => access.Memref == write.Memref));
        for (var i = 1; i <= depths && i + outer <= limit; i++)
        {
            // Turns that run again would read, or write over, what the consumer has put in the place of what was there.
            if (new SliceUnion(i + outer, isBackward).Of(sources, after, common, out slices[i - 1]) is { } slice
                && !(isReplaced && RunsAgain(slice, source))) deepest = i;
        }

        return slices;
    }

    // Whether what depends on the first comes behind all that the second depends on.
    private static bool HasPlace(AffineForOp first, AffineForOp second)
    {
        var (ofFirst, ofSecond) = (Memories(first), Memories(second));
        Operation? firstDependent = null, lastNeeded = null;
        for (var op = first.Next!; op != second; op = op.Next!)
        {
            if (firstDependent is null && op.Walk().Any(inner => DependsOn(inner, ofFirst))) firstDependent = op;
            if (op.Walk().Any(inner =>
                inner is IAffineRead or IAffineWrite ? DependsOn(inner, ofSecond) : IsUsedIn(inner, second))) lastNeeded = op;
        }

        return firstDependent is null || lastNeeded is null || lastNeeded.IsBefore(firstDependent);
    }

    private static bool IsUsedIn(Operation op, AffineForOp loop) =>
        op.ResultList.Any(result => result.Users.Any(user => user != loop && LoopsAround.Of(user).Contains(loop)));

    // For each memory whether it is written.
    private static Dictionary<Value, bool> Memories(AffineForOp loop)
    {
        var memories = new Dictionary<Value, bool>();
        foreach (var op in loop.Walk())
        {
            if (op is IAffineRead read) memories.TryAdd(read.Memref, false);
            if (op is IAffineWrite write) memories[write.Memref] = true;
        }

        return memories;
    }

    private static bool DependsOn(Operation op, Dictionary<Value, bool> memories) => op switch
    {
        IAffineRead read => memories.GetValueOrDefault(read.Memref),
        IAffineWrite write => memories.ContainsKey(write.Memref),
        _ => false,
    };

    // Null when there are conditions.
    private static List<IAffineAccess>? Accesses(AffineForOp loop) => loop.Walk().Any(op => op is AffineIfOp)
        ? null
        : [.. loop.WalkPostOrder().Where(op => op is IAffineRead or IAffineWrite).Cast<IAffineAccess>()];

    // Whether all slices together have more turns than the nest.
    private static bool RunsAgain(ComputationSlice slice, AffineForOp source)
    {
        if (slice.IsSingleTurn) return false;
        if (slice.TripCounts() is not { } turns) return true;
        var runs = Product(LoopsAround.Of(slice.Place).Except(LoopsAround.Of(source)).Select(loop => loop.ConstantTripCount));
        var all = Product(turns.Keys.Select(loop => loop.ConstantTripCount));
        return !(runs * Product(turns.Values.Select(count => (ulong?)count)) <= all);

        static BigInteger? Product(IEnumerable<ulong?> counts) => counts.Aggregate((BigInteger?)1, (product, count) => product * count);
    }

    // Behind the innermost loop around all uses of what the producer writes, and not in a loop whose turns depend on each other.
    private static int DeepestLoop(List<IAffineAccess> producer, List<IAffineAccess> consumer)
    {
        var exchanged = consumer.OfType<IAffineRead>().Select(read => read.Memref)
            .Intersect(producer.OfType<IAffineWrite>().Select(write => write.Memref)).ToHashSet();
        var users = consumer.FindAll(access => exchanged.Contains(access.Memref));
        if (users.Count == 0) return 0;
        var depth = LoopsAround.AllOf(users.ConvertAll(user => (Operation)user)).Count;
        if (users.TrueForAll(user => user is IAffineRead)) return depth;
        foreach (var source in users)
        {
            foreach (var target in users)
            {
                var common = LoopsAround.Common((Operation)source, (Operation)target);
                for (var d = 1; d <= common + 1; d++)
                {
                    if (MemoryDependence.Check(source, target, d) != Dependence.Yes) continue;
                    depth = Math.Min(depth, d - 1);
                    break;
                }
            }
        }

        return depth;
    }
}
