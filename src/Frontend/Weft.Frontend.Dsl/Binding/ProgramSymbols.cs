using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The declarations of a program and who calls whom. Files that import each other are one program.</summary>
/// <param name="files">The file that is compiled, then those that it imports.</param>
internal sealed class ProgramSymbols(ImmutableArray<FileSyntax> files)
{
    private Dictionary<string, CallableSymbol> _callables = [];

    public DiagnosticBag Bag { get; } = [];

    /// <summary>All declarations, with the diagnostics of the file that each stands in.</summary>
    public IReadOnlyList<SourceDeclaration> Declarations => field ??= [.. Files.SelectMany(DeclarationsOf)];

    public ConstantTable Constants
    {
        get => field ??= new(this);
        private init;
    }

    public RecordTable Records
    {
        get => field ??= new(this);
        private init;
    }

    public GenericTable Generics
    {
        get => field ??= new(this);
        private init;
    }

    public CallGraph Calls { get; } = new();

    /// <summary>What the names of the compiled file mean.</summary>
    public NameIndex Names => Files[0].Names;

    public IEnumerable<CallableSymbol> Callables => _callables.Values;

    public IEnumerable<string> CallableNames => _callables.Keys.Concat(Generics.Names);

    public CallableSymbol? Find(string name) => _callables.GetValueOrDefault(name);

    public void Add(CallableSymbol symbol) => _callables.TryAdd(symbol.Name, symbol);

    /// <summary>The same declarations, with diagnostics, names and calls of its own: for bodies that are bound at the same time as others.
    /// Nothing may be declared any more, here or there.</summary>
    public ProgramSymbols Fork() =>
        new(files) { _callables = _callables, Constants = Constants, Records = Records, Generics = Generics };

    /// <summary>Takes over what was found in a fork.</summary>
    public void Join(ProgramSymbols fork)
    {
        for (var i = 0; i < Files.Count; i++) Files[i].Names.Add(fork.Files[i].Names);
        Calls.Add(fork.Calls, DiagnosticsOf);
        Bag.AddRange(fork.Bag);
    }

    /// <summary>Those of the same file here.</summary>
    public BindingDiagnostics DiagnosticsOf(BindingDiagnostics elsewhere) =>
        Files.First(here => ReferenceEquals(here.File, elsewhere.File));

    private IReadOnlyList<BindingDiagnostics> Files => field ??= [.. files.Select(file => new BindingDiagnostics(file, Bag))];

    private IEnumerable<SourceDeclaration> DeclarationsOf(BindingDiagnostics diagnostics) => diagnostics.File.Declarations.Select(
        declaration => new SourceDeclaration(declaration, diagnostics, IsImported: diagnostics != Files[0]));
}

internal sealed record SourceDeclaration(DeclarationSyntax Syntax, BindingDiagnostics Diagnostics, bool IsImported);
