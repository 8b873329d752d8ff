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
