using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Workflows;

namespace Weft.Frontend.CSharp;

/// <summary>
/// For each <c>[Kernel]</c> and each <c>[Workflow]</c> method: a class that launches it, and its IR. The class depends on the declaration
/// alone and is made at each keystroke; bodies are lowered only where code is made of the project, in the implementation phase.
/// <see cref="KernelBodyAnalyzer"/> tells editors what is wrong with a body.
/// </summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    public const string KernelAttribute = "Weft.KernelAttribute";

    private const string CpuDevice = "Weft.Backends.Llvm.CpuDevice";

    /// <summary>The steps that tests watch: what the launch classes are written of, and what their programs are.</summary>
    private const string LaunchersStep = "Launchers";

    private const string ProgramsStep = "Programs";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declared = Distinct(Kernels(context, KernelReader.Declare));
        context.RegisterSourceOutput(Mistakes(declared), Report);
        var hasCpu = context.CompilationProvider.Select(static (c, _) => c.GetTypeByMetadataName(CpuDevice) is not null);
        var launchers = Launchers(declared).WithTrackingName(LaunchersStep).Combine(hasCpu);
        context.RegisterSourceOutput(
            launchers, static (output, kernel) => output.AddSource(kernel.Left.File, LauncherEmitter.Emit(kernel.Left, kernel.Right)));

        var lowered = Kernels(context, KernelReader.Lower);
        context.RegisterImplementationSourceOutput(Mistakes(lowered), Report);
        var programs = Launchers(Distinct(lowered)).Where(static kernel => kernel.Ir.Length > 0).WithTrackingName(ProgramsStep);
        context.RegisterImplementationSourceOutput(
            programs, static (output, kernel) => output.AddSource(kernel.ProgramFile, ProgramEmitter.Emit(kernel)));
        RegisterInterceptors(context, programs, hasCpu);
        RegisterWeftFiles(context, hasCpu);
    }

    // What the build made of the project's .weft files.
    private static void RegisterWeftFiles(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<bool> hasCpu)
    {
        var space = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var value) ? value : "");
        var kernels = Distinct(context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(WeftKernels.Extension, StringComparison.Ordinal))
            .Combine(space)
            .SelectMany(static (input, cancellation) =>
                WeftKernels.Read(input.Left.GetText(cancellation)?.ToString() ?? "", input.Right)));
        context.RegisterSourceOutput(kernels.Combine(hasCpu), static (output, kernel) =>
        {
            if (!kernel.Left.HasLauncher) return;
            output.AddSource(kernel.Left.File, LauncherEmitter.Emit(kernel.Left, kernel.Right));
            output.AddSource(kernel.Left.ProgramFile, ProgramEmitter.Emit(kernel.Left));
        });
    }

    // What the project's build asks for with <WeftIntercept>; only then are its calls looked at.
    private static void RegisterInterceptors(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<KernelModel> programs,
        IncrementalValueProvider<bool> hasCpu)
    {
        var isAsked = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.WeftIntercept", out var value)
            && value.Equals("true", StringComparison.OrdinalIgnoreCase));
        var launchers = programs.Where(static kernel => !kernel.IsSimt).Select(static (kernel, _) => kernel.FullLauncherName).Collect();
        var inputs = context.CompilationProvider.Combine(launchers).Combine(isAsked.Combine(hasCpu));
        context.RegisterImplementationSourceOutput(inputs, static (output, input) =>
        {
            var ((compilation, launchers), (isAsked, hasCpu)) = input;
            if (!isAsked || !hasCpu) return;
            var kernels = KernelMethods.Launchable(compilation, launchers);
            KernelCall[] calls = [.. KernelCall.FindAll(compilation, kernels, output.CancellationToken)];
            if (calls.Length > 0) output.AddSource(InterceptorEmitter.File, InterceptorEmitter.Emit(compilation, calls));
        });
    }

    private static IncrementalValuesProvider<KernelModel> Kernels(
        IncrementalGeneratorInitializationContext context, Func<KernelSource, CancellationToken, KernelModel> read) =>
        Marked(context, KernelAttribute, read).Collect().Combine(Marked(context, WorkflowOptions.Attribute, read).Collect())
            .SelectMany(static (all, _) => all.Left.AddRange(all.Right));

    private static IncrementalValuesProvider<KernelModel> Marked(
        IncrementalGeneratorInitializationContext context, string attribute, Func<KernelSource, CancellationToken, KernelModel> read) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute, static (node, _) => KernelSource.IsFunction(node),
            (found, cancellation) => KernelVariants.ReadAll(new(found), read, cancellation)).SelectMany(static (variants, _) => variants);

    private static IncrementalValuesProvider<KernelModel> Distinct(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.Collect().SelectMany(static (all, _) => KernelNames.MakeDistinct(all));

    // Places move with every line above them: what is written of the others must not see them.
    private static IncrementalValuesProvider<KernelModel> Launchers(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.Where(static kernel => kernel.HasLauncher).Select(static (kernel, _) => kernel.WithoutPlaces());

    private static IncrementalValuesProvider<DiagnosticInfo> Mistakes(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.SelectMany(static (kernel, _) => kernel.Diagnostics);

    private static void Report(SourceProductionContext output, DiagnosticInfo mistake) => output.ReportDiagnostic(mistake.ToDiagnostic());
}
