using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// An element that each turn of a loop reads and writes is carried from turn to turn: <c>for k { a[i] += x[k] }</c> ->
/// <c>s = a[i]; for k { s += x[k] }; a[i] = s</c>. So is one that the turn before has written; and what all turns of such a loop read is
/// read before it. Loops that may have no turn touch nothing then, either.
/// </summary>
[Pass("promote-accumulators", "Keeps elements that every turn of an affine loop reads and writes in registers.")]
public sealed record PromoteAccumulators : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        Promote(nest, context);
        return true;
    });

    private static void Promote(Operation nest, PassContext context)
    {
        var machine = context.Machine;
        var loops = nest.Walk().OfType<AffineForOp>()
            .Where(loop => CarriedElement.Of(loop) is not null || NeighbourOf(loop, machine) is not null).ToList();
        if (loops.Count == 0) return;
        // Where others ask whether there are turns, too, or all loops of the nest have some, no loop needs to.
        var asked = loops.Where(loop => !HasTurns(loop) && IsFixedIn(nest, loop)).Select(loop => NestLoop.Of(loop)![0]).ToList();
        ApartMemory.Require(nest, context.Remarks, asked);
        var known = asked.Select(loop => loop.Counter).ToHashSet();
        // Inner loops first: then loops around them may carry what they did.
        foreach (var loop in nest.WalkPostOrder().OfType<AffineForOp>().ToList())
        {
            var (at, hasTurns) = (loop, HasTurns(loop) || known.Contains(loop.InductionVariable));
            while (CarriedElement.Of(at) is { } element)
            {
                context.Remarks.Chosen(
                    "promote-accumulators", at, "promoted", $"{element} stays in a register, and is stored behind the loop");
                at = element.Promote(hasTurns);
                hasTurns = true;
            }

            while (NeighbourOf(at, machine) is { } neighbour)
            {
                context.Remarks.Chosen("promote-accumulators", at, "promoted", $"{neighbour} stays in a register for the next turn");
                at = neighbour.Promote(hasTurns);
                hasTurns = true;
            }

            if (at != loop) FixedLoads.Hoist(at);
        }
    }

    // Lanes read what lanes of the vector before them wrote as well from memory.
    private static CarriedNeighbour? NeighbourOf(AffineForOp loop, CpuModel machine) =>
        CarriedNeighbour.Of(loop) is { } found && VectorLoop.Of(loop, machine) is null ? found : null;

    private static bool HasTurns(AffineForOp loop) => loop.ConstantTripCount > 0;

    private static bool IsFixedIn(Operation nest, AffineForOp loop) =>
        loop.LowerBoundOperands.Concat(loop.UpperBoundOperands).All(((ILoopLike)nest).IsDefinedOutside);
}
