using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>A program, and what Edit and Continue makes of an edit of it: the generator runs again, and the bodies that differ, generated
/// ones too, become a delta.</summary>
internal sealed class EditedProgram
{
    private readonly GeneratorDriver _driver;
    private readonly Compilation _old;
    private readonly Compilation _new;

    public EditedProgram(string text, string edited)
    {
        var before = Compile(text);
        before = before.WithOptions(before.Options.WithOutputKind(OutputKind.ConsoleApplication));
        _driver = Complete(Driver(), before, out _old);
        var after = before.ReplaceSyntaxTree(before.SyntaxTrees[0], Parse(edited));
        Complete(_driver, after, out _new);
        Image = Emit(_old, out var symbols);
        Symbols = symbols;
    }

    public ImmutableArray<byte> Image { get; }

    public ImmutableArray<byte> Symbols { get; }

    /// <summary>All declarations of types and members, bodies aside, as they were and as they are.</summary>
    public (IReadOnlyList<string> Old, IReadOnlyList<string> New) Shapes => (ShapeOf(_old), ShapeOf(_new));

    /// <summary>The methods whose bodies differ.</summary>
    public IReadOnlyList<(IMethodSymbol Old, IMethodSymbol New)> Updates =>
    [
        .. from pair in MethodsOf(_old).Zip(MethodsOf(_new))
           where TextOf(pair.First) != TextOf(pair.Second)
           select pair,
    ];

    /// <summary>What the running program is given: metadata, IL and symbols.</summary>
    public IReadOnlyList<byte[]> Delta()
    {
        using var module = ModuleMetadata.CreateFromImage(Image);
        using var program = new PEReader(Image);
        var baseline = EmitBaseline.CreateInitialBaseline(
            _old, module, _ => default, method => LocalsOf(program, method), hasPortableDebugInformation: true);
        var edits = Updates.Select(update => new SemanticEdit(SemanticEditKind.Update, update.Old, update.New));
        using var metadata = new MemoryStream();
        using var il = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = _new.EmitDifference(
            baseline, edits, static _ => false, metadata, il, symbols, TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return [metadata.ToArray(), il.ToArray(), symbols.ToArray()];
    }

    // In Debug, the only form that can be changed while it runs.
    private static ImmutableArray<byte> Emit(Compilation compilation, out ImmutableArray<byte> symbols)
    {
        using var image = new MemoryStream();
        using var debugging = new MemoryStream();
        var result = compilation.Emit(image, debugging, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        symbols = [.. debugging.ToArray()];
        return [.. image.ToArray()];
    }

    private static GeneratorDriver Complete(GeneratorDriver driver, Compilation text, out Compilation complete)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(text, out complete, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return driver;
    }

    private static StandaloneSignatureHandle LocalsOf(PEReader program, MethodDefinitionHandle method) =>
        program.GetMethodBody(program.GetMetadataReader().GetMethodDefinition(method).RelativeVirtualAddress).LocalSignature;

    private static IReadOnlyList<string> ShapeOf(Compilation compilation) =>
        [.. MembersOf(compilation.Assembly.GlobalNamespace).Select(member => member.ToDisplayString()).Order(StringComparer.Ordinal)];

    private static IEnumerable<IMethodSymbol> MethodsOf(Compilation compilation) =>
        MembersOf(compilation.Assembly.GlobalNamespace).OfType<IMethodSymbol>().Select(m => m.PartialImplementationPart ?? m)
            .OrderBy(m => m.ToDisplayString(), StringComparer.Ordinal);

    private static string TextOf(IMethodSymbol method) =>
        string.Concat(method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax().ToString()));

    private static IEnumerable<ISymbol> MembersOf(INamespaceOrTypeSymbol scope) => scope.GetMembers().SelectMany(
        member => member is INamespaceOrTypeSymbol inner ? MembersOf(inner).Prepend(member) : [member]);
}
