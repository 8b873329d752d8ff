using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The declarations of a program and who calls whom. Files that import each other are one program.</summary>
/// <param name="files">The file that is compiled, then those that it imports.</param>
internal sealed class ProgramSymbols(ImmutableArray<FileSyntax> files)
{
    private readonly Dictionary<string, CallableSymbol> _callables = [];

    public DiagnosticBag Bag { get; } = [];

    /// <summary>All declarations, with the diagnostics of the file that each stands in.</summary>
    public IReadOnlyList<SourceDeclaration> Declarations => field ??= [.. files.SelectMany(DeclarationsOf)];

    public ConstantTable Constants => field ??= new(this);

    public RecordTable Records => field ??= new(this);

    public GenericTable Generics => field ??= new(this);

    public CallGraph Calls { get; } = new();

    public IEnumerable<string> CallableNames => _callables.Keys.Concat(Generics.Names);

    public CallableSymbol? Find(string name) => _callables.GetValueOrDefault(name);

    public void Add(CallableSymbol symbol) => _callables.TryAdd(symbol.Name, symbol);

    private IEnumerable<SourceDeclaration> DeclarationsOf(FileSyntax file)
    {
        var diagnostics = new BindingDiagnostics(file, Bag);
        return file.Declarations.Select(declaration => new SourceDeclaration(declaration, diagnostics, IsImported: file != files[0]));
    }
}

internal sealed record SourceDeclaration(DeclarationSyntax Syntax, BindingDiagnostics Diagnostics, bool IsImported);
