using System.Reflection;
using Weft.IR;

namespace Weft.Tool.Tests;

public sealed class CatalogueTests
{
    private static readonly List<string> Ids =
    [
        .. typeof(ToolDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => ((DiagnosticDescriptor)f.GetValue(null)!).Id),
    ];

    // A state of the machine, or a request that the tool's own checks come before.
    private static readonly string[] NotProvoked = ["WF4020", "WF4112", "WF5018", "WF5044", "WF5048"];

    [Fact]
    public void Every_message_of_any_catalogue_occurs_in_some_test()
    {
        string[] kinds = [".cs", ".mlir", ".weft", ".txt"];
        var tests = string.Concat(Directory.EnumerateFiles(Checkout.At("tests"), "*", SearchOption.AllDirectories)
            .Where(f => kinds.Contains(Path.GetExtension(f)) && !f.Split('/').Intersect(["obj", "bin"]).Any())
            .Where(f => Path.GetFileName(f) != "CatalogueTests.cs").Select(File.ReadAllText));
        Assert.Empty(DiagnosticCatalogue.Ids.Where(id => !tests.Contains(id, StringComparison.Ordinal)).Except(NotProvoked).Order());
    }

    [Fact]
    public void Every_message_of_the_tool_is_provoked_by_some_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Checkout.At("tests", "Weft.Tool.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(Ids, id => Assert.Contains(id, tests, StringComparison.Ordinal));
    }

    // The catalogue is one dictionary over all assemblies: it could not be made of ids that occur twice.
    [Fact]
    public void Ids_are_unique_over_all_assemblies() => Assert.All(Ids, id => Assert.NotNull(DiagnosticCatalogue.Describe(id)));
}
