using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Innermost loops of which one turn writes what all turns read: the turns before it, that turn, and those behind it become loops of their
/// own, and of two of them the turns need nothing of each other. <c>for j { a[j] += a[k] }</c> -> <c>for j to k; k; for j from k + 1</c>.
/// </summary>
[Pass("split-loops", "Cuts affine loops at the turn that writes what the others read.")]
public sealed record SplitLoops : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        var found = nest.WalkPostOrder().OfType<AffineForOp>()
            .Select(loop => WritingTurn(loop) is { } turn && VectorLoop.Of(loop, context.Machine) is null ? new Cut(loop, turn) : null)
            .OfType<Cut>().ToList();
        if (found.Count == 0) return true;
        ApartMemory.Require(nest, context.Remarks);
        foreach (var (loop, turn) in found)
            if (Split(loop, turn, context.Machine))
                context.Remarks.Chosen(
                    "split-loops", loop, "split",
                    "cut into the turns before the one that writes what the others read, it, and those behind it");
        return true;
    });

    private sealed record Cut(AffineForOp Loop, AffineValueMap Turn);

    // The counter where an element is written that does not move with it; null where there is none, or no sum says it.
    private static AffineValueMap? WritingTurn(AffineForOp loop)
    {
        if (loop is not { Step: 1, Inits.Count: 0 } || loop.Body.Ops.Any(op => op.Regions.Count > 0)) return null;
        return loop.Body.Ops.OfType<AffineLoadOp>().Where(load => !load.ComposedMap.Operands.Contains(loop.InductionVariable))
            .SelectMany(load => loop.Body.Ops.OfType<AffineStoreOp>().Where(store => store.Memref == load.Memref)
                .Select(store => Meeting(loop, load, store)))
            .OfType<AffineValueMap>().FirstOrDefault();
    }

    // Along the only subscript that moves with the counter, by 1.
    private static AffineValueMap? Meeting(AffineForOp loop, AffineLoadOp load, AffineStoreOp store)
    {
        var strides = store.ComposedMap.StridesOf(loop.InductionVariable);
        if (strides.Count(stride => stride != 0) != 1 || !strides.Contains(1)) return null;
        var along = strides.ToList().IndexOf(1);
        if (AffineSum.Of(load.ComposedMap) is not { } read || AffineSum.Of(store.ComposedMap) is not { } written) return null;
        return AffineSum.ToMap([read[along] - written[along] + AffineSum.Of(loop.InductionVariable)]);
    }

    // Whether any part can become vectors; else the loop stays.
    private static bool Split(AffineForOp loop, AffineValueMap turn, CpuModel machine)
    {
        var behind = turn.Select(at => at + 1);
        AffineForOp[] parts =
        [
            loop.Part(loop.LowerBound, loop.UpperBound.And(turn)),
            loop.Part(loop.LowerBound.And(turn), loop.UpperBound.And(behind)), loop.Part(loop.LowerBound.And(behind), loop.UpperBound),
        ];
        parts[1].Step = RegionWriting.Whole;
        var helps = parts.Any(part => VectorLoop.Of(part, machine) is not null);
        if (helps) loop.Erase();
        else
            foreach (var part in parts) part.Erase();
        return helps;
    }
}
