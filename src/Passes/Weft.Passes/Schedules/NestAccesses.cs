using Weft.IR;

namespace Weft.Passes;

/// <summary>The accesses of some loops, as far as their order counts.</summary>
/// <param name="Affine">Those of memory that is there for more than a turn.</param>
/// <param name="Obstacle">What is in the loops that keeps its order; null where nothing does.</param>
internal sealed record NestAccesses(IReadOnlyList<IAffineAccess> Affine, string? Obstacle)
{
    /// <param name="body">What is allocated in it is new in each of the turns that change places.</param>
    /// <param name="areFaultsFree">It does not matter which turn stops the kernel, and what others have done by then.</param>
    public static NestAccesses Of(IReadOnlyList<Operation> loops, Block body, bool areFaultsFree = false)
    {
        var all = loops.SelectMany(loop => loop.Walk()).ToList();
        var written = all.OfType<IHasValueEffects>().SelectMany(op => op.ValueEffects)
            .Where(effect => effect.Kind.HasFlag(MemoryEffects.Write)).Select(effect => effect.On).ToHashSet();
        var affine = all.Where(op => op is IAffineRead or IAffineWrite).Cast<IAffineAccess>()
            .Where(access => !IsMadeIn(access.Memref, body)).ToList();
        var obstacle = all.Find(op => op.Regions.Count == 0 && op is not (IAffineRead or IAffineWrite or DeallocOp)
            && op.MemoryEffects is not (MemoryEffects.None or MemoryEffects.Allocate)
            && !(op is LoadOp load && !written.Contains(load.Memref))
            && !(areFaultsFree && op.MemoryEffects == MemoryEffects.Fault));
        obstacle ??= all.Find(op => op is WhileOp);
        return new(affine, obstacle is null ? null : Describe(obstacle));
    }

    private static string Describe(Operation op) => op switch
    {
        LoadOp or StoreOp => $"the subscript at {Reversal.At(op)} is not affine",
        CheckIndexOp or CheckDivisionOp or CheckAccessOp or AssertOp => $"what is checked at {Reversal.At(op)} may stop the kernel there",
        _ => $"'{op.Name}' at {Reversal.At(op)} keeps its place",
    };

    private static bool IsMadeIn(Value memory, Block body) => memory.Def is { } definition && (definition is IViewLike view
        ? IsMadeIn(view.ViewSource, body)
        : definition.MemoryEffects == MemoryEffects.Allocate && body.ParentOp!.IsAncestorOf(definition));
}
