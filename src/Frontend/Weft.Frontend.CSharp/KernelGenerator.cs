using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weft.Frontend.CSharp;

/// <summary>For each <c>[Kernel]</c> method: its IR and a class that launches it.</summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>The steps that tests watch: the models as read, and with names that differ.</summary>
    private const string ReadStep = "Kernels";

    private const string NamedStep = "NamedKernels";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var kernels = context.SyntaxProvider
            .ForAttributeWithMetadataName("Weft.KernelAttribute", static (node, _) => IsFunction(node), KernelReader.Read)
            .WithTrackingName(ReadStep);
        var named = kernels.Collect().SelectMany(static (all, _) => KernelNames.MakeDistinct(all)).WithTrackingName(NamedStep);
        context.RegisterSourceOutput(named, static (output, kernel) =>
        {
            foreach (var diagnostic in kernel.Diagnostics) output.ReportDiagnostic(diagnostic.ToDiagnostic());
            if (kernel.HasLauncher) output.AddSource(kernel.File, LauncherEmitter.Emit(kernel));
        });
    }

    private static bool IsFunction(SyntaxNode node) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax;
}
