using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Functions of .NET whose bodies are written in C# for kernels (the folder Library): what they compute is computed bit for bit. They
/// are compiled against what the project refers to when a kernel calls one, once for all its kernels.
/// </summary>
internal sealed class MathLibrary(Compilation project)
{
    private const string Folder = "Weft.Library/";

    private static readonly ConditionalWeakTable<Compilation, Compilation> s_compiled = new();

    private readonly Lazy<Compilation> _compilation = new(() => s_compiled.GetValue(project, Compile));
    private readonly Dictionary<SyntaxTree, SemanticModel> _semantics = [];

    /// <summary>The function that stands for one of .NET; null when the library has none.</summary>
    public IMethodSymbol? Find(IMethodSymbol method) => Functions(method.Name)
        .FirstOrDefault(own => own.Parameters.Select(TypeOf).SequenceEqual(method.Parameters.Select(TypeOf)));

    /// <summary>The function that stands for a property; null when the library has none.</summary>
    public IMethodSymbol? Find(string property, INamedTypeSymbol type) => Functions(property)
        .FirstOrDefault(own => own.Parameters is [{ Type.Name: var on }] && on == type.Name);

    /// <summary>The generic function that stands for a method of spans; null when the library has none.</summary>
    public IMethodSymbol? Find(string name, IReadOnlyList<IOperation> operands) => Functions(name)
        .FirstOrDefault(own => own.TypeParameters.Length == 1 && own.Parameters.Select(p => ArrayType.ElementOf(p.Type) is null)
            .SequenceEqual(operands.Select(o => ArrayType.ElementOf(o.Type) is null)));

    /// <summary>The meaning of a piece of source; null when nobody knows it. One model binds each function once.</summary>
    public SemanticModel? SemanticsOf(SyntaxTree tree)
    {
        if (_semantics.TryGetValue(tree, out var known)) return known;
        return CompilationOf(tree) is { } owner ? _semantics[tree] = owner.GetSemanticModel(tree) : null;
    }

    private Compilation? CompilationOf(SyntaxTree tree) =>
        project.ContainsSyntaxTree(tree) ? project
        : IsLibrary(tree) ? _compilation.Value
        : null;

    /// <summary>Whether source belongs to the library: what goes wrong there is told at the call.</summary>
    public static bool IsLibrary(SyntaxTree tree) => tree.FilePath.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>Whether a function belongs to the library.</summary>
    public static bool Owns(IMethodSymbol function) =>
        function.DeclaringSyntaxReferences is [{ SyntaxTree: var tree }, ..] && IsLibrary(tree);

    private IEnumerable<IMethodSymbol> Functions(string name) => Sources
        .Select(file => _compilation.Value.Assembly.GetTypeByMetadataName(Path.GetFileNameWithoutExtension(file)))
        .OfType<INamedTypeSymbol>()
        .SelectMany(type => type.GetMembers(name))
        .OfType<IMethodSymbol>();

    private static (SpecialType, string, RefKind) TypeOf(IParameterSymbol parameter) =>
        (parameter.Type.SpecialType, parameter.Type.Name, parameter.RefKind);

    private static IEnumerable<string> Sources =>
        typeof(MathLibrary).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cs", StringComparison.Ordinal));

    // Without the project's own source, which may have classes of the same names. Wrapping is what the library means, whatever the
    // project's setting.
    private static Compilation Compile(Compilation project)
    {
        var options = (CSharpParseOptions?)project.SyntaxTrees.FirstOrDefault()?.Options;
        var trees = Sources.Select(name => CSharpSyntaxTree.ParseText(Read(name), options, Folder + name));
        return project.RemoveAllSyntaxTrees()
            .WithOptions(((CSharpCompilationOptions)project.Options).WithOverflowChecks(false)).AddSyntaxTrees(trees);
    }

    private static string Read(string name)
    {
        using var text = new StreamReader(typeof(MathLibrary).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
