using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Weft.Frontend.Tests.CSharp.Oracle;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Kernels that are C# text, compiled together with their launch classes and loaded. Good as long as its kernels are
/// used.</summary>
internal sealed class CompiledKernels : IDisposable
{
    private readonly AssemblyLoadContext _context = new("kernels", isCollectible: true);
    private readonly Assembly _assembly;

    /// <param name="checksOverflow">As a project sets it with <c>CheckForOverflowUnderflow</c>.</param>
    public CompiledKernels(string text, bool checksOverflow = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var project = Compile(text);
        project = project.WithOptions(project.Options.WithOverflowChecks(checksOverflow));
        Driver().RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics, cancellation);
        Assert.True(diagnostics.IsEmpty, string.Join('\n', diagnostics));
        using var image = new MemoryStream();
        var options = compilation.Options.WithOptimizationLevel(OptimizationLevel.Release);
        var result = compilation.WithOptions(options).Emit(image, cancellationToken: cancellation);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        _assembly = _context.LoadFromStream(image);
    }

    /// <summary>The marked methods, each with the launch method that was generated for it.</summary>
    public IEnumerable<(MethodInfo Method, MethodInfo Launch)> Kernels =>
        from type in _assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where method.GetCustomAttributesData().Any(a => a.AttributeType.Name == nameof(KernelAttribute))
        select (method, KernelOracle.LaunchOf(_assembly.GetType(method.Name + "Kernel", throwOnError: true)!));

    public void Dispose() => _context.Unload();
}
