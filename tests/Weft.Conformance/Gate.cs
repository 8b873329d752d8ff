using System.Globalization;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>One comparison with the oracle over many files.</summary>
/// <param name="ToReach">Percent.</param>
/// <param name="Cases">What to compare.</param>
internal sealed record Gate(string Name, double ToReach, Func<Corpus, IEnumerable<Case>> Cases)
{
    // The passes, by their names in the corpus, and the share of exact texts to reach.
    private static readonly (string Name, double ToReach)[] Passes =
    [
        ("cse", 93), ("symbol-dce", 93), ("scf-to-cf", 93), ("lower-affine", 93), ("licm", 93), ("arith-expand", 93), ("sccp", 93),
        ("control-flow-sink", 93), ("inline", 85), ("mem2reg", 85), ("canonicalize", 70), ("canonicalize-cse", 70),
        ("affine-tile4", 85), ("affine-unroll4", 85), ("affine-unroll-full", 85), ("affine-fusion", 85), ("affine-normalize", 85),
        ("affine-simplify", 85), ("affine-parallelize", 85), ("affine-licm", 85), ("affine-scalrep", 85), ("affine-supervec8", 85),
        ("linalg-generalize", 85), ("linalg-fuse", 85), ("linalg-to-loops", 85), ("vector-to-scf", 85), ("gpu-outline", 85),
        ("parallel-to-gpu", 85), ("scf-parallel-fusion", 85),
    ];

    public static IReadOnlyList<Gate> All { get; } =
    [
        new("generic", 100, corpus => Case.RoundTrips(corpus, "generic", "--mlir-print-op-generic")),
        new("pretty", 97, corpus => Case.RoundTrips(corpus, "pretty")),
        new("invalid-line", 95, corpus => Case.Invalid(corpus, (expected, found) => found.Line == expected.Line)),
        new("invalid-message", 85, corpus => Case.Invalid(corpus, (expected, found) => found == expected)),
        new("exec-interp", 97, corpus => Case.Programs(corpus, "interp")),
        new("exec-cpu", 97, corpus => Case.Programs(corpus, "cpu")),
        .. Passes.Select(pass => new Gate(pass.Name, pass.ToReach, corpus => Case.Passes(corpus, pass.Name))),
        new("canonicalize-op-count", 97, Case.OperationCounts),
    ];

    public Score Measure(Corpus corpus)
    {
        var cases = Cases(corpus).ToArray();
        var passed = new bool[cases.Length];
        Parallel.For(0, cases.Length, i => passed[i] = cases[i].Run());
        return new(cases.Length, [.. cases.Where((_, i) => !passed[i]).Select(c => c.Id)]);
    }
}

/// <summary>How many cases there were, and which failed.</summary>
internal sealed record Score(int Total, IReadOnlyList<string> Failed)
{
    public string ToRow(Gate gate)
    {
        var passed = Total - Failed.Count;
        var percent = (100.0 * passed / Math.Max(1, Total)).ToString("f1", CultureInfo.InvariantCulture);
        return $"| {gate.Name} | {passed} | {Total} | {percent} | {gate.ToReach.ToString(CultureInfo.InvariantCulture)} |";
    }
}
