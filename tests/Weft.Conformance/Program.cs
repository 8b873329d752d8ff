// Prints how much of the MLIR corpus comes out right, a line per gate, and writes docs/conformance.md; with names of gates, prints those.
// Options: --failures lists the ids that fail; --check only says which gates pass less than docs/conformance.md says.
using System.Globalization;
using Weft.Conformance;
using Weft.IR.Tests.Conformance;

if (Corpus.Open(out var reason) is not { } corpus)
{
    Console.Error.WriteLine($"nothing to measure: {reason}");
    return 4;
}

var names = args.Where(a => !a.StartsWith('-')).ToList();
if (names.Find(name => !Gate.All.Any(g => g.Name == name)) is { } unknown)
{
    Console.Error.WriteLine($"there is no gate '{unknown}'; there are: {string.Join(", ", Gate.All.Select(g => g.Name))}");
    return 2;
}

if (args.Contains("--check")) return Ratchet.Check(corpus);
const string Head = "| gate | passed | total | percent | to reach |\n|---|---:|---:|---:|---:|";
Console.WriteLine(Head);
var (rows, reasons) = (new List<string>(), new List<string>());
foreach (var gate in Gate.All.Where(g => names.Count == 0 || names.Contains(g.Name)))
{
    var score = gate.Measure(corpus);
    rows.Add(score.ToRow(gate));
    reasons.AddRange(score.Reasons(gate));
    Console.WriteLine(rows[^1]);
    if (args.Contains("--failures")) Console.WriteLine(string.Join(' ', score.Failed.Select(miss => miss.Id)));
}

Console.WriteLine($"\n{string.Join('\n', reasons)}");
if (names.Count > 0) return 0;
var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
var page = $"""
    # Conformance with MLIR

    Written by `dotnet run -c Release --project tests/Weft.Conformance` on {today}.

    What mlir-opt and mlir-cpu-runner 19.1.7 print for a corpus of MLIR files, and what `weft opt` and `weft run` print for them.
    Texts are equal byte for byte, but for blanks at the ends of lines. The truth table of scalar operations is computed by our folder,
    interpreter and compiled code: `arith` bit for bit, `math` within 2 units in the last place of the C library.

    {Head}
    {string.Join('\n', rows)}

    ## What does not pass, and why

    {string.Join('\n', reasons)}

    """;
File.WriteAllText(Ratchet.Page, page);
return 0;
