using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Fixes;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Writes docs/diagnostics-csharp.md: what the generator knows of each message, and what it gives for an example of it.</summary>
internal static class DiagnosticPage
{
    /// <summary>All messages, in order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. ShippedGenerator.CreateAnalyzer().SupportedDiagnostics.OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static string Write()
    {
        var page = new StringBuilder("""
            # What the compiler says about kernels

            Made from the catalogue of the generator by a test, which `WEFT_ACCEPT=1` lets write it. For each message: C# that causes it,
            what it says there, and what to write instead. Editors show messages while you type. [csharp.md](csharp.md) shows what kernels
            can do.

            """);
        page.Append($"Editors offer to do what these say: {string.Join(", ", new KernelFixProvider().FixableDiagnosticIds)}.\n");
        foreach (var descriptor in Descriptors)
        {
            page.Append($"\n## {descriptor.Id}: {descriptor.Title}\n\n");
            if (!DiagnosticExamples.All.TryGetValue(descriptor.Id, out var example))
            {
                page.Append("A mistake in Weft itself: please report it together with the kernel.\n");
                continue;
            }

            page.Append($"```csharp\n{example.Wrong}\n```\n\n");
            foreach (var message in Messages(example.Wrong)) page.Append($"> {message.GetMessage(CultureInfo.InvariantCulture)}\n\n");
            page.Append($"Instead:\n\n```csharp\n{example.Right}\n```\n");
        }

        return page.ToString();
    }

    /// <summary>What is said about an example.</summary>
    public static IReadOnlyList<Diagnostic> Messages(string members) => Driver()
        .RunGenerators(Compile(ClassOf(members)).AddReferences(s_library.Value), TestContext.Current.CancellationToken).GetRunResult()
        .Diagnostics;

    private static readonly Lazy<MetadataReference> s_library = new(() =>
    {
        using var image = new MemoryStream();
        Assert.True(Compile(DiagnosticExamples.Library).WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    });

    /// <summary>A class of members.</summary>
    public static string ClassOf(string members) => $"using System.Collections.Generic;\nclass C\n{{\n{members}\n}}\n";
}
