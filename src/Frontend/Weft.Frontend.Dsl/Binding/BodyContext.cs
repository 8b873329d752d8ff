using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

internal enum BodyKind
{
    Constant,
    Func,
    Kernel,
    Workflow,
}

/// <summary>What the binders of one body share: where they are in it and what they may use.</summary>
/// <param name="types">What the type parameters of a generic body stand for; null for others.</param>
internal sealed class BodyContext(
    ProgramSymbols program,
    BindingDiagnostics diagnostics,
    BodyKind kind,
    CallableSymbol? owner,
    IReadOnlyDictionary<string, ElementType>? types = null)
{
    private readonly Stack<EnclosingLoop> _loops = new();

    public ProgramSymbols Program => program;

    public BindingDiagnostics Diagnostics => diagnostics;

    public BodyKind Kind => kind;

    /// <summary>What the body belongs to; null for a constant.</summary>
    public CallableSymbol? Owner => owner;

    public Scope Scope { get; private set; } = new();

    /// <summary>Kernel calls of the expressions bound so far, which must run before the statement that holds them; null where
    /// an expression may run any number of times, so that no call can be moved out of it.</summary>
    public List<BoundStatement>? Pending { get; private set; }

    /// <summary>Where the calls of the statement may run; null where it does not say.</summary>
    public BoundPlacement? Placement { get; set; }

    /// <summary>In the assignment of a <c>scatter</c>, which names all its indices: none is free.</summary>
    public bool InScatter { get; set; }

    /// <summary>The scans of the assignment that is being bound; null where there can be none.</summary>
    public ScanTurns? Scans { get; private set; }

    public EnclosingLoop? InnermostLoop => _loops.TryPeek(out var loop) ? loop : null;

    public bool InParallelLoop => _loops.Any(loop => loop.Kind == LoopKind.Parallel);

    public bool InTimeLoop => _loops.Any(loop => loop.Kind == LoopKind.Time);

    /// <summary>The scalar or record of a name, or null.</summary>
    public WeftType? TypeNamed(string name) =>
        types is not null && types.TryGetValue(name, out var argument) ? new ScalarType(argument)
        : ElementTypes.Parse(name) is { } element ? new ScalarType(element)
        // What is wrong with a record has been said where it is declared.
        : program.Records.Find(name) is { } record ? record.Fields.IsEmpty ? new ErrorType() : new RecordType(record, [])
        : null;

    /// <summary>The names that <see cref="TypeNamed"/> knows.</summary>
    public IEnumerable<string> TypeNames => [.. types?.Keys ?? [], .. program.Records.Names, .. ElementTypes.Names];

    public Location LocationOf(SyntaxNode node) => Diagnostics.LocationOf(node.Span);

    /// <param name="provide">Gives names a meaning that nothing declares.</param>
    public T InNewScope<T>(Func<T> bind, Func<string, VariableSymbol?>? provide = null) => InNewScope(bind, Scope, provide);

    /// <param name="around">What the new scope sees besides its own.</param>
    public T InNewScope<T>(Func<T> bind, Scope around, Func<string, VariableSymbol?>? provide = null)
    {
        var outer = Scope;
        Scope = new(around, provide);
        try
        {
            return bind();
        }
        finally
        {
            Scope = outer;
        }
    }

    public T Scanning<T>(ScanTurns? scans, Func<T> bind)
    {
        var outer = Scans;
        Scans = scans;
        try
        {
            return bind();
        }
        finally
        {
            Scans = outer;
        }
    }

    public T InLoop<T>(EnclosingLoop loop, Func<T> bind)
    {
        _loops.Push(loop);
        try
        {
            return bind();
        }
        finally
        {
            _loops.Pop();
        }
    }

    public T Collecting<T>(List<BoundStatement>? pending, Func<T> bind)
    {
        var outer = Pending;
        Pending = pending;
        try
        {
            return bind();
        }
        finally
        {
            Pending = outer;
        }
    }

    /// <summary>Makes a variable visible from here to the end of its block; a name is declared once in a body's nested blocks.</summary>
    public VariableSymbol Declare(NameSyntax name, WeftType type, VariableKind variableKind)
    {
        var variable = VariableSymbol.Of(name.Text, type, variableKind, LocationOf(name));
        if (name.Text.EndsWith('\'')) Diagnostics.Report(DslDiagnostics.PrimedName, name.Span, name.Text);
        else if (TypeNamed(name.Text) is not null) Diagnostics.Report(DslDiagnostics.TypeNameAsName, name.Span, name.Text);
        else if (Scope.TryFind(name.Text, out var earlier))
            Diagnostics.ReportWithNote(DslDiagnostics.AlreadyDeclared, name.Span, earlier.Location, "first declared here", name.Text);
        Scope.Add(variable);
        Diagnostics.Names.Declare(name, variable);
        return variable;
    }
}

/// <param name="IndexCount">How many indices one <c>for</c> runs over; 0 for <c>while</c>.</param>
internal sealed record EnclosingLoop(LoopKind Kind, int IndexCount);
