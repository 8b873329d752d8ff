using System.Globalization;
using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Conformance;

/// <summary>Text in, text out, compared with mlir-opt's own print; messages compared with mlir-opt's.</summary>
public sealed class ConformanceTests(ITestOutputHelper log)
{
    private readonly IrContext _context = new(StandardDialects.All) { AllowUnregistered = true };
    private readonly IrContext _strict = new(StandardDialects.All);

    [Theory]
    [InlineData("L2", 100.0)]
    [InlineData("L7", 99.0)]
    public void Generic_form_prints_as_read(string level, double floor) => Reprint("generic", level, floor);

    [Theory]
    [InlineData("L2", 99.5)]
    public void Custom_form_prints_as_read(string level, double floor) => Reprint("pretty", level, floor);

    [Fact]
    public void Generic_form_reads_to_the_custom_one()
    {
        var corpus = Open();
        var chunks = corpus.Chunks("L2").ToList();
        var good = chunks.Count(id => Print(corpus.Read("generic", id), generic: false) == Normal(corpus.Read("pretty", id)));
        Report("generic to custom L2", good, chunks.Count, 99.5);
    }

    [Theory]
    [InlineData("builtin", 95, 80)]
    [InlineData("func", 90, 48)]
    [InlineData("arith", 95, 85)]
    [InlineData("cf", 100, 100)]
    [InlineData("scf", 85, 70)]
    public void First_message_is_the_same(string dialect, double lineFloor, double messageFloor)
    {
        var corpus = Open();
        var (lines, messages, count) = (0, 0, 0);
        foreach (var row in corpus.Invalid(dialect))
        {
            count++;
            var first = FirstError(corpus.Read("invalid", row["id"]), row["allow_unregistered"] == "1" ? _context : _strict);
            if (first is null || first.Location.Position.Line.ToString(CultureInfo.InvariantCulture) != row["line"]) continue;
            lines++;
            if (first.Message.Split('\n')[0].Trim() == row["message"].Trim()) messages++;
        }

        Report($"invalid {dialect}, lines", lines, count, lineFloor);
        Report($"invalid {dialect}, messages", messages, count, messageFloor);
    }

    private void Reprint(string kind, string level, double floor)
    {
        var corpus = Open();
        var chunks = corpus.Chunks(level).ToList();
        var failed = chunks.Where(id => Print(corpus.Read(kind, id), kind == "generic") != Normal(corpus.Read(kind, id))).ToList();
        log.WriteLine($"not the same: {string.Join(' ', failed.Take(20))}");
        Report($"{kind} {level}", chunks.Count - failed.Count, chunks.Count, floor);
    }

    private void Report(string what, int good, int count, double floor)
    {
        var percent = 100.0 * good / count;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {good}/{count} = {percent:F1} % (floor {floor:F1} %)"));
        Assert.True(percent >= floor, $"{what}: {good} of {count} is below {floor} %");
    }

    private string? Print(byte[] text, bool generic)
    {
        var diagnostics = new DiagnosticBag();
        if (IrParser.ParseModule(_context, text, "chunk.mlir", diagnostics) is not { } module
            || !Verifier.Verify(module, _context, diagnostics))
            return null;
        return Normal(IrPrinter.ToUtf8(module, new PrintOptions { Generic = generic }));
    }

    private static Diagnostic? FirstError(byte[] text, IrContext context)
    {
        var diagnostics = new DiagnosticBag();
        if (IrParser.ParseModule(context, text, "chunk.mlir", diagnostics) is { } module) Verifier.Verify(module, context, diagnostics);
        return diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
    }

    // Trailing spaces and blank lines at the ends do not count.
    private static string Normal(byte[] text) =>
        string.Join('\n', ByteText.Decode(text).Trim('\n').Split('\n').Select(line => line.TrimEnd())).Trim();

    private static Corpus Open()
    {
        var corpus = Corpus.Open(out var reason);
        Assert.SkipWhen(corpus is null, reason);
        return corpus!;
    }
}
