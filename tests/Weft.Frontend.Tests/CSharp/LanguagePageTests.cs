using System.Reflection;
using Microsoft.CodeAnalysis;
using Weft.Backends.Llvm;
using Weft.Frontend.Tests.CSharp.Oracle;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>docs/csharp.md says the truth: what it says runs does what plain C# does, and what it says is refused is refused so.</summary>
public sealed class LanguagePageTests
{
    private const int Rounds = 12;

    private static readonly LanguagePage Page = new();

    [Fact]
    public void What_is_supported_does_what_its_CSharp_does()
    {
        LanguageRow[] rows = [.. Page.Rows.Where(row => row.Error is null)];
        using var kernels = new CompiledKernels(Page.Program(rows));
        using var device = CpuDevice.Open();
        var known = kernels.Kernels.ToDictionary(kernel => kernel.Method.Name);
        Assert.Equal(rows.Select(row => row.Kernel), known.Keys);
        foreach (var row in rows)
        {
            var (method, launch) = known[row.Kernel];
            // Spans cannot be passed by reflection; kernels that have them are run elsewhere.
            if (method.GetParameters().Any(p => p.ParameterType.IsByRefLike)) continue;
            for (var round = 0; round < Rounds; round++)
                KernelOracle.Compare(method, launch, device, () => Arguments(method, round), 0, $"{row.Construct}, round {round}");
        }
    }

    [Fact]
    public void What_is_not_supported_is_refused_as_it_says()
    {
        LanguageRow[] rows = [.. Page.Rows.Where(row => row.Error is not null)];
        var text = Page.Program(rows).Replace("static class Examples", "class Examples", StringComparison.Ordinal);
        var (compilation, lines) = (Compile(text), text.Split('\n'));
        var cancellation = TestContext.Current.CancellationToken;
        Assert.DoesNotContain(compilation.GetDiagnostics(cancellation), d => d.Severity == DiagnosticSeverity.Error);
        var told = Driver().RunGenerators(compilation, cancellation).GetRunResult().Diagnostics;
        // The line of using directives comes first.
        var found = told.ToLookup(d => lines[d.Location.GetLineSpan().StartLinePosition.Line - 1].Trim(), d => d.Id);
        Assert.All(rows, row => Assert.Equal(
            [row.Error], found[row.Example.Replace(" K(", $" {row.Kernel}(", StringComparison.Ordinal)].Distinct()));
    }

    [Fact]
    public void Its_workflow_builds_and_has_the_signature_that_it_says() => Assert.Contains(
        "result: out f32[x_0 + more]",
        Good(Page.Workflows.Replace("using System;", "", StringComparison.Ordinal)
            .Replace("using Weft;", "", StringComparison.Ordinal))["ExtendedWorkflow.Program.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void All_errors_of_the_page_are_in_the_catalogue() =>
        Assert.Empty(Page.Rows.Select(row => row.Error).OfType<string>().Except(DiagnosticPage.Descriptors.Select(d => d.Id)));

    private static object[] Arguments(MethodInfo method, int round)
    {
        var random = new RandomArguments(round);
        return [.. method.GetParameters().Select(p => random.Next(p.ParameterType, round < 3 ? round : 3 + round))];
    }
}
