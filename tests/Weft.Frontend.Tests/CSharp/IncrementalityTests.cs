using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>An edit makes the generator write only what the edit changes.</summary>
public sealed class IncrementalityTests
{
    private const string Text = """
        class C
        {
            [Kernel] static void K(Span<float> y) => y[0] = 1;
            [Kernel] static void L(Span<float> y) => y[0] = 2;
        }
        """;

    [Fact]
    public void Another_file_changes_nothing() =>
        AssertOutputs(compilation => compilation.AddSyntaxTrees(Parse("class D { }", "Other.cs")), launchers: "", programs: "");

    [Fact]
    public void An_edit_in_another_file_changes_nothing()
    {
        var other = Parse("class D { void M() { } }", "Other.cs");
        AssertOutputs(
            Compile(Text).AddSyntaxTrees(other),
            compilation => compilation.ReplaceSyntaxTree(other, Parse("class D { void M() { var x = 1; } }", "Other.cs")),
            launchers: "", programs: "");
    }

    [Fact]
    public void A_comment_behind_the_kernels_changes_nothing() =>
        AssertOutputs(Replace("y[0] = 2;", "y[0] = 2; // two"), launchers: "", programs: "");

    [Fact]
    public void Blanks_at_the_end_of_a_line_change_nothing() => AssertOutputs(Replace("= 1;", "= 1;   "), launchers: "", programs: "");

    [Fact]
    public void A_method_behind_the_kernels_changes_nothing() =>
        AssertOutputs(Replace("= 2;", "= 2;\n    static int M(int n) => n + 1;"), launchers: "", programs: "");

    [Fact]
    public void A_constant_changes_the_program_of_its_kernel_alone() =>
        AssertOutputs(Replace("y[0] = 2;", "y[0] = 3;"), launchers: "", programs: "L");

    [Fact]
    public void A_mistake_takes_the_program_of_its_kernel_alone() =>
        AssertOutputs(Replace("y[0] = 2;", "y[0] = Console.Read();"), launchers: "", programs: "-L");

    [Fact]
    public void A_parameter_changes_its_kernel_alone() =>
        AssertOutputs(Replace("L(Span<float> y)", "L(int n, Span<float> y)"), launchers: "L", programs: "L");

    // The IR says where each operation stands, so that faults can name the line. Launch classes do not.
    [Fact]
    public void A_line_above_the_kernels_moves_their_programs() =>
        AssertOutputs(Replace("class C", "// a comment\nclass C"), launchers: "", programs: "KL");

    [Fact]
    public void A_type_adds_a_variant_of_a_generic_kernel() => AssertOutputs(
        Compile("class C { [Kernel(typeof(int))] static void G<T>(Span<T> y) => y[0] = y[1]; }"),
        compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees.Single(),
            Parse("class C { [Kernel(typeof(int), typeof(float))] static void G<T>(Span<T> y) => y[0] = y[1]; }")),
        // The first moves by the length of the second's name.
        launchers: "G", programs: "GG");

    [Fact]
    public void Editors_lower_no_bodies()
    {
        var driver = Driver(IncrementalGeneratorOutputKind.Implementation, isTracked: true);
        var result = driver.RunGenerators(Compile(Text), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Equal(["KKernel.g.cs", "LKernel.g.cs"], result.GeneratedSources.Select(s => s.HintName));
        Assert.DoesNotContain("Programs", result.TrackedSteps.Keys);
    }

    private static Func<CSharpCompilation, CSharpCompilation> Replace(string old, string text) => compilation =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), Parse(Text.Replace(old, text, StringComparison.Ordinal)));

    private static void AssertOutputs(Func<CSharpCompilation, CSharpCompilation> edit, string launchers, string programs) =>
        AssertOutputs(Compile(Text), edit, launchers, programs);

    // The kernels whose files are written anew, in order; a minus is before one whose file goes.
    private static void AssertOutputs(
        CSharpCompilation compilation, Func<CSharpCompilation, CSharpCompilation> edit, string launchers, string programs)
    {
        var driver = Driver(isTracked: true).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = driver.RunGenerators(edit(compilation), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Equal((launchers, programs), (Changed("Launchers"), Changed("Programs")));
        var written = result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        Assert.Equal(launchers.Length + programs.Count(char.IsLetter), written);

        string Changed(string step)
        {
            var outputs = result.TrackedSteps[step].SelectMany(s => s.Outputs).ToArray();
            // Models are what is compared: nothing in them keeps a compilation alive.
            Assert.All(outputs, output => Assert.Equal("KernelModel", output.Value.GetType().Name));
            return string.Concat(outputs.Select(output => output.Reason switch
            {
                IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged => "",
                IncrementalStepRunReason.Removed => "-" + NameOf(output.Value),
                _ => NameOf(output.Value),
            }));
        }
    }

    private static string NameOf(object model) => (string)model.GetType().GetProperty("Name")!.GetValue(model)!;
}
