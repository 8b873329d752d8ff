using Weft.IR;

namespace Weft.Tool;

/// <summary>A loop, or index notation, as it stands in the source.</summary>
/// <param name="What">The operation, for where the source is not at hand.</param>
internal sealed record SourceLoop(Location Place, string What, IReadOnlyList<SourceLoop> Inner);

/// <summary>The loops of a kernel and of what it calls, in each other as in the source.</summary>
internal static class LoopOutline
{
    /// <param name="module">As the front end gave it.</param>
    public static IReadOnlyList<SourceLoop> Of(ModuleOp module, string entry)
    {
        var functions = module.Body.Entry.Ops.Where(op => op is IFunction).ToDictionary(op => ((IFunction)op).SymName);
        return Function(entry, new HashSet<string>());

        IReadOnlyList<SourceLoop> Function(string name, IReadOnlySet<string> around) =>
            around.Contains(name) || !functions.TryGetValue(name, out var function) ? []
            : In(function, around.Append(name).ToHashSet());

        IReadOnlyList<SourceLoop> In(Operation op, IReadOnlySet<string> around) =>
            Together(op.Regions.SelectMany(region => region.Blocks).SelectMany(block => block.Ops).SelectMany(inner => At(inner, around)));

        IEnumerable<SourceLoop> At(Operation op, IReadOnlySet<string> around) =>
            CalleeOf(op) is { } callee ? Function(callee, around)
            : op is ILoopLike or IStructuredOp ? [new(op.Location.Position, op.Name, op is IStructuredOp ? [] : In(op, around))]
            : In(op, around);
    }

    /// <summary>The same loops, and a place of which there are remarks, too, though no loop begins there in the source: in the last loop
    /// that begins before it.</summary>
    public static IReadOnlyList<SourceLoop> With(IReadOnlyList<SourceLoop> loops, Location place)
    {
        if (loops.Any(loop => Has(loop, place))) return loops;
        var around = loops.LastOrDefault(loop => IsBefore(loop.Place, place));
        return around is null ? [.. loops, new(place, "loops made of what stands here", [])]
            : [.. loops.Select(loop => loop == around ? loop with { Inner = With(loop.Inner, place) } : loop)];
    }

    private static bool Has(SourceLoop loop, Location place) => loop.Place == place || loop.Inner.Any(inner => Has(inner, place));

    private static bool IsBefore(Location a, Location b) => a.File == b.File && (a.Line, a.Column).CompareTo((b.Line, b.Column)) < 0;

    private static string? CalleeOf(Operation op) => op switch
    {
        ICall call => call.CalleeSymbol?.Leaf,
        InvokeOp invocation => invocation.Callee.Leaf,
        _ => null,
    };

    // One statement of the source may be several operations.
    private static IReadOnlyList<SourceLoop> Together(IEnumerable<SourceLoop> loops) =>
        [.. loops.GroupBy(loop => loop.Place).Select(same => same.First() with { Inner = Together(same.SelectMany(loop => loop.Inner)) })];
}
