using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class CatalogueTests
{
    // Passing states of a machine that no test can bring about without harming the others.
    private static readonly string[] NotProvoked = ["WF5018", "WF5044", "WF5048"];

    [Fact]
    public void Every_message_is_asserted_by_some_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(SourceDirectory(), "*.cs", SearchOption.AllDirectories).Where(
            f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var missing = Ids().Where(id => !tests.Contains($"\"{id}\"", StringComparison.Ordinal)).Except(NotProvoked);
        Assert.Empty(missing);
    }

    [Fact]
    public void Ids_are_unique() => Assert.Equal(Ids().Distinct(), Ids());

    private static IEnumerable<string> Ids() => new[] { typeof(KaasDiagnostics), typeof(FormatDiagnostics) }
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => ((DiagnosticDescriptor)f.GetValue(null)!).Id);

    private static string SourceDirectory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
