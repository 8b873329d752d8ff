using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
            [Workflow] static int W(int[] y) => y[0];
            static void Plain(Span<int> y) => y[0] = Console.Read();
            static void M(Weft.Runtime.Device d, int[] y) { KKernel.Launch(d, y); y[0] = WWorkflow.Launch(d, y); }
        }
        """;

    [Fact]
    public async Task Mistakes_in_bodies_are_those_of_a_build()
    {
        var built = Driver().RunGenerators(Compile(Text), TestContext.Current.CancellationToken).GetRunResult().Diagnostics;
        Assert.Equal(["WEFT0101", "WEFT0107", "WEFT0130"], built.Select(d => d.Id).Order());
        Assert.Equal(built.Select(TextAndPlace).Order(), (await Analyzed(("DesignTimeBuild", "true"))).Select(TextAndPlace).Order());
    }

    // Declarations are read at each keystroke, without the implementation phase.
    [Fact]
    public void Mistakes_in_declarations_are_those_of_a_build()
    {
        var text = Compile("""
            class C
            {
                [Kernel] int[] K(in int a, string b) => [];
                [Kernel] static void L(Span<int> y) => Console.Read();
            }
            """);
        var cancellation = TestContext.Current.CancellationToken;
        var typed = Driver(IncrementalGeneratorOutputKind.Implementation).RunGenerators(text, cancellation).GetRunResult().Diagnostics;
        var built = Driver().RunGenerators(text, cancellation).GetRunResult().Diagnostics;
        Assert.Equal(["WEFT0001", "WEFT0002", "WEFT0004", "WEFT0005"], typed.Select(d => d.Id).Order());
        Assert.Equal(built.Select(TextAndPlace).Where(told => !told.Contains("WEFT01", StringComparison.Ordinal)).Order(),
            typed.Select(TextAndPlace).Order());
    }

    [Fact]
    public async Task Builds_do_not_hear_them_twice() => Assert.Empty(await Analyzed());

    [Fact]
    public void Launch_classes_are_there_without_their_programs()
    {
        Driver(IncrementalGeneratorOutputKind.Implementation).RunGeneratorsAndUpdateCompilation(
            Compile(Text), out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        var problems = compilation.GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics.Concat(problems), d => d.Severity > DiagnosticSeverity.Hidden);
    }

    [Fact]
    public void Debuggers_step_through_the_method_as_without_Weft()
    {
        var plain = Compile("""
            static class C
            {
                [Kernel] static void K(Span<int> y)
                {
                    for (var i = 0; i < y.Length; i++)
                        y[i] = i;
                }

                static void M(int[] y) => K(y);
            }
            """);
        Good(plain, new BuildProperties(("WeftIntercept", "true")), out var complete);
        Assert.NotEmpty(SequencePoints(plain));
        Assert.Equal(SequencePoints(plain), SequencePoints(complete));
        var generated = complete.SyntaxTrees.Except(plain.SyntaxTrees)
            .ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => $"{tree}");
        Assert.Equal(["KKernel.Program.g.cs", "KKernel.g.cs", "Weft.Interceptors.g.cs"], generated.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(generated.Values, text => text.Contains("#line", StringComparison.Ordinal));
        // Steps and breakpoints stay in what the user wrote.
        foreach (var file in new[] { "KKernel.g.cs", "Weft.Interceptors.g.cs" })
            Assert.Contains("DebuggerNonUserCode]", generated[file], StringComparison.Ordinal);
    }

    // Of the kernel K: where each of its instructions stands in the source.
    private static IReadOnlyList<string> SequencePoints(Compilation compilation)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        Assert.True(compilation.Emit(image, symbols, cancellationToken: TestContext.Current.CancellationToken).Success);
        (image.Position, symbols.Position) = (0, 0);
        using var program = new PEReader(image);
        using var debugging = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var (metadata, lines) = (program.GetMetadataReader(), debugging.GetMetadataReader());
        var kernel = metadata.MethodDefinitions.Single(m =>
            metadata.StringComparer.Equals(metadata.GetMethodDefinition(m).Name, "K")
            && metadata.StringComparer.Equals(metadata.GetTypeDefinition(metadata.GetMethodDefinition(m).GetDeclaringType()).Name, "C"));
        return [.. lines.GetMethodDebugInformation(kernel).GetSequencePoints()
            .Select(p => $"{p.Offset}: {p.StartLine},{p.StartColumn}-{p.EndLine},{p.EndColumn}")];
    }

    private static string TextAndPlace(Diagnostic diagnostic) => diagnostic.ToString();

    private static async Task<IReadOnlyList<Diagnostic>> Analyzed(params (string Name, string Value)[] properties)
    {
        var options = new AnalyzerOptions([], new BuildProperties(properties));
        var analysis = Compile(Text).WithAnalyzers([ShippedGenerator.CreateAnalyzer()], options);
        return await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
