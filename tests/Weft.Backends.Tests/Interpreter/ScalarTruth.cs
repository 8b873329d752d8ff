using Weft.IR.Tests.Conformance;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>A row that an engine computed.</summary>
/// <param name="Distance">Units in the last place; <see cref="long.MaxValue"/> when the results have nothing to do with each other.</param>
/// <param name="Excuse">Why the result may be another one than the oracle's; null when nothing excuses it.</param>
internal sealed record ScalarResult(ScalarRow Row, long Distance, string? Excuse)
{
    public bool IsRight => Distance <= Row.Tolerance;
}

/// <summary>The truth table of operations on scalars, computed by an engine.</summary>
internal static class ScalarTruth
{
    private const string Flushed =
        "this processor takes subnormal numbers for zero on the way to bf16, and LLVM goes that way with operands, too";

    /// <summary>The rows of a dialect that an engine computes; the folder leaves many to others.</summary>
    /// <param name="dialect">With its dot: "arith.".</param>
    public static IEnumerable<ScalarResult> Compute(Corpus corpus, string engine, string dialect)
    {
        var rows = corpus.ScalarRows().Select(ScalarRow.Parse).Where(row => row.Op.StartsWith(dialect, StringComparison.Ordinal));
        // One program for all operations on a type: it is compiled once.
        foreach (var sameType in rows.GroupBy(row => row.Type))
        {
            var operations = sameType.GroupBy(row => (row.Op, row.ResultType)).Select(rowsOfOne => rowsOfOne.ToList()).ToList();
            using var computed = ScalarEngine.Of(engine, [.. operations.Select(rowsOfOne => rowsOfOne[0])]);
            for (var i = 0; i < operations.Count; i++)
                foreach (var row in operations[i])
                    if (computed.Compute(i, row) is { } actual)
                        yield return new(
                            row, row.DistanceTo(actual), row.Excuse(actual) ?? (FlushesOperands(engine, row) ? Flushed : null));
        }
    }

    private static bool FlushesOperands(string engine, ScalarRow row) => engine == "cpu" && row.HasSubnormalBf16;
}
