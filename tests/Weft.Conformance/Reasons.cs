using System.Text.RegularExpressions;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>Why files fail, where we know it.</summary>
internal static partial class Reasons
{
    private const string Verification =
        "what generate-runtime-verification prints, with operations and lines of the file the program was cut from";

    // The beginning of a gate's name, files, why.
    private static readonly (string Gates, string[] Ids, string Reason)[] Known =
    [
        ("exec", ["131", "224"], Verification),
        ("exec", ["150"], "the oracle ran @entry; the program has a @main, too"),
        ("exec", ["157"], "prints wide integers in the parts that test-arith-emulate-wide-int makes of them"),
        ("exec", ["177"], "the oracle ran with a flag for the layout of matrices"),
        ("exec", ["012", "016"], "the last digit, or the sign of a NaN, of an approximation that the oracle's passes chose"),
        ("exec", ["289"], "the expected text is cut after 100,000 bytes"),
        ("invalid-message", ["builtin/0023", "builtin/0060"], "has two rows, for the oracle's first error and its second"),
        ("affine-fusion", ["affine/0240"], "the oracle loses stores of a loop that it fuses with a shorter one; we leave it"),
        ("affine-parallelize", ["affine/0057"], "the oracle makes parallel a loop whose iterations store to the same element; we do not"),
        ("affine-unroll4",
            ["affine/0289", "affine/0309", "affine/0328", "affine/0329", "affine/0358", "affine/0441", "affine/0442", "affine/0492",
             "memref/0496"],
            "the oracle's loop for the turns left over begins before the first turn where the upper bound lies below the lower one"),
        ("", ["tensor/0285"], "makes complex.constant, of a dialect that is not among the twelve"),
    ];

    public static string? Of(Corpus corpus, string gate, string id)
    {
        var known = Known.FirstOrDefault(entry => gate.StartsWith(entry.Gates, StringComparison.Ordinal) && entry.Ids.Contains(id));
        if (known.Reason is not null) return known.Reason;
        var text = gate.StartsWith("invalid", StringComparison.Ordinal) ? corpus.Text("invalid", id)
            : gate == "pretty" ? corpus.Text("pretty", id)
            : "";
        return OtherDialects().IsMatch(text) ? "needs spirv, arm_neon or the test dialect, which are not among the twelve" : null;
    }

    [GeneratedRegex(@"\b(spirv|test|arm_neon)\.|#test<|!test")]
    private static partial Regex OtherDialects();
}
