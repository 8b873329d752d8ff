using System.Text.RegularExpressions;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>One file of the corpus.</summary>
/// <param name="Run">Whether the tool does with it what the oracle does; null when it says nothing.</param>
internal sealed partial record Case(string Id, Func<bool?> Run)
{
    /// <summary>The first error of an invalid file.</summary>
    public sealed record FirstError(string Line, string Message);

    /// <summary>Reading and printing gives the text back.</summary>
    public static IEnumerable<Case> RoundTrips(Corpus corpus, string kind, params string[] flags) =>
        corpus.Chunks("L9").Select(id => new Case(id, () =>
        {
            var text = corpus.Text(kind, id);
            return Same(Tool.Opt(text, flags).Output, text);
        }));

    /// <summary>The first error is the oracle's.</summary>
    public static IEnumerable<Case> Invalid(Corpus corpus, Func<FirstError, FirstError, bool> agree) =>
        corpus.Rows("invalid/index.tsv").Select(row => new Case(row["id"], () =>
        {
            var messages = Tool.Opt(corpus.Text("invalid", row["id"]), [], row["allow_unregistered"] == "1").Messages;
            var error = ErrorLine().Match(messages);
            var found = new FirstError(error.Groups["line"].Value, error.Groups["message"].Value.Trim());
            return error.Success && agree(new(row["line"], row["message"].Trim()), found);
        }));

    /// <summary>A pass prints what it prints there.</summary>
    public static IEnumerable<Case> Passes(Corpus corpus, string pass) =>
        Triples(corpus, pass).Select(triple => new Case(
            triple.Id, () => Same(Tool.Opt(triple.Input(), triple.Flags).Output, triple.Output())));

    /// <summary>Canonicalize leaves no more operations than there.</summary>
    public static IEnumerable<Case> OperationCounts(Corpus corpus) =>
        Triples(corpus, "canonicalize").Select(triple => new Case(triple.Id, () =>
        {
            var ours = Tool.Opt(triple.Input(), [.. triple.Flags, "--mlir-print-op-generic"]);
            var theirs = Tool.Opt(triple.Output(), ["--mlir-print-op-generic"]);
            return ours.Succeeded && theirs.Succeeded && Operations().Count(ours.Output) <= Operations().Count(theirs.Output);
        }));

    /// <summary>Running a program prints what it prints there.</summary>
    public static IEnumerable<Case> Programs(Corpus corpus, string target) =>
        CorePrograms(corpus).Select(id => new Case(id, () =>
        {
            var result = Tool.RunProgram(corpus.PathOf("exec", id), target);
            return result.Succeeded && Same(Masked(result.Output), Masked(corpus.Printed(id)));
        }));

    /// <summary>Running a program that runs prints the same after canonicalize as before.</summary>
    public static IEnumerable<Case> CanonicalizedPrograms(Corpus corpus) => CorePrograms(corpus).Select(id => new Case(id, () =>
    {
        var before = Tool.RunProgram(corpus.PathOf("exec", id), "interp");
        if (!before.Succeeded) return null;
        var canonical = Tool.Opt(corpus.Text("exec", id), ["--canonicalize"]);
        var after = Tool.RunText(canonical.Output, "interp");
        return canonical.Succeeded && after.Succeeded && Masked(after.Output) == Masked(before.Output);
    }));

    private sealed record Triple(string Id, string[] Flags, Func<string> Input, Func<string> Output);

    private static IEnumerable<Triple> Triples(Corpus corpus, string pass) =>
        corpus.Rows("triples/index.tsv").Where(row => row["pass"] == pass).Select(row => new Triple(
            row["input_id"], row["flags"].Split(' '), () => corpus.Text("pretty", row["input_id"]),
            () => corpus.Text($"triples/{pass}", row["input_id"].Replace('/', '_'))));

    // The programs that need no dialect but the twelve.
    private static IEnumerable<string> CorePrograms(Corpus corpus) =>
        corpus.Rows("exec/index.tsv").Where(row => row["tier"] == "core").Select(row => row["id"]);

    // Addresses differ from run to run.
    private static string Masked(string output) => Address().Replace(output, "PTR");

    private static bool Same(string a, string b) => Trimmed(a) == Trimmed(b);

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();

    [GeneratedRegex(@":(?<line>\d+):\d+: error: (?<message>.*)")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^\s*(%\S+ = )?""", RegexOptions.Multiline)]
    private static partial Regex Operations();

    [GeneratedRegex("0x[0-9a-f]+")]
    private static partial Regex Address();
}
