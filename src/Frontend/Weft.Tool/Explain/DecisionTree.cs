using Weft.IR;
using Weft.Passes;

namespace Weft.Tool;

/// <summary>Prints the loops of a kernel with what was decided of each, and why.</summary>
internal sealed class DecisionTree(TextWriter output, SourceText source, IEnumerable<Remark> remarks)
{
    // A nest may have been copied: each decision of its loops is told once.
    private readonly List<Remark> _remarks =
        [.. remarks.Where(r => r.Decision != Decision.Fact).DistinctBy(r => (r.Pass, r.Location.Position, r.Decision, r.Message))];

    public void Write(IReadOnlyList<SourceLoop> loops)
    {
        output.WriteLine("loops");
        var places = _remarks.Select(r => r.Location.Position).Where(place => !place.IsUnknown).Distinct();
        foreach (var loop in places.Aggregate(loops, LoopOutline.With)) Write(loop, 1);
        if (_remarks.Exists(r => r is { Pass: "vectorize-loops", Decision: Decision.Blocked }))
            output.WriteLine("  What vectorize-loops leaves as it is goes to LLVM, whose own vectorizer takes some of it.");
    }

    private void Write(SourceLoop loop, int depth)
    {
        var indent = new string(' ', 2 * depth);
        output.WriteLine($"{indent}{loop.Place}: {source.HeadAt(loop.Place) ?? loop.What}");
        foreach (var remark in _remarks.Where(r => r.Location.Position == loop.Place)) Write(remark, $"{indent}    ");
        foreach (var inner in loop.Inner) Write(inner, depth + 1);
    }

    private void Write(Remark remark, string indent)
    {
        var cost = remark.Cost is null ? "" : $" ({remark.Cost})";
        var parts = $"{remark.Pass}: {remark.Message}{cost}".Split("; ");
        output.WriteLine($"{indent}{Word(remark.Decision),-9} {string.Join($",\n{indent}            ", parts)}");
        if (remark.Advice is { } advice) output.WriteLine($"{indent}          to change it: {advice}");
    }

    private static string Word(Decision decision) => decision switch
    {
        Decision.Chosen => "chosen",
        Decision.Rejected => "rejected",
        _ => "blocked",
    };
}
