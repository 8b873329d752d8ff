using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Weft.Frontend.Tests.Dsl;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>
/// The generator as the compiler loads it: from its own folder, with the Weft.IR for netstandard2.0 that lies beside it. The tests
/// themselves use the other one.
/// </summary>
internal sealed class ShippedGenerator : AssemblyLoadContext
{
    private static readonly ShippedGenerator Context = new();

    /// <summary>Where the build of the same configuration put it.</summary>
    public static string Folder { get; } =
        Path.Combine(Repository.Root, "src", "Frontend", "Weft.Frontend.CSharp", "bin", Configuration, "netstandard2.0");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static IIncrementalGenerator Create() => (IIncrementalGenerator)New("KernelGenerator");

    /// <summary>What editors run beside it.</summary>
    public static DiagnosticAnalyzer CreateAnalyzer() => (DiagnosticAnalyzer)New("KernelBodyAnalyzer");

    private static object New(string type)
    {
        var assembly = Context.LoadFromAssemblyPath(Path.Combine(Folder, "Weft.Frontend.CSharp.dll"));
        return Activator.CreateInstance(assembly.GetType("Weft.Frontend.CSharp." + type, throwOnError: true)!)!;
    }

    protected override Assembly? Load(AssemblyName name) =>
        name.Name == "Weft.IR" ? LoadFromAssemblyPath(Path.Combine(Folder, "Weft.IR.dll")) : null;
}
