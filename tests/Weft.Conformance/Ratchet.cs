using System.Globalization;
using System.Text.RegularExpressions;
using Weft.IR.Tests;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>Holds the gates to what docs/conformance.md says they pass: nothing that was right may get lost.</summary>
internal static partial class Ratchet
{
    public static string Page { get; } = Path.Combine(Checkout.Root, "docs/conformance.md");

    /// <summary>0 when every gate passes as many files as the page says, else 1; a line for each that does not.</summary>
    public static int Check(Corpus corpus)
    {
        var recorded = Row().Matches(File.ReadAllText(Page)).ToDictionary(
            row => row.Groups["gate"].Value, row => int.Parse(row.Groups["passed"].Value, CultureInfo.InvariantCulture));
        var lost = 0;
        foreach (var gate in Gate.All)
        {
            var score = gate.Measure(corpus);
            if (!recorded.TryGetValue(gate.Name, out var before) || score.Passed >= before) continue;
            var failing = string.Join(' ', score.Failed.Take(20).Select(miss => miss.Id));
            Console.WriteLine($"{gate.Name}: {score.Passed} of {score.Total} pass, {before} did; failing: {failing}");
            lost++;
        }

        if (lost == 0) Console.WriteLine($"{Gate.All.Count} gates pass what docs/conformance.md says, or more");
        return lost == 0 ? 0 : 1;
    }

    [GeneratedRegex(@"^\| (?<gate>\S+) \| (?<passed>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
