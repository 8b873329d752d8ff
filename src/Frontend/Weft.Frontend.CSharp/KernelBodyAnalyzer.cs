using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Weft.Frontend.CSharp;

/// <summary>
/// What is wrong with a body, while it is written. Builds hear it from the generator, which then has the IR as well; editors leave the
/// generator's implementation phase out and run analyzers beside the typing, for the files that are open.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelBodyAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Editors set it for the builds that only tell them what a project consists of.</summary>
    private const string InEditor = "build_property.DesignTimeBuild";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => KernelDiagnostics.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(InEditor, out var value) || value != "true") return;
            if (start.Compilation.GetTypeByMetadataName(KernelGenerator.KernelAttribute) is null) return;
            start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (context.ContainingSymbol is not IMethodSymbol method || !KernelMethods.IsKernel(method)) return;
        var variants = KernelVariants.ReadAll(
            new(context.Node, method, context.SemanticModel), KernelReader.Lower, context.CancellationToken);
        foreach (var mistake in variants.SelectMany(kernel => kernel.Diagnostics)) context.ReportDiagnostic(mistake.ToDiagnostic());
    }
}
