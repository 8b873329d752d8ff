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
    public void Another_file_changes_nothing() => AssertOutputs(
        compilation => compilation.AddSyntaxTrees(Parse("class D { }", "Other.cs")),
        IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    [Fact]
    public void A_comment_behind_the_kernels_changes_nothing() => AssertOutputs(
        Replace("y[0] = 2;", "y[0] = 2; // two"), IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    [Fact]
    public void A_constant_changes_its_kernel_alone() => AssertOutputs(
        Replace("y[0] = 2;", "y[0] = 3;"), IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified);

    [Fact]
    public void A_mistake_changes_its_kernel_alone() => AssertOutputs(
        Replace("y[0] = 2;", "y[0] = Console.Read();"), IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified);

    // The IR says where each operation stands, so that faults can name the line.
    [Fact]
    public void A_line_above_the_kernels_moves_them() => AssertOutputs(
        Replace("class C", "// a comment\nclass C"), IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);

    private static Func<CSharpCompilation, CSharpCompilation> Replace(string old, string text) => compilation =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), Parse(Text.Replace(old, text, StringComparison.Ordinal)));

    private static void AssertOutputs(Func<CSharpCompilation, CSharpCompilation> edit, params IncrementalStepRunReason[] expected)
    {
        var compilation = Compile(Text);
        var driver = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = driver.RunGenerators(edit(compilation), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var outputs = result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs);
        Assert.Equal(expected, outputs.Select(output => output.Reason));
        // Models are what is compared: nothing in them keeps a compilation alive.
        var models = result.TrackedSteps["NamedKernels"].SelectMany(step => step.Outputs).Select(output => output.Value);
        Assert.All(models, model => Assert.Equal("KernelModel", model.GetType().Name));
    }
}
