using System.Text.RegularExpressions;
using Weft.Frontend.Tests.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>The generator's messages as a whole.</summary>
public sealed partial class DiagnosticCatalogueTests
{
    private const string Internal = "WEFT0199";

    [GeneratedRegex(@"WEFT\d{4}")]
    private static partial Regex Id { get; }

    private static string Sources => Path.Combine(Repository.Root, "src", "Frontend", "Weft.Frontend.CSharp");

    [Fact]
    public void Every_id_is_tested()
    {
        var tests = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Weft.Frontend.Tests", "CSharp"), "*ErrorTests.cs");
        var tested = Ids(tests);
        // What is told when Weft itself is wrong cannot be asked for.
        Assert.Equal([.. Catalogue().Order().Where(id => id != Internal)], tested.Order());
    }

    [Fact]
    public void Every_id_is_in_the_release_notes() =>
        Assert.Equal(Catalogue().Order(), Ids(Directory.GetFiles(Sources, "AnalyzerReleases.*.md")).Order());

    [Fact]
    public void The_page_in_docs_is_up_to_date()
    {
        var file = Path.Combine(Repository.Root, "docs", "diagnostics-csharp.md");
        var text = DiagnosticPage.Write();
        if (Environment.GetEnvironmentVariable("WEFT_ACCEPT") == "1") File.WriteAllText(file, text);
        Assert.True(File.ReadAllText(file) == text, $"{file} is not what the messages are; WEFT_ACCEPT=1 rewrites it");
    }

    [Fact]
    public void Every_message_has_an_example() =>
        Assert.Equal(Catalogue().Where(id => id != Internal).Order(), DiagnosticExamples.All.Keys.Order());

    public static TheoryData<string> Examples => [.. DiagnosticExamples.All.Keys];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_cause_their_message_alone_and_what_stands_instead_builds(string id)
    {
        var (wrong, right) = DiagnosticExamples.All[id];
        Assert.Equal([id], DiagnosticPage.Messages(wrong).Select(message => message.Id).Distinct());
        GeneratorTest.Good(DiagnosticPage.ClassOf(right));
    }

    private static HashSet<string> Catalogue() => Ids(Directory.GetFiles(Path.Combine(Sources, "Diagnostics"), "*Diagnostics.cs"));

    private static HashSet<string> Ids(IEnumerable<string> files) =>
        [.. files.SelectMany(file => Id.Matches(File.ReadAllText(file))).Select(match => match.Value)];
}
