using System.Text.RegularExpressions;
using Weft.IR.Tests.Conformance;

namespace Weft.Conformance;

/// <summary>One file of the corpus and whether the tool does with it what the oracle does.</summary>
internal sealed partial record Case(string Id, Func<bool> Run)
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
        Triples(corpus, pass).Select(triple => new Case(triple.Id, () => Same(Tool.Opt(triple.Input(), triple.Flags).Output, triple.Output())));

    /// <summary>Canonicalize leaves no more operations than there.</summary>
    public static IEnumerable<Case> OperationCounts(Corpus corpus) =>
        Triples(corpus, "canonicalize").Select(triple => new Case(triple.Id, () =>
        {
            var ours = Tool.Opt(triple.Input(), [.. triple.Flags, "--mlir-print-op-generic"]);
            var theirs = Tool.Opt(triple.Output(), ["--mlir-print-op-generic"]);
            return ours.Succeeded && theirs.Succeeded && Operations().Count(ours.Output) <= Operations().Count(theirs.Output);
        }));

    /// <summary>Running a program prints what it prints there; addresses differ.</summary>
    public static IEnumerable<Case> Programs(Corpus corpus, string target) =>
        corpus.Rows("exec/index.tsv").Where(row => row["tier"] == "core").Select(row => new Case(row["id"], () =>
        {
            var result = Tool.RunProgram(corpus.PathOf("exec", row["id"]), target);
            return result.Succeeded && Same(Address().Replace(result.Output, "PTR"), Address().Replace(corpus.Printed(row["id"]), "PTR"));
        }));

    private sealed record Triple(string Id, string[] Flags, Func<string> Input, Func<string> Output);

    private static IEnumerable<Triple> Triples(Corpus corpus, string pass) =>
        corpus.Rows("triples/index.tsv").Where(row => row["pass"] == pass).Select(row => new Triple(
            row["input_id"], row["flags"].Split(' '), () => corpus.Text("pretty", row["input_id"]),
            () => corpus.Text($"triples/{pass}", row["input_id"].Replace('/', '_'))));

    private static bool Same(string a, string b) => Trimmed(a) == Trimmed(b);

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();

    [GeneratedRegex(@":(?<line>\d+):\d+: error: (?<message>.*)")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^\s*(%\S+ = )?""", RegexOptions.Multiline)]
    private static partial Regex Operations();

    [GeneratedRegex("0x[0-9a-f]+")]
    private static partial Regex Address();
}
