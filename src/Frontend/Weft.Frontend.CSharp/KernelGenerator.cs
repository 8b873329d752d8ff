using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
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

    /// <summary>The steps that tests watch: what the launch classes are written of, and what their programs are.</summary>
    private const string LaunchersStep = "Launchers";

    private const string ProgramsStep = "Programs";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (all, _) => Project.Of(all.Left, all.Right.GlobalOptions));
        var sources = Marked(context, KernelAttribute).Collect().Combine(Marked(context, WorkflowOptions.Attribute).Collect())
            .SelectMany(static (all, _) => all.Left.AddRange(all.Right));

        var declared = Distinct(sources.SelectMany(
            static (source, cancellation) => KernelVariants.ReadAll(source, KernelReader.Declare, cancellation)));
        context.RegisterSourceOutput(Mistakes(declared), Report);
        context.RegisterSourceOutput(
            Launchers(declared).WithTrackingName(LaunchersStep).Combine(project),
            static (output, kernel) => output.AddSource(kernel.Left.File, LauncherEmitter.Emit(kernel.Left, kernel.Right.HasCpu)));

        var lowered = sources.Collect().SelectMany(LowerAll);
        context.RegisterImplementationSourceOutput(Mistakes(lowered), Report);
        var programs = Launchers(Distinct(lowered)).Where(static kernel => kernel.Ir.Length > 0).WithTrackingName(ProgramsStep);
        context.RegisterImplementationSourceOutput(
            programs, static (output, kernel) => output.AddSource(kernel.ProgramFile, ProgramEmitter.Emit(kernel)));
        RegisterInterceptors(context, programs, project);
        RegisterWeftFiles(context, project);
    }

    // What the build made of the project's .weft files.
    private static void RegisterWeftFiles(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<Project> project)
    {
        var kernels = Distinct(context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(WeftKernels.Extension, StringComparison.Ordinal))
            .Combine(project)
            .SelectMany(static (input, cancellation) =>
                WeftKernels.Read(input.Left.GetText(cancellation)?.ToString() ?? "", input.Right.Namespace)))
            .Collect().SelectMany(static (all, _) => WeftKernels.Share(all));
        context.RegisterSourceOutput(kernels.Combine(project), static (output, kernel) =>
        {
            output.AddSource(kernel.Left.File, LauncherEmitter.Emit(kernel.Left, kernel.Right.HasCpu));
            output.AddSource(kernel.Left.ProgramFile, ProgramEmitter.Emit(kernel.Left));
        });
    }

    // Calls are looked at only in projects that ask for it.
    private static void RegisterInterceptors(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<KernelModel> programs,
        IncrementalValueProvider<Project> project)
    {
        var launchers = programs.Where(static kernel => !kernel.IsSimt).Select(static (kernel, _) => kernel.FullLauncherName).Collect();
        var inputs = context.CompilationProvider.Combine(launchers).Combine(project);
        context.RegisterImplementationSourceOutput(inputs, static (output, input) =>
        {
            var ((compilation, launchers), project) = input;
            if (!project.Intercepts || !project.HasCpu) return;
            var kernels = KernelMethods.Launchable(compilation, launchers);
            KernelCall[] calls = [.. KernelCall.FindAll(compilation, kernels, output.CancellationToken)];
            if (calls.Length > 0) output.AddSource(InterceptorEmitter.File, InterceptorEmitter.Emit(compilation, calls));
        });
    }

    // Sources hold the compilation, which is another one after every edit; what is read of them next is equal by value.
    private static IncrementalValuesProvider<KernelSource> Marked(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute, static (node, _) => KernelSource.IsFunction(node), static (found, _) => new KernelSource(found));

    // Kernels do not know of each other: all processors lower them.
    private static ImmutableArray<KernelModel> LowerAll(ImmutableArray<KernelSource> sources, CancellationToken cancellation)
    {
        var models = new IEnumerable<KernelModel>[sources.Length];
        Parallel.For(
            0, sources.Length, new() { CancellationToken = cancellation },
            i => models[i] = KernelVariants.ReadAll(sources[i], KernelReader.Lower, cancellation));
        return [.. models.SelectMany(static variants => variants)];
    }

    private static IncrementalValuesProvider<KernelModel> Distinct(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.Collect().SelectMany(static (all, _) => KernelNames.MakeDistinct(all));

    // Places move with every line above them: what is written of the others must not see them.
    private static IncrementalValuesProvider<KernelModel> Launchers(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.Where(static kernel => kernel.HasLauncher).Select(static (kernel, _) => kernel.WithoutPlaces());

    private static IncrementalValuesProvider<DiagnosticInfo> Mistakes(IncrementalValuesProvider<KernelModel> kernels) =>
        kernels.SelectMany(static (kernel, _) => kernel.Diagnostics);

    private static void Report(SourceProductionContext output, DiagnosticInfo mistake) => output.ReportDiagnostic(mistake.ToDiagnostic());
}
