using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What an editor sees while a kernel is written: launch classes at once, and mistakes in bodies from the analyzer.</summary>
public sealed class EditorTests
{
    private const string Text = """
        static class C
        {
            static int Seen() => Environment.TickCount;
            [Kernel] static void K(Span<int> y) { y[0] = Console.Read(); y[1] = Seen(); }
            static void Plain(Span<int> y) => y[0] = Console.Read();
            static void M(Weft.Runtime.Device d, int[] y) => KKernel.Launch(d, y);
        }
        """;

    [Fact]
    public async Task Mistakes_in_bodies_are_those_of_a_build()
    {
        var built = Driver().RunGenerators(Compile(Text), TestContext.Current.CancellationToken).GetRunResult().Diagnostics;
        Assert.Equal(["WEFT0101", "WEFT0107"], built.Select(d => d.Id).Order());
        Assert.Equal(built.Select(TextAndPlace).Order(), (await Analyzed(("DesignTimeBuild", "true"))).Select(TextAndPlace).Order());
    }

    [Fact]
    public async Task Builds_do_not_hear_them_twice() => Assert.Empty(await Analyzed());

    [Fact]
    public void Launch_classes_are_there_without_their_programs()
    {
        Driver(IncrementalGeneratorOutputKind.Implementation).RunGeneratorsAndUpdateCompilation(
            Compile(Text), out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        var problems = compilation.GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics.Concat(problems).Where(d => d.Severity > DiagnosticSeverity.Hidden));
    }

    private static string TextAndPlace(Diagnostic diagnostic) => diagnostic.ToString();

    private static async Task<IReadOnlyList<Diagnostic>> Analyzed(params (string Name, string Value)[] properties)
    {
        var options = new AnalyzerOptions([], new BuildProperties(properties));
        var analysis = Compile(Text).WithAnalyzers([ShippedGenerator.CreateAnalyzer()], options);
        return await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
