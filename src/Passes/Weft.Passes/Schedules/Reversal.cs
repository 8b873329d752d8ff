using Weft.IR;

namespace Weft.Passes;

/// <summary>Two accesses to one element that would change places.</summary>
/// <param name="Pairs">Where they do.</param>
/// <param name="Instead">What would become of the second: <c>come before it</c>.</param>
internal sealed record Reversal(TurnPairs Pairs, string Instead)
{
    /// <summary>The place of an operation within its file.</summary>
    public static string At(Operation op) => $"{op.Location.Position.Line}:{op.Location.Position.Column}";

    /// <summary>The dependence, in the words of the source.</summary>
    public override string ToString()
    {
        var (first, then) = (Pairs.First, Pairs.Then);
        var need = (first is IAffineWrite, then is IAffineWrite) switch
        {
            (true, false) => $"the read of {Text(then)} needs what the write of {Text(first)} brings",
            (false, true) => $"the write of {Text(then)} takes away what the read of {Text(first)} needs",
            _ => $"the write of {Text(then)} follows that of {Text(first)} to the same element",
        };
        return $"{need}, and would {Instead}{Distance}";
    }

    private string Distance
    {
        get
        {
            var counters = LoopsAround.Counters((Operation)Pairs.First).Zip(LoopsAround.Counters((Operation)Pairs.Then))
                .TakeWhile(pair => pair.First == pair.Second).Select(pair => NamedLoops.NameOf(pair.First)).ToList();
            // Of loops over tiles and over their points the latter.
            var loops = Enumerable.Range(0, counters.Count)
                .Where(i => counters[i] is { } name && counters.LastIndexOf(name) == i).ToList();
            if (loops.Count == 0) return "";
            var steps = Pairs.Witness(loops).Select(step => step is { } known ? $"{known}" : "*");
            var (names, distance) = (string.Join(", ", loops.Select(i => counters[i])), string.Join(", ", steps));
            return loops.Count == 1 ? $"; distance {distance} in {names}" : $"; distance ({distance}) in ({names})";
        }
    }

    private static string Text(IAffineAccess access) =>
        $"{KernelAttributes.SubjectOf(access.Memref)}{Subscripts(access)} ({At((Operation)access)})";

    // Only where all that they speak of are loops with names.
    private static string Subscripts(IAffineAccess access)
    {
        var texts = AffineSum.Of(access.ComposedMap)?.Select(Text).ToList();
        return texts is null || texts.Contains(null) ? "" : $"[{string.Join(", ", texts)}]";
    }

    private static string? Text(AffineSum sum)
    {
        var text = "";
        foreach (var (value, factor) in sum.Terms)
        {
            if (NamedLoops.NameOf(value) is not { } name) return null;
            var term = Math.Abs(factor) == 1 ? name : $"{Math.Abs(factor)} * {name}";
            text += text.Length == 0 ? (factor < 0 ? $"-{term}" : term) : $" {(factor < 0 ? '-' : '+')} {term}";
        }

        return text.Length == 0 ? $"{sum.Offset}" : sum.Offset == 0 ? text
            : $"{text} {(sum.Offset < 0 ? '-' : '+')} {Math.Abs(sum.Offset)}";
    }
}
