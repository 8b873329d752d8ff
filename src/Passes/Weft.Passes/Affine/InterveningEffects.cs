using Weft.IR;

namespace Weft.Passes;

/// <summary>What happens to the memory of an affine access between an earlier operation and the access.</summary>
internal sealed class InterveningEffects
{
    private readonly MemoryEffects _kind;
    private readonly IAffineAccess _access;
    private readonly int _commonLoops;

    private InterveningEffects(MemoryEffects kind, Operation start, IAffineAccess access) =>
        (_kind, _access, _commonLoops) = (kind, access, LoopsAround.Common(start, (Operation)access));

    /// <summary>Whether some operation on a way from the start to the access may have the effect on what the access touches.</summary>
    public static bool Exist(MemoryEffects kind, Operation start, IAffineAccess access) =>
        new InterveningEffects(kind, start, access).AreBetween(start, (Operation)access);

    // What is around the access but not the start is looked at as a whole.
    private bool AreBetween(Operation from, Operation to)
    {
        if (from.ParentRegion != to.ParentRegion) return AreBetween(from, to.ParentOp!) || Has(to.ParentOp!);
        for (var op = from.Next; op is not null && op != to; op = op.Next)
            if (Has(op)) return true;
        return from.Parent != to.Parent && AreInBlocksBetween(from.Parent!, to);
    }

    private bool AreInBlocksBetween(Block from, Operation to)
    {
        var (done, open) = (new HashSet<Block>(), new Stack<Block>(from.Last?.Successors ?? []));
        while (open.TryPop(out var block))
        {
            if (!done.Add(block)) continue;
            var end = to.Parent == block ? to : null;
            for (var op = block.First; op != end; op = op!.Next)
                if (Has(op!)) return true;
            if (end is null && block.Last is { } last)
                foreach (var successor in last.Successors) open.Push(successor);
        }

        return false;
    }

    private bool Has(Operation op) => op switch
    {
        IHasValueEffects known =>
            known.ValueEffects.Any(Matters) && (op is not (IAffineRead or IAffineWrite) || Reaches((IAffineAccess)op)),
        IHasMemoryEffects known => (known.Effects & _kind) != 0,
        _ when op.MemoryEffects == MemoryEffects.None => false,
        _ when op.Info.Has(OpTraits.RecursiveMemoryEffects) => op.Regions.Any(region => region.Ops.Any(Has)),
        _ => true,
    };

    private bool Matters(MemoryEffect effect) =>
        effect.Kind == _kind && (effect.On is not { } on || on == _access.Memref || AliasAnalysis.MayAlias(on, _access.Memref));

    // In an outer loop's earlier turns the start came after it.
    private bool Reaches(IAffineAccess other)
    {
        var (first, second) = ((Operation)other, (Operation)_access);
        if (other.Memref != _access.Memref || first.AffineScope != second.AffineScope) return true;
        for (var depth = LoopsAround.Common(first, second) + 1; depth > _commonLoops; depth--)
            if (MemoryDependence.Check(other, _access, depth) != Dependence.No) return true;
        return false;
    }
}
