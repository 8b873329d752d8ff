using Weft.IR;

namespace Weft.Passes;

/// <summary>An element that a turn reads and the turn before it wrote: <c>for j { y[j] = f(y[j - 1]) }</c> ->
/// <c>s = y[-1]; for j { s = f(s); y[j] = s }</c>.</summary>
internal sealed record CarriedNeighbour(AffineForOp Loop, AffineLoadOp Read, AffineStoreOp Write)
{
    /// <summary>The first one of a loop; null where there is none. Arrays of different names are taken to be apart.</summary>
    public static CarriedNeighbour? Of(AffineForOp loop)
    {
        if (loop.Step != 1 || loop.LowerBoundMap.Map.Results.Count != 1 || !loop.Walk().Skip(1).All(CarriedElement.HasOnlyAffineEffects))
            return null;
        foreach (var store in loop.Body.Ops.OfType<AffineStoreOp>())
            foreach (var load in loop.Body.Ops.OfType<AffineLoadOp>())
                if (new CarriedNeighbour(loop, load, store) is var pair && pair.IsOne()) return pair;
        return null;
    }

    /// <summary>Carries it instead. Gives the loop that does.</summary>
    /// <param name="hasTurns">It is known that the loop has any.</param>
    public AffineForOp Promote(bool hasTurns)
    {
        var builder = Builder.At(Loop);
        var (place, counter) = (Read.ComposedMap, Loop.InductionVariable);
        var first = place.Operands.Contains(counter) ? builder.Add(new AffineApplyOp(Loop.LowerBound)) : null;
        var initial = builder.Add(new AffineLoadOp(
            Read.Memref, place with { Operands = place.Operands.Select(v => v == counter ? first! : v) }) { Location = Read.Location });
        var wider = Loop.WithMoreCarried([initial], [Write.Value]);
        Read.Result.ReplaceAllUsesWith(wider.Body.Arguments[^1]);
        Read.Erase();
        if (!hasTurns) CarriedElement.Guard(wider, initial.Def!);
        return wider;
    }

    /// <summary>In words.</summary>
    public override string ToString() => $"what a turn stores in '{KernelAttributes.SubjectOf(Write.Memref)}'";

    private bool IsOne()
    {
        var counter = Loop.InductionVariable;
        if (Read.Memref != Write.Memref
            || Read.ComposedMap.Operands.Any(v => v != counter && !Loop.IsDefinedOutside(v))) return false;
        var strides = Write.ComposedMap.StridesOf(counter);
        if (strides.Contains(null) || strides.All(stride => stride == 0)) return false;
        if (!Read.ComposedMap.IsSameAs(Write.ComposedMap.StepBack(counter))) return false;
        var depth = LoopsAround.Counters(Loop).Count + 1;
        return Loop.Walk().OfType<IAffineWrite>().Where(write => write != Write).All(write =>
            MemoryDependence.Check(write, Read, depth) == Dependence.No && MemoryDependence.Check(write, Read, depth + 1) == Dependence.No);
    }
}
