using System.Reflection;
using System.Text.RegularExpressions;
using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>The catalogue as a whole.</summary>
public sealed partial class CatalogueTests
{
    private static List<DiagnosticDescriptor> All =>
        [.. typeof(DslDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(entry => (DiagnosticDescriptor)entry.GetValue(null)!)];

    [GeneratedRegex(@"WF1\d\d\d")]
    private static partial Regex Id { get; }

    [Fact]
    public void Every_id_occurs_in_a_test()
    {
        string[] tests = [.. Directory.GetFiles(Repository.DslTests, "*.cs"), .. Directory.GetFiles(WrongProgramTests.Folder)];
        var tested = tests.Where(path => Path.GetFileName(path) != $"{nameof(CatalogueTests)}.cs")
            .SelectMany(path => Id.Matches(File.ReadAllText(path)).Select(match => match.Value))
            .ToHashSet();
        Assert.Equal("", string.Join(", ", All.Select(descriptor => descriptor.Id).Where(id => !tested.Contains(id))));
    }

    [Fact]
    public void Ids_are_unique_and_in_their_range()
    {
        Assert.Equal(All.Count, All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(All, descriptor => Assert.InRange(int.Parse(descriptor.Id[2..]), 1001, 1199));
    }

    [Fact]
    public void Messages_are_sentences_without_an_end() => Assert.All(All, descriptor =>
    {
        Assert.DoesNotContain("  ", descriptor.Format, StringComparison.Ordinal);
        Assert.False(descriptor.Format.EndsWith('.') || char.IsUpper(descriptor.Format[0]), descriptor.Format);
    });
}
