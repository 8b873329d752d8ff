using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops by their names in the source; between the stages that apply schedules, with that of their kernel before them, since
/// kernels are inlined into others.</summary>
internal static class NamedLoops
{
    /// <summary>Puts the kernel's name before those of the loops in it.</summary>
    public static void Qualify(FuncOp kernel)
    {
        foreach (var op in kernel.Walk())
            if (op is ForOp or AffineForOp && Known(op) is { } name) Set(op, $"{kernel.SymName}.{name}");
            else op.SetAttribute(KernelAttributes.Loops, null);
    }

    /// <summary>What a loop is called in messages; null for one without a name.</summary>
    public static string? NameOf(Value counter) =>
        ((Operation?)counter.CountingLoop ?? counter.CountingNest) is { } loop && Known(loop) is { } name
            ? name[(name.LastIndexOf('.') + 1)..] : null;

    /// <summary>The loops of a kernel with one of some names, where their order may change: not those of rare versions.</summary>
    public static List<Operation> Find(Operation root, string kernel, IReadOnlyCollection<string> names) =>
        [.. root.Walk().Where(op =>
            op is ForOp or AffineForOp && names.Any(name => Known(op) == $"{kernel}.{name}") && !Versions.IsRare(op))];

    public static bool IsOf(Operation loop, string kernel) => Known(loop)?.StartsWith($"{kernel}.", StringComparison.Ordinal) == true;

    public static bool HasSameName(Operation a, Operation b) =>
        a.Attribute(KernelAttributes.Loops) is { } name && name.Equals(b.Attribute(KernelAttributes.Loops));

    /// <summary>Of loops over tiles and those over their points the latter.</summary>
    public static bool IsOverPoints(Operation loop) => !loop.Walk().Any(inner => inner != loop && HasSameName(inner, loop));

    /// <summary>Of loops over tiles and those over their points the former.</summary>
    public static bool IsOutermost(Operation loop) => !LoopsAround.Of(loop).Exists(outer => HasSameName(outer, loop));

    /// <summary>Takes the names off.</summary>
    public static void Forget(Operation root)
    {
        foreach (var op in root.Walk()) op.SetAttribute(KernelAttributes.Loops, null);
    }

    private static void Set(Operation loop, string name) =>
        loop.SetAttribute(KernelAttributes.Loops, new ArrayAttr([new StringAttr(name)]));

    private static string? Known(Operation loop) =>
        loop.Attribute(KernelAttributes.Loops) is ArrayAttr { Elements: [StringAttr { Value: var name }] } ? name : null;
}
