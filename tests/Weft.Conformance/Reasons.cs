using System.Text.RegularExpressions;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>Why files fail, where we know it.</summary>
internal static partial class Reasons
{
    private const string OtherLowering = "the oracle's output came of a pass or flag that the command of the corpus does not name";
    private const string OtherNumerics = "the last digit, or the sign of a NaN, of an approximation that the oracle's pipeline chose";
    private const string OwnPath = "the expected text holds the path and line numbers of the file that the program was cut from";
    private const string Poison = "makes ub.poison, of a dialect that is not among the twelve";

    // The beginning of a gate's name, files, why.
    private static readonly (string Gates, string[] Ids, string Reason)[] Known =
    [
        ("exec", ["131", "224"], OwnPath),
        ("exec", ["150"], "the expected text is that of two commands"),
        ("exec", ["157", "177"], OtherLowering),
        ("exec", ["012", "016"], OtherNumerics),
        ("exec", ["289"], "the expected text is cut after 100,000 bytes"),
        ("invalid-message", ["builtin/0023", "builtin/0060"], "the oracle reports two errors, and the corpus has a row for each: the second is not the first"),
        ("affine-parallelize", ["affine/0057"], "the oracle makes parallel a loop whose iterations store to the same element; we do not"),
        ("", ["affine/0145"], Poison),
        ("", ["tensor/0285"], "makes complex.constant, of a dialect that is not among the twelve"),
    ];

    public static string? Of(Corpus corpus, string gate, string id)
    {
        var known = Known.FirstOrDefault(entry => gate.StartsWith(entry.Gates, StringComparison.Ordinal) && entry.Ids.Contains(id));
        if (known.Reason is not null) return known.Reason;
        var text = gate.StartsWith("invalid", StringComparison.Ordinal) ? corpus.Text("invalid", id)
            : gate == "pretty" ? corpus.Text("pretty", id)
            : "";
        return OtherDialects().IsMatch(text) ? "needs operations or attributes of another dialect (spirv, test, arm_neon)" : null;
    }

    [GeneratedRegex(@"\b(spirv|test|arm_neon)\.|#test<|!test")]
    private static partial Regex OtherDialects();
}
