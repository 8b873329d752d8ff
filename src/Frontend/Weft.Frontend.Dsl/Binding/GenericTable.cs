using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Generic kernels and funcs: bound anew for each combination of types that is used, as if written for those.</summary>
internal sealed class GenericTable
{
    private readonly ProgramSymbols _program;
    private readonly Dictionary<string, SourceDeclaration> _declared = [];
    private readonly Dictionary<string, CallableSymbol> _instances = [];
    private readonly HashSet<string> _used = [];

    public GenericTable(ProgramSymbols program)
    {
        _program = program;
        foreach (var declaration in program.Declarations)
            if (!TypeParameters(declaration.Syntax).IsEmpty)
                _declared.TryAdd(declaration.Syntax.Name.Text, declaration);
    }

    public IEnumerable<string> Names => _declared.Keys;

    /// <summary>The bodies that are still to be bound.</summary>
    public Queue<PendingBody> Bodies { get; } = new();

    public static ImmutableArray<TypeParameterSyntax> TypeParameters(DeclarationSyntax syntax) => syntax switch
    {
        FuncSyntax func => func.TypeParameters,
        KernelSyntax kernel => kernel.TypeParameters,
        _ => [],
    };

    public SourceDeclaration? Find(string name) => _declared.GetValueOrDefault(name);

    /// <summary>The declaration for certain types, made when it is first asked for.</summary>
    /// <param name="alias">The name of an entry of the program; null for a helper of the one that calls it.</param>
    public CallableSymbol Instantiate(SourceDeclaration generic, ImmutableArray<ElementType> types, string? alias = null)
    {
        var syntax = generic.Syntax;
        _used.Add(syntax.Name.Text);
        var name = alias ?? $"{syntax.Name.Text}<{string.Join(",", types.Select(type => type.Name))}>";
        if (_instances.TryGetValue(name, out var known)) return known;
        var arguments = TypeParameters(syntax).Zip(types).ToDictionary(pair => pair.First.Name.Text, pair => pair.Second);
        var binder = new SignatureBinder(_program, generic.Diagnostics, arguments);
        CallableSymbol symbol = syntax is FuncSyntax func
            ? binder.BindFunc(func, name)
            : binder.BindKernel((KernelSyntax)syntax, name, isHelper: alias is null);
        Bodies.Enqueue(new(generic, symbol, arguments));
        return _instances[name] = symbol;
    }

    /// <summary>Binds what nobody uses, with an example of each kind, so that it is checked.</summary>
    public void BindUnused()
    {
        foreach (var (name, generic) in _declared)
        {
            if (_used.Contains(name) || generic.Syntax.IsBroken) continue;
            Instantiate(generic, [.. TypeParameters(generic.Syntax).Select(parameter => TypeKinds.Example(KindOf(parameter)))]);
        }
    }

    /// <summary>Checks the kinds of the parameters.</summary>
    public void CheckParameters()
    {
        foreach (var generic in _declared.Values.Where(generic => !generic.Syntax.IsBroken))
            foreach (var kind in TypeParameters(generic.Syntax).Select(parameter => parameter.Kind).OfType<NameSyntax>())
                if (!TypeKinds.Contains(kind.Text))
                    generic.Diagnostics.Report(
                        DslDiagnostics.UnknownKind,
                        kind.Span,
                        kind.Text,
                        Suggestion.For(kind.Text, TypeKinds.Names),
                        string.Join(' ', TypeKinds.Names));
    }

    /// <summary>The kind of a type parameter; where that is wrong, the widest.</summary>
    public static string KindOf(TypeParameterSyntax parameter) =>
        parameter.Kind is { Text: var kind } && TypeKinds.Contains(kind) ? kind : TypeKinds.Default;
}

/// <summary>A body to bind.</summary>
/// <param name="Types">What type parameters stand for; null where there are none.</param>
internal sealed record PendingBody(SourceDeclaration Declaration, CallableSymbol Symbol, IReadOnlyDictionary<string, ElementType>? Types);
