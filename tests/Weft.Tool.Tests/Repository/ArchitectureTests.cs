using System.Xml.Linq;

namespace Weft.Tool.Tests;

/// <summary>The table "who may reference whom" of ARCHITECTURE.md, held against the project files.</summary>
public sealed class ArchitectureTests
{
    private const string Nothing = "nothing of ours";
    private const string Anything = "anything";

    public static TheoryData<string> Projects =>
        [.. Files().Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string project)
    {
        Assert.True(Table().TryGetValue(project, out var allowed), $"{project} has no row in the table of ARCHITECTURE.md");
        if (allowed.Contains(Anything)) return;
        var references = References(Files().First(f => Path.GetFileNameWithoutExtension(f) == project));
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Every_row_is_a_project() => Assert.Empty(Table().Keys.Except(Files().Select(f => Path.GetFileNameWithoutExtension(f))));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Checkout.At("Compiler.sln"));
        var all = Files().Concat(Directory.EnumerateFiles(Checkout.At("tests"), "*.csproj", SearchOption.AllDirectories));
        Assert.All(all, f => Assert.Contains($"\"{Path.GetFileNameWithoutExtension(f)}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_test_project_is_found_by_the_test_script()
    {
        var script = File.ReadAllText(Checkout.At("test.sh"));
        foreach (var project in Directory.EnumerateFiles(Checkout.At("tests"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var isRun = name.EndsWith(".Tests", StringComparison.Ordinal) || script.Contains($"tests/{name}", StringComparison.Ordinal);
            Assert.True(isRun, $"test.sh does not run {name}");
        }
    }

    private static List<string> Files() => [.. Directory.EnumerateFiles(Checkout.At("src"), "*.csproj", SearchOption.AllDirectories)];

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    // | Weft.KaaS, Weft.KaaS.Client | purpose | Weft.Runtime |; remarks in brackets and behind a semicolon are for people.
    private static Dictionary<string, HashSet<string>> Table()
    {
        var rows = File.ReadLines(Checkout.At("ARCHITECTURE.md"))
            .SkipWhile(line => !line.StartsWith("| project", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|'));
        var table = new Dictionary<string, HashSet<string>>();
        foreach (var row in rows)
        {
            Assert.Equal(3, row.Length);
            var names = Names(row[0]);
            // Projects of one row may know each other in the order in which they stand.
            for (var i = 0; i < names.Count; i++) table.Add(names[i], [.. Names(row[2]), .. names.Take(i)]);
        }

        return table;
    }

    private static List<string> Names(string cell)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(cell.Split(';')[0], @"\([^)]*\)", "").Trim();
        return text == Nothing ? [] : [.. text.Split(',').Select(n => n.Trim())];
    }
}
