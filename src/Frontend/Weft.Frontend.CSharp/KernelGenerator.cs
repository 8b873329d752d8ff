using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weft.Frontend.CSharp;

/// <summary>For each <c>[Kernel]</c> method: its IR and a class that launches it.</summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>The steps that tests watch: the models as read, and with their names made sure to differ.</summary>
    public const string ReadStep = "Kernels";

    public const string NamedStep = "NamedKernels";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var kernels = context.SyntaxProvider
            .ForAttributeWithMetadataName("Weft.KernelAttribute", static (node, _) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax, KernelReader.Read)
            .WithTrackingName(ReadStep);
        var named = kernels.Collect().SelectMany(static (all, _) => KernelNames.MakeDistinct(all)).WithTrackingName(NamedStep);
        context.RegisterSourceOutput(named, static (output, kernel) =>
        {
            foreach (var diagnostic in kernel.Diagnostics) output.ReportDiagnostic(diagnostic.ToDiagnostic());
            if (kernel.HasLauncher) output.AddSource($"{kernel.FullLauncherName}.g.cs", LauncherEmitter.Emit(kernel));
        });
    }
}
