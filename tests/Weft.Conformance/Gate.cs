using Weft.Backends.Tests.Interpreting;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>One comparison with the oracle over many cases.</summary>
/// <param name="ToReach">Percent.</param>
/// <param name="Measure">Compares.</param>
internal sealed record Gate(string Name, double ToReach, Func<Corpus, Score> Measure)
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

    private static readonly string[] Engines = ["folder", "interpreter", "cpu"];

    public static IReadOnlyList<Gate> All { get; } =
    [
        OfFiles("generic", 100, corpus => Case.RoundTrips(corpus, "generic", "--mlir-print-op-generic")),
        OfFiles("pretty", 97, corpus => Case.RoundTrips(corpus, "pretty")),
        OfFiles("invalid-line", 95, corpus => Case.Invalid(corpus, (expected, found) => found.Line == expected.Line)),
        OfFiles("invalid-message", 85, corpus => Case.Invalid(corpus, (expected, found) => found == expected)),
        .. Engines.Select(engine => OfScalars("arith", engine)),
        .. Engines.Select(engine => OfScalars("math", engine)),
        OfFiles("exec-interp", 97, corpus => Case.Programs(corpus, "interp")),
        OfFiles("exec-cpu", 97, corpus => Case.Programs(corpus, "cpu")),
        .. Passes.Select(pass => OfFiles(pass.Name, pass.ToReach, corpus => Case.Passes(corpus, pass.Name))),
        OfFiles("canonicalize-op-count", 97, Case.OperationCounts),
        OfFiles("canonicalize-results", 100, Case.CanonicalizedPrograms),
    ];

    private static Gate OfScalars(string dialect, string engine) =>
        new($"truth-{dialect}-{engine}", 100, corpus => Score.OfScalars(ScalarTruth.Compute(corpus, engine, dialect + ".")));

    private static Gate OfFiles(string name, double toReach, Func<Corpus, IEnumerable<Case>> cases) =>
        new(name, toReach, corpus => Score.OfFiles(cases(corpus).ToArray(), id => Reasons.Of(corpus, name, id)));
}
