using System.Globalization;
using Weft.Backends.Tests.Interpreting;

namespace Weft.Conformance;

/// <summary>A case that fails.</summary>
/// <param name="Reason">Null where it is not known.</param>
internal sealed record Miss(string Id, string? Reason);

/// <summary>How many cases there were, and which failed.</summary>
internal sealed record Score(int Total, IReadOnlyList<Miss> Failed)
{
    public int Passed => Total - Failed.Count;

    public static Score OfFiles(IReadOnlyList<Case> cases, Func<string, string?> reason)
    {
        var passed = new bool?[cases.Count];
        Parallel.For(0, cases.Count, i => passed[i] = cases[i].Run());
        return new(
            passed.Count(result => result is not null),
            [.. cases.Where((_, i) => passed[i] == false).Select(c => new Miss(c.Id, reason(c.Id)))]);
    }

    public static Score OfScalars(IEnumerable<ScalarResult> results)
    {
        var all = results.ToList();
        return new(all.Count, [.. all.Where(result => !result.IsRight).Select(ToMiss)]);
    }

    public string ToRow(Gate gate)
    {
        var percent = (100.0 * Passed / Math.Max(1, Total)).ToString("f1", CultureInfo.InvariantCulture);
        return $"| {gate.Name} | {Passed} | {Total} | {percent} | {gate.ToReach.ToString(CultureInfo.InvariantCulture)} |";
    }

    /// <summary>Why cases fail: a line for each reason.</summary>
    public IEnumerable<string> Reasons(Gate gate) => Failed.GroupBy(miss => miss.Reason).Select(misses =>
    {
        var which = misses.Count() <= 12 ? string.Join(' ', misses.Select(miss => miss.Id).Distinct()) : $"{misses.Count()} cases";
        return $"- {gate.Name}, {which}: {misses.Key ?? "open"}";
    });

    private static Miss ToMiss(ScalarResult result) => new($"{result.Row.Op}:{result.Row.Type}", result.Excuse);
}
