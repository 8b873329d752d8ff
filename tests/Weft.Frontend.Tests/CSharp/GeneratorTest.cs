using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Weft.Frontend.Tests.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Runs the generator on C# texts in tests.</summary>
internal static class GeneratorTest
{
    // As the package's targets set it, the namespace of interceptors included.
    private static readonly CSharpParseOptions Language =
        new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("InterceptorsNamespaces", "Weft.Generated")]);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsReferenced(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static bool IsReferenced(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal) || file is "Weft.Abstractions.dll" or "Weft.Runtime.dll" or "Weft.IR.dll"
            or "Weft.Backends.Llvm.dll";

    private const string Usings = "using System; using System.Threading.Tasks; using System.Numerics.Tensors; using Weft;";

    public static CSharpCompilation Compile(string text) =>
        CSharpCompilation.Create(
            "test", [Parse(text)], References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, string path = "Test.cs") =>
        CSharpSyntaxTree.ParseText(Usings + "\n" + text, Language, path, Encoding.UTF8);

    /// <param name="leftOut">Editors leave the implementation phase out.</param>
    /// <param name="properties">What the project file sets.</param>
    /// <param name="isTracked">Whether steps are recorded. That takes time in the number of kernels to the power of the collections that
    /// they pass through: for few of them.</param>
    public static GeneratorDriver Driver(
        IncrementalGeneratorOutputKind leftOut = IncrementalGeneratorOutputKind.None, BuildProperties? properties = null,
        bool isTracked = false) =>
        CSharpGeneratorDriver.Create(
            [ShippedGenerator.Create().AsSourceGenerator()], parseOptions: Language, optionsProvider: properties,
            driverOptions: new(leftOut, isTracked));

    /// <summary>The sources that are generated for a text without errors, by file name. They compile together with it.</summary>
    public static Dictionary<string, string> Good(string text) => Good(Compile(text), new BuildProperties(), out _);

    /// <param name="complete">The text together with what was generated.</param>
    public static Dictionary<string, string> Good(Compilation text, BuildProperties properties, out Compilation complete)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var driver = Driver(properties: properties)
            .RunGeneratorsAndUpdateCompilation(text, out complete, out var diagnostics, cancellation);
        var problems = diagnostics.Concat(complete.GetDiagnostics(cancellation)).Where(d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!problems.Any(), string.Join(Environment.NewLine, problems));
        return driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
    }

    /// <summary>The IR of the text's only kernel, without locations and kernel attributes.</summary>
    public static string Ir(string text) => IrText.WithoutLocations(IrOf(text));

    /// <summary>The IR of the text's only kernel.</summary>
    public static string IrOf(string text) =>
        IrText.Of(Good(text).Single(s => s.Key.EndsWith(".Program.g.cs", StringComparison.Ordinal)).Value);

    /// <summary>The IR of a kernel that has a parameter of each kind, and a body that consists of the statements.</summary>
    public static string Body(string statements) => IrText.Body(Ir(Kernel(statements)));

    public static string Kernel(string statements) => $$"""
        static class Kernels
        {
            [Kernel]
            static void K(int n, float s, uint u, bool b, int[] v, ReadOnlySpan<float> x, Span<float> y, float[,] m)
            {
                {{statements}}
            }
        }
        """;

    /// <summary>Checks that the generator finds exactly what the text marks: <c>[|source|]{WEFT0101}</c>.</summary>
    /// <returns>The messages, one a line.</returns>
    public static string Marked(string marked, params MetadataReference[] libraries)
    {
        var (text, expected) = MarkedText.Read(marked);
        var result = Driver().RunGenerators(Compile(text).AddReferences(libraries), TestContext.Current.CancellationToken).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        // The line of using directives comes first.
        var found = result.Diagnostics.Select(d => MarkOf(d.Location.GetLineSpan().StartLinePosition, d));
        Assert.Equal(string.Join('\n', expected.Order()), string.Join('\n', found.Order()));
        return string.Join('\n', result.Diagnostics.Select(d => d.GetMessage(CultureInfo.InvariantCulture)));
    }

    private static Mark MarkOf(LinePosition start, Diagnostic diagnostic) =>
        new(start.Line, start.Character + 1, diagnostic.Location.SourceSpan.Length, diagnostic.Id);
}
